import { ReplicatedMySQL } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { QueryLoop } from '../cluster/mysql/query-loop';
import { donorsOf, initLog, rootSql, SHOP, untilLogged, untilRootSql } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { specialPassword } from '../cluster/passwords';
import { CertificateAuthority, RSA_1024 } from '../cluster/pki';
import { isReady, restartsOf } from '../cluster/pods';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { replaceVolume } from '../cluster/volumes';
import {
  connect, CONNECTION_ERROR, DUMP_THREADS, impersonate, replaceFiles, SECRET, serialOf, updateCertificate, VERIFIED,
} from './tls/certificates';

const SERVERS = ['mysql-0', 'mysql-1'];
const IDS = 'SELECT id FROM shop.numbers';
const MAX_ID = 'SELECT MAX(id) FROM shop.numbers';
const REPLICATES_VERIFIED = ['mysql-0.mysql\tYES\tYES\tON'];
const KEPT = 'the old one stays: ';
const NOT_VERIFIED = `${KEPT}tls.crt cannot be verified by ca.crt: `;

let hosts: string[];
const manifests = () => synth((chart) => {
  hosts = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, tls: { secret: SECRET } }).tlsHosts;
});
const untilAllLogged = (namespace: Namespace, text: string) => Promise.all(SERVERS.map((pod) => untilLogged(namespace, pod, text)));

