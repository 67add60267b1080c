import { donorsOf, rootSql, untilRootSql } from '../../cluster/mysql/server';
import { restartsOf } from '../../cluster/pods';
import { Step } from '../../cluster/scenario';
import { claimsOf, TutorialCluster } from './tutorial-cluster';

const ORDINALS = [0, 1, 2];
const IDENTITY = 'SELECT @@server_id, @@super_read_only';
const REPLICATION = `SELECT c.HOST, s.SERVICE_STATE, a.SERVICE_STATE
  FROM performance_schema.replication_connection_configuration c
  JOIN performance_schema.replication_connection_status s USING (CHANNEL_NAME)
  JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)`;

interface ConfigMap { readonly metadata: { labels: object }; readonly data: { [key: string]: string } }

/** ConfigMap, Services, start, identity, replication, DNS names: M1 to M4, M6 and M8. */
export function startup(step: Step, mysql: TutorialCluster): void {
  step('M1 the ConfigMap has the settings of the primary and of replicas', async (namespace) => {
    await mysql.createSecret(namespace);
    await namespace.apply(mysql.ofKinds('ConfigMap'));
    const [{ metadata, data }] = await namespace.list<ConfigMap>('configmap mysql');
    expect(metadata.labels).toMatchObject({ app: 'mysql' });
    expect(Object.keys(data).sort()).toEqual(['primary.cnf', 'replica.cnf']);
    expect(data['primary.cnf']).toMatch(/^\[mysqld\]\nlog-bin$/m);
    expect(data['replica.cnf']).toMatch(/^\[mysqld\]\nsuper-read-only$/m);
  });

  step('M2 one Service is headless, one is for reads, one is for writes', async (namespace) => {
    await namespace.apply(mysql.ofKinds('Service'));
    const paths = '{.spec.selector} {.spec.ports[0].port} {.spec.ports[0].name} {.metadata.labels.app}';
    for (const name of ['mysql', 'mysql-read']) {
      expect(await namespace.field(`service ${name}`, paths)).toBe('{"app":"mysql"} 3306 mysql mysql');
    }
    expect(await namespace.field('service mysql', '{.spec.clusterIP}')).toBe('None');
    expect(await namespace.field('service mysql-read', '{.spec.clusterIP}')).toMatch(/^[\d.:a-f]+$/);
    // an address for writes, which the tutorial does not have
    expect(await namespace.field('service mysql-primary', '{.spec.selector}')).toMatch(/role":"primary"/);
  });

  // In parallel, so that the servers can ask each other who has data; the tutorial's servers start one after the other.
  step('M3 the servers start in parallel, without a restart, each with a claim', async (namespace) => {
    const { pods } = namespace;
    await namespace.apply(mysql.exceptKinds('ConfigMap', 'Service'));
    await namespace.untilReady('mysql', 3);
    expect(pods.lifetime('mysql-2').created).toBeLessThan(pods.lifetime('mysql-0').ready!);
    expect(ORDINALS.map((n) => restartsOf(pods.get(`mysql-${n}`)!))).toEqual([0, 0, 0]);
    expect(pods.get('mysql-0')!.status.containerStatuses).toHaveLength(2);
    expect(Object.keys(await claimsOf(namespace)).sort()).toEqual(ORDINALS.map((n) => `data-mysql-${n}`));
    for (const n of ORDINALS) {
      const paths = '{.spec.resources.requests.storage} {.spec.accessModes} {.metadata.labels.app}';
      expect(await namespace.field(`pvc data-mysql-${n}`, paths)).toBe('10Gi ["ReadWriteOnce"] mysql');
    }
    await mysql.createAccount(namespace);
  });

  step('M4 each server has its id and the settings of its role', async (namespace) => {
    for (const n of ORDINALS) {
      const run = async (command: string) => (await namespace.kubectl(`exec mysql-${n} -c mysql -- ${command}`)).trim();
      expect(await run('cat /etc/mysql/conf.d/server-id.cnf')).toMatch(new RegExp(`^server-id=10${n}$`, 'm'));
      const roleFile = n === 0 ? 'primary.cnf' : 'replica.cnf';
      expect((await run('ls /etc/mysql/conf.d')).split('\n')).toEqual([roleFile, 'server-id.cnf']);
      expect(await rootSql(namespace, `mysql-${n}`, IDENTITY)).toEqual([`10${n}\t${n === 0 ? 0 : 1}`]);
    }
  });

  step('M6.1 replicas replicate from the primary', async (namespace) => {
    for (const replica of ['mysql-1', 'mysql-2']) {
      await untilRootSql(namespace, replica, REPLICATION, ['mysql-0.mysql\tON\tON']);
      // there was nothing to clone
      expect(await donorsOf(namespace, replica)).toEqual([]);
    }
  });

  step('M8 DNS gives the addresses of servers and Services', async (namespace) => {
    const resolve = async (host: string) => {
      const { stdout } = await mysql.client.exec(['getent', 'ahostsv4', host]);
      return [...new Set(stdout.match(/^[\d.]+/gm))].sort();
    };
    const untilResolved = (host: string, expected: string[]) => namespace.untilPasses(`the addresses of ${host}`, async () => {
      expect(await resolve(host)).toEqual(expected);
    });
    const ips = ORDINALS.map((n) => namespace.pods.get(`mysql-${n}`)!.status.podIP!);
    for (const n of ORDINALS) await untilResolved(`mysql-${n}.mysql`, [ips[n]]);
    await untilResolved('mysql', [...ips].sort());
    await untilResolved('mysql-read', [await namespace.field('service mysql-read', '{.spec.clusterIP}')]);
  });
}
