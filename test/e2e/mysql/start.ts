import { agentLog, rootSql } from '../framework/mysql';
import { restartsOf } from '../framework/pods';
import { Step } from '../framework/walk';
import { claimsOf, MySQLSet } from './set';

const SERVERS = [0, 1, 2];
const IDENTITY = 'SELECT @@server_id, @@super_read_only';
const REPLICATION = `SELECT c.HOST, s.SERVICE_STATE, a.SERVICE_STATE FROM performance_schema.replication_connection_configuration c
  JOIN performance_schema.replication_connection_status s USING (CHANNEL_NAME) JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)`;

/** Settings, Services, start, identity, names: M1 to M4, M6 and M8. */
export function start(step: Step, set: MySQLSet): void {
  step('M1 ConfigMap', async (namespace) => {
    await set.createSecret(namespace);
    await namespace.apply(set.ofKinds('ConfigMap'));
    const [{ metadata, data }] = await namespace.list<{ metadata: { labels: object }; data: { [key: string]: string } }>('configmap mysql');
    expect(metadata.labels).toMatchObject({ app: 'mysql' });
    expect(Object.keys(data).sort()).toEqual(['primary.cnf', 'replica.cnf']);
    expect(data['primary.cnf']).toMatch(/^\[mysqld\]\nlog-bin$/m);
    expect(data['replica.cnf']).toMatch(/^\[mysqld\]\nsuper-read-only$/m);
  });

  step('M2 Services', async (namespace) => {
    await namespace.apply(set.ofKinds('Service'));
    const service = (name: string) => namespace.field(`service ${name}`, '{.spec.selector} {.spec.ports[0].port} {.spec.ports[0].name} {.metadata.labels.app}');
    for (const name of ['mysql', 'mysql-read']) expect(await service(name)).toBe('{"app":"mysql"} 3306 mysql mysql');
    expect(await namespace.field('service mysql', '{.spec.clusterIP}')).toBe('None');
    expect(await namespace.field('service mysql-read', '{.spec.clusterIP}')).toMatch(/^[\d.:a-f]+$/);
    // an address for writes, which the documents do not have
    expect(await namespace.field('service mysql-primary', '{.spec.selector}')).toMatch(/role":"primary"/);
  });

  // All at once, so that members can ask each other who has data; the documents start one after the other.
  step('M3 StatefulSet, parallel start', async (namespace) => {
    const { pods } = namespace;
    await namespace.apply(set.except('ConfigMap', 'Service'));
    await namespace.untilReady('mysql', 3);
    expect(pods.life('mysql-2').created).toBeLessThan(pods.life('mysql-0').ready!);
    expect(SERVERS.map((n) => restartsOf(pods.get(`mysql-${n}`)!))).toEqual([0, 0, 0]);
    expect(pods.get('mysql-0')!.status.containerStatuses).toHaveLength(2);
    expect(Object.keys(await claimsOf(namespace)).sort()).toEqual(SERVERS.map((n) => `data-mysql-${n}`));
    for (const n of SERVERS) {
      const claim = await namespace.field(`pvc data-mysql-${n}`, '{.spec.resources.requests.storage} {.spec.accessModes} {.metadata.labels.app}');
      expect(claim).toBe('10Gi ["ReadWriteOnce"] mysql');
    }
    await set.createAccount(namespace);
  });

  step('M4 identity and generated configuration', async (namespace) => {
    for (const n of SERVERS) {
      const read = async (command: string) => (await namespace.kubectl(`exec mysql-${n} -c mysql -- ${command}`)).trim();
      expect(await read('cat /etc/mysql/conf.d/server-id.cnf')).toMatch(new RegExp(`^server-id=10${n}$`, 'm'));
      expect((await read('ls /etc/mysql/conf.d')).split('\n')).toEqual([n === 0 ? 'primary.cnf' : 'replica.cnf', 'server-id.cnf']);
      expect(await rootSql(namespace, `mysql-${n}`, IDENTITY)).toEqual([`10${n}\t${n === 0 ? 0 : 1}`]);
    }
  });

  step('M6 replication follows the primary', async (namespace) => {
    for (const n of [1, 2]) {
      await namespace.until(`replication of mysql-${n}`, async () => {
        expect(await rootSql(namespace, `mysql-${n}`, REPLICATION)).toEqual(['mysql-0.mysql\tON\tON']);
        return true;
      });
      // there was nothing to copy
      expect(await agentLog(namespace, `mysql-${n}`)).not.toContain('copying');
    }
  });

  step('M8 names', async (namespace) => {
    const addresses = (host: string) => set.client.exec(['getent', 'ahostsv4', host]).then(({ stdout }) => [...new Set(stdout.match(/^[\d.]+/gm))].sort());
    const ips = SERVERS.map((n) => namespace.pods.get(`mysql-${n}`)!.status.podIP!);
    const untilNamed = (host: string, expected: string[]) => namespace.until(`the addresses of ${host}`, async () => {
      expect(await addresses(host)).toEqual(expected);
      return true;
    });
    for (const n of SERVERS) await untilNamed(`mysql-${n}.mysql`, [ips[n]]);
    await untilNamed('mysql', [...ips].sort());
    await untilNamed('mysql-read', [await namespace.field('service mysql-read', '{.spec.clusterIP}')]);
  });
}