scenario('tls', (step) => {
  const password = specialPassword();
  const [ca, otherCa] = [new CertificateAuthority('ours'), new CertificateAuthority('other')];
  let client: Client;
  let loop: QueryLoop;
  afterAll(() => { loop?.stop(); ca.remove(); otherCa.remove(); });

  step('without its certificate a pod waits, and its log names what is missing', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests());
    const untilWaiting = (reason: string) => namespace.until(reason, async () => (await initLog(namespace, 'mysql-0')).includes(reason));
    const waits = 'waiting: the certificate in the Secret certificates cannot be used: ';
    await untilWaiting(`${waits}the Secret does not exist, or has none of ca.crt tls.crt tls.key`);
    const good = ca.issue(0xA0, hosts);
    await namespace.createSecret(SECRET, { 'ca.crt': good['ca.crt'], 'tls.crt': good['tls.crt'] });
    await updateCertificate(namespace, {});
    await untilWaiting(`${waits}tls.key is missing`);
    await updateCertificate(namespace, { 'tls.key': otherCa.issue(1, hosts)['tls.key'] });
    await untilWaiting('tls.crt and tls.key do not match');
    const pods = namespace.pods.names('mysql-').map((name) => namespace.pods.get(name)!);
    expect(pods.map((pod) => [isReady(pod), restartsOf(pod)])).toEqual([[false, 0], [false, 0]]);
  });

  step('with its certificate the cluster is Ready, and replication verifies CA and host name', async (namespace) => {
    await updateCertificate(namespace, ca.issue(0xA1, hosts));
    await namespace.untilReady('mysql', 2);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(REPLICATES_VERIFIED);
    const account = 'SELECT USER, SSL_TYPE FROM mysql.user WHERE USER = \'cdk8s_replication\'';
    expect(await rootSql(namespace, 'mysql-0', account)).toEqual(['cdk8s_replication\tANY']);
    await client.untilConnects('mysql-primary');
    await client.sql('mysql-primary', 'CREATE TABLE shop.numbers (id INT PRIMARY KEY); INSERT INTO shop.numbers VALUES (1)');
    await client.untilAnswers('mysql-1.mysql', IDS, ['1']);
  });

  step('clients verify every host; plain text, another CA and another name are refused', async (namespace) => {
    for (const host of ['mysql-primary', 'mysql-read', 'mysql-0.mysql', 'mysql-1.mysql']) {
      await client.untilConnects(host);
      const result = await connect(client, host, ca.certificate, 'VERIFY_IDENTITY');
      expect([host, result]).toMatchObject([host, { code: 0, stdout: '1\n' }]);
    }
    const failed = /ERROR 2026.*certificate verify failed/;
    expect((await connect(client, 'mysql-primary', ca.certificate, 'DISABLED')).stderr).toContain('ERROR 3159');
    expect((await connect(client, 'mysql-primary', otherCa.certificate, 'VERIFY_CA')).stderr).toMatch(failed);
    const { podIP } = namespace.pods.get('mysql-0')!.status;
    expect(await connect(client, podIP!, ca.certificate, 'VERIFY_CA')).toMatchObject({ code: 0 });
    expect((await connect(client, podIP!, ca.certificate, 'VERIFY_IDENTITY')).stderr).toMatch(failed);
  });

  step('a renewed certificate, here of an intermediate CA, is served without a restart or a failed statement', async (namespace) => {
    loop = await QueryLoop.start(namespace, 'mysql-read', [{ user: 'app', password: { secret: 'passwords', key: 'app' } }]);
    await loop.next(8);
    const [before, since] = [namespace.pods.uids('mysql', 2), loop.position()];
    expect(await serialOf(client, 'mysql-0.mysql')).toBe('serial=A1');
    await updateCertificate(namespace, ca.issueByIntermediate(0xA2, hosts));
    await untilAllLogged(namespace, 'loaded the certificate in the Secret certificates: serial number A2');
    for (const pod of SERVERS) expect(await serialOf(client, `${pod}.mysql`)).toBe('serial=A2');
    await loop.next(8);
    expect(loop.failuresSince(since)).toEqual([]);
    expect(namespace.pods.uids('mysql', 2)).toEqual(before);
    expect(SERVERS.map((pod) => restartsOf(namespace.pods.get(pod)!))).toEqual([0, 0]);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(REPLICATES_VERIFIED);
  });

  step('a broken renewal is refused, and the old certificate stays', async (namespace) => {
    const since = loop.position();
    const expectRefused = async (certificate: object, pod: string, reason: string) => {
      await updateCertificate(namespace, certificate);
      await untilLogged(namespace, pod, reason);
    };
    const otherKey = { 'tls.key': otherCa.issue(2, hosts)['tls.key'] };
    const withoutServices = hosts.filter((host) => !/^mysql-(primary|read)/.test(host));
    await expectRefused({ ...ca.issue(0xA3, hosts), ...otherKey }, 'mysql-1', `rejected the certificate in the Secret certificates, ${KEPT}tls.crt and tls.key do not match`);
    await expectRefused(ca.issue(0xA4, ['mysql-primary']), 'mysql-1', `${NOT_VERIFIED}it does not have the names: mysql-1.mysql, mysql-read`);
    await expectRefused(ca.issue(0xA5, withoutServices), 'mysql-0', `${NOT_VERIFIED}it does not have the names: mysql-primary, mysql-read`);
    await expectRefused(ca.issue(0xA5, hosts, RSA_1024), 'mysql-1', `${KEPT}the key of tls.crt is too weak for mysqld`);
    await expectRefused({ ...ca.issue(0xA5, hosts), 'ca.crt': otherCa.certificate }, 'mysql-1', `${NOT_VERIFIED}unable to get local issuer certificate`);
    expect(await serialOf(client, 'mysql-1.mysql')).toBe('serial=A2');
    await loop.next(8);
    expect(loop.failuresSince(since)).toEqual([]);
    expect(namespace.pods.ready('mysql-').filter((name) => /^mysql-\d$/.test(name))).toEqual(SERVERS);
    await updateCertificate(namespace, ca.issue(0xA6, hosts));
    await untilAllLogged(namespace, 'serial number A6');
  });

  step('a replica refuses a source with a certificate of another CA, or of another name', async (namespace) => {
    for (const certificate of [otherCa.issue(0xA7, hosts), ca.issue(0xA8, ['mysql-primary'])]) {
      await impersonate(namespace, 'mysql-0', certificate);
      const [now] = await rootSql(namespace, 'mysql-1', 'SELECT NOW(6)');
      for (const id of await rootSql(namespace, 'mysql-0', DUMP_THREADS)) await rootSql(namespace, 'mysql-0', `KILL ${id}`);
      const error = `${CONNECTION_ERROR} AND LAST_ERROR_TIMESTAMP > '${now}'`;
      await untilRootSql(namespace, 'mysql-1', error, [expect.stringContaining('certificate verify failed')]);
      await client.sql('mysql-primary', 'INSERT INTO shop.numbers SELECT MAX(id) + 1 FROM shop.numbers');
      expect(await client.sql('mysql-1.mysql', MAX_ID)).not.toEqual(await client.sql('mysql-primary', MAX_ID));
    }
    await untilLogged(namespace, 'mysql-1', 'cannot be verified by the CA in the Secret certificates: mysql-0');
    await updateCertificate(namespace, ca.issue(0xA9, hosts));
    await untilAllLogged(namespace, 'serial number A9');
    await client.untilAnswers('mysql-1.mysql', IDS, ['1', '2', '3']);
  });

  step('a server that has started without TLS is not Ready, until it has a certificate that mysqld can use', async (namespace) => {
    await replaceFiles(namespace, 'mysql-1', ca.issue(0xAA, hosts, RSA_1024));
    await namespace.bash('mysql-1 -c mysql', 'kill -KILL "$(cat /var/run/mysqld/mysqld.pid)"');
    await untilLogged(namespace, 'mysql-1', 'not ready: mysqld has no TLS, because it cannot use the certificate in the Secret certificates');
    await namespace.untilPodUnready('mysql-1');
    await updateCertificate(namespace, ca.issue(0xAB, hosts));
    await untilLogged(namespace, 'mysql-1', 'serial number AB');
    await namespace.untilReady('mysql', 2);
  });

  step('a new replica is cloned over TLS', async (namespace) => {
    await replaceVolume(namespace, 'mysql-1', 'data-mysql-1');
    expect(await donorsOf(namespace, 'mysql-1')).toContain('mysql-0');
    expect(await rootSql(namespace, 'mysql-1', 'SELECT @@clone_ssl_ca')).toEqual(['/var/run/mysqld/tls/ca.pem']);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(REPLICATES_VERIFIED);
    await client.untilAnswers('mysql-1.mysql', IDS, ['1', '2', '3']);
  });
});
