import { ReplicatedMySQL } from '../../lib';
import { Loop } from './framework/loop';
import { agentLog, Client, rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { oddPassword } from './framework/passwords';
import { Authority, RSA_1024 } from './framework/pki';
import { isReady, restartsOf } from './framework/pods';
import { documentsOf } from './framework/synth';
import { loseVolume } from './framework/volumes';
import { walk } from './framework/walk';
import { connect, impersonate, offer, plant, REFUSAL, SECRET, serialOf, STREAMS, untilSaid, VERIFIED } from './mysql/certificates';

let hosts: string[];
const manifests = () => documentsOf((chart) => {
  hosts = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, tls: { secret: SECRET } }).tlsHosts;
});
const uids = (namespace: Namespace) => [0, 1].map((n) => namespace.pods.uid(`mysql-${n}`));
const initLog = async (namespace: Namespace, pod: string) => (await namespace.tryKubectl(`logs ${pod} -c init`)).stdout;

walk('tls', (step) => {
  const password = oddPassword();
  const [ours, other] = [new Authority('ours'), new Authority('other')];
  let client: Client;
  let loop: Loop;
  afterAll(() => { loop?.stop(); ours.remove(); other.remove(); });

  step('without its certificate a pod waits, and its log names what is missing', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests());
    const waits = 'waiting: the certificate in the Secret certificates cannot be served: ';
    await namespace.until('a word of mysql-0', async () => (await initLog(namespace, 'mysql-0')).includes(`${waits}it does not exist, or has none of ca.crt tls.crt tls.key`));
    const good = ours.issue(0xA0, hosts);
    await namespace.createSecret(SECRET, { 'ca.crt': good['ca.crt'], 'tls.crt': good['tls.crt'] });
    await offer(namespace, {});
    await namespace.until('a word on the key', async () => (await initLog(namespace, 'mysql-0')).includes(`${waits}it has no tls.key`));
    await offer(namespace, { 'tls.key': other.issue(1, hosts)['tls.key'] });
    await namespace.until('a word on the pair', async () => (await initLog(namespace, 'mysql-0')).includes('tls.crt and tls.key do not belong together'));
    expect(namespace.pods.names('mysql-').map((name) => [isReady(namespace.pods.get(name)), restartsOf(namespace.pods.get(name)!)])).toEqual([[false, 0], [false, 0]]);
  });

  step('with it the set becomes Ready, and replication verifies CA and name', async (namespace) => {
    await offer(namespace, ours.issue(0xA1, hosts));
    await namespace.untilReady('mysql', 2);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(['mysql-0.mysql\tYES\tYES\tON']);
    expect(await rootSql(namespace, 'mysql-0', 'SELECT USER, SSL_TYPE FROM mysql.user WHERE USER = \'cdk8s_replication\'')).toEqual(['cdk8s_replication\tANY']);
    await client.untilConnects('mysql-primary');
    await client.sql('mysql-primary', 'CREATE TABLE shop.numbers (id INT PRIMARY KEY); INSERT INTO shop.numbers VALUES (1)');
    await client.untilAnswers('mysql-1.mysql', 'SELECT id FROM shop.numbers', ['1']);
  });

  step('clients verify every host; plain text, another CA and another name are refused', async (namespace) => {
    for (const host of ['mysql-primary', 'mysql-read', 'mysql-0.mysql', 'mysql-1.mysql']) {
      await client.untilConnects(host);
      expect([host, await connect(client, host, ours.certificate, 'VERIFY_IDENTITY')]).toMatchObject([host, { code: 0, stdout: '1\n' }]);
    }
    expect((await connect(client, 'mysql-primary', ours.certificate, 'DISABLED')).stderr).toContain('ERROR 3159');
    expect((await connect(client, 'mysql-primary', other.certificate, 'VERIFY_CA')).stderr).toMatch(/ERROR 2026.*certificate verify failed/);
    const { podIP } = namespace.pods.get('mysql-0')!.status;
    expect(await connect(client, podIP!, ours.certificate, 'VERIFY_CA')).toMatchObject({ code: 0 });
    expect((await connect(client, podIP!, ours.certificate, 'VERIFY_IDENTITY')).stderr).toMatch(/ERROR 2026.*certificate verify failed/);
  });

  step('a renewed certificate, here of an intermediate CA, is served without a restart or a failed statement', async (namespace) => {
    loop = await Loop.start(namespace, 'mysql-read', [{ user: 'app', password: { secret: 'passwords', key: 'app' } }]);
    await loop.next(8);
    const [before, since] = [uids(namespace), loop.mark()];
    expect(await serialOf(client, 'mysql-0.mysql')).toBe('serial=A1');
    await offer(namespace, ours.issueByIntermediate(0xA2, hosts));
    for (const n of [0, 1]) await untilSaid(namespace, `mysql-${n}`, 'serves the certificate in the Secret certificates: serial number A2');
    for (const n of [0, 1]) expect(await serialOf(client, `mysql-${n}.mysql`)).toBe('serial=A2');
    await loop.next(8);
    expect(loop.failuresSince(since)).toEqual([]);
    expect(uids(namespace)).toEqual(before);
    expect([0, 1].map((n) => restartsOf(namespace.pods.get(`mysql-${n}`)!))).toEqual([0, 0]);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(['mysql-0.mysql\tYES\tYES\tON']);
  });

  step('a broken renewal is refused, and the former certificate stays', async (namespace) => {
    const since = loop.mark();
    await offer(namespace, { ...ours.issue(0xA3, hosts), 'tls.key': other.issue(2, hosts)['tls.key'] });
    await untilSaid(namespace, 'mysql-1', 'is refused, and the former certificate stays: tls.crt and tls.key do not belong together');
    await offer(namespace, ours.issue(0xA4, ['mysql-primary']));
    await untilSaid(namespace, 'mysql-1', 'the former certificate stays: tls.crt cannot be verified by ca.crt: it has not the names: mysql-1.mysql, mysql-read');
    await offer(namespace, ours.issue(0xA5, hosts.filter((host) => !/^mysql-(primary|read)/.test(host))));
    await untilSaid(namespace, 'mysql-0', 'the former certificate stays: tls.crt cannot be verified by ca.crt: it has not the names: mysql-primary, mysql-read');
    await offer(namespace, ours.issue(0xA5, hosts, RSA_1024));
    await untilSaid(namespace, 'mysql-1', 'the former certificate stays: the key of tls.crt is too weak for mysqld');
    await offer(namespace, { ...ours.issue(0xA5, hosts), 'ca.crt': other.certificate });
    await untilSaid(namespace, 'mysql-1', 'the former certificate stays: tls.crt cannot be verified by ca.crt: unable to get local issuer certificate');
    expect(await serialOf(client, 'mysql-1.mysql')).toBe('serial=A2');
    await loop.next(8);
    expect(loop.failuresSince(since)).toEqual([]);
    expect(namespace.pods.ready('mysql-').filter((name) => /^mysql-\d$/.test(name))).toEqual(['mysql-0', 'mysql-1']);
    await offer(namespace, ours.issue(0xA6, hosts));
    for (const n of [0, 1]) await untilSaid(namespace, `mysql-${n}`, 'serial number A6');
  });

  step('a replica refuses a source with a certificate of another CA, or of another name', async (namespace) => {
    for (const certificate of [other.issue(0xA7, hosts), ours.issue(0xA8, ['mysql-primary'])]) {
      await impersonate(namespace, 'mysql-0', certificate);
      const [now] = await rootSql(namespace, 'mysql-1', 'SELECT NOW(6)');
      for (const id of await rootSql(namespace, 'mysql-0', STREAMS)) await rootSql(namespace, 'mysql-0', `KILL ${id}`);
      await namespace.until('a refusal', async () => {
        expect(await rootSql(namespace, 'mysql-1', `${REFUSAL} AND LAST_ERROR_TIMESTAMP > '${now}'`)).toEqual([expect.stringContaining('certificate verify failed')]);
        return true;
      });
      await client.sql('mysql-primary', 'INSERT INTO shop.numbers SELECT MAX(id) + 1 FROM shop.numbers');
      expect(await client.sql('mysql-1.mysql', 'SELECT MAX(id) FROM shop.numbers')).not.toEqual(await client.sql('mysql-primary', 'SELECT MAX(id) FROM shop.numbers'));
    }
    await untilSaid(namespace, 'mysql-1', 'cannot be verified by the CA in the Secret certificates: mysql-0');
    await offer(namespace, ours.issue(0xA9, hosts));
    for (const n of [0, 1]) await untilSaid(namespace, `mysql-${n}`, 'serial number A9');
    await client.untilAnswers('mysql-1.mysql', 'SELECT id FROM shop.numbers', ['1', '2', '3']);
  });

  step('a server that has started without TLS is not Ready, until it has a certificate that mysqld can use', async (namespace) => {
    await plant(namespace, 'mysql-1', ours.issue(0xAA, hosts, RSA_1024));
    await namespace.exec('mysql-1 -c mysql', ['bash', '-c', 'kill -KILL "$(cat /var/run/mysqld/mysqld.pid)"']);
    await untilSaid(namespace, 'mysql-1', 'not ready: mysqld has no TLS, as it cannot use the certificate in the Secret certificates');
    await namespace.until('mysql-1 is not Ready', async () => !isReady(namespace.pods.get('mysql-1')));
    await offer(namespace, ours.issue(0xAB, hosts));
    await untilSaid(namespace, 'mysql-1', 'serial number AB');
    await namespace.untilReady('mysql', 2);
  });

  step('a new replica is copied over TLS', async (namespace) => {
    await loseVolume(namespace, 'mysql-1', 'data-mysql-1');
    expect(await agentLog(namespace, 'mysql-1')).toContain('copying from mysql-0');
    expect(await rootSql(namespace, 'mysql-1', 'SELECT @@clone_ssl_ca')).toEqual(['/var/run/mysqld/tls/ca.pem']);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(['mysql-0.mysql\tYES\tYES\tON']);
    await client.untilAnswers('mysql-1.mysql', 'SELECT id FROM shop.numbers', ['1', '2', '3']);
  });
});
