import { ReplicatedMySQL, TlsOptions } from '../../lib';
import { Result } from './framework/kubectl';
import { Loop } from './framework/loop';
import { agentLog, Client, rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { oddPassword } from './framework/passwords';
import { Authority } from './framework/pki';
import { isReady, restartsOf } from './framework/pods';
import { documentsOf } from './framework/synth';
import { loseVolume } from './framework/volumes';
import { walk } from './framework/walk';

const SECRET = 'certificates';
const HAS_TLS = 'SELECT VARIABLE_VALUE <> \'\' FROM performance_schema.session_status WHERE VARIABLE_NAME = \'Ssl_cipher\'';
const VERIFIED = `SELECT c.HOST, c.SSL_ALLOWED, c.SSL_VERIFY_SERVER_CERTIFICATE, s.SERVICE_STATE
  FROM performance_schema.replication_connection_configuration c JOIN performance_schema.replication_connection_status s USING (CHANNEL_NAME)`;

let hosts: string[];
const manifests = (tls?: TlsOptions, replicas = 2) => documentsOf((chart) => {
  hosts = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas, tls }).tlsHosts;
});
const uids = (namespace: Namespace) => [0, 1].map((n) => namespace.pods.uid(`mysql-${n}`));
const initLog = async (namespace: Namespace, pod: string) => (await namespace.tryKubectl(`logs ${pod} -c init`)).stdout;

/** Changes the Secret as a person does, and makes the kubelet look at once. */
async function offer(namespace: Namespace, texts: object): Promise<void> {
  await namespace.kubectl(`patch secret ${SECRET} -p`, JSON.stringify({ stringData: texts }));
  await namespace.kubectl(`annotate pods --all --overwrite e2e/look=${Date.now()}`);
}

const untilSaid = (namespace: Namespace, pod: string, text: string) => namespace.until(`${text} of ${pod}`, async () => (await agentLog(namespace, pod)).includes(text));

/** A client that trusts these CAs and asks with an option of ssl-mode. */
function connect(client: Client, host: string, ca: string, mode: string): Promise<Result> {
  const mysql = `mysql -h ${host} -u app --connect-timeout=5 -N -B --ssl-mode=${mode} --ssl-ca=/tmp/ca.pem --get-server-public-key`;
  return client.exec(['bash', '-c', `cat >/tmp/ca.pem; ${mysql} -e "$0"`, HAS_TLS], ca);
}

/** What a client sees: the number of the certificate that a server sends. */
async function serialOf(client: Client, host: string): Promise<string> {
  const { stdout } = await client.exec(['bash', '-c', `openssl s_client -starttls mysql -connect ${host}:3306 </dev/null 2>/dev/null | openssl x509 -noout -serial`]);
  return stdout.trim();
}

walk('tls', (step) => {
  const password = oddPassword();
  const [ours, other] = [new Authority('ours'), new Authority('other')];
  let client: Client;
  let loop: Loop;
  afterAll(() => { loop?.stop(); ours.remove(); other.remove(); });

  step('without its certificate a pod waits, and its log names what is missing', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests({ secret: SECRET }));
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
      expect([host, await connect(client, host, ours.certificate, 'VERIFY_IDENTITY')]).toMatchObject([host, { code: 0, stdout: '1\n' }]);
    }
    expect((await connect(client, 'mysql-primary', ours.certificate, 'DISABLED')).stderr).toContain('ERROR 3159');
    expect((await connect(client, 'mysql-primary', other.certificate, 'VERIFY_CA')).stderr).toMatch(/ERROR 2026.*certificate verify failed/);
    const { podIP } = namespace.pods.get('mysql-0')!.status;
    expect(await connect(client, podIP!, ours.certificate, 'VERIFY_CA')).toMatchObject({ code: 0 });
    expect((await connect(client, podIP!, ours.certificate, 'VERIFY_IDENTITY')).stderr).toMatch(/ERROR 2026.*certificate verify failed/);
  });

  step('a renewed certificate is served without a restart or a failed statement', async (namespace) => {
    loop = await Loop.start(namespace, 'mysql-read', 'app', { secret: 'passwords', key: 'app' });
    await loop.next(8);
    const [before, since] = [uids(namespace), loop.mark()];
    expect(await serialOf(client, 'mysql-0.mysql')).toBe('serial=A1');
    await offer(namespace, ours.issue(0xA2, hosts));
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
    await untilSaid(namespace, 'mysql-1', 'the former certificate stays: tls.crt cannot be verified by ca.crt: it has not the name mysql-1.mysql');
    await offer(namespace, { ...ours.issue(0xA5, hosts), 'ca.crt': other.certificate });
    await untilSaid(namespace, 'mysql-1', 'the former certificate stays: tls.crt cannot be verified by ca.crt: unable to get local issuer certificate');
    expect(await serialOf(client, 'mysql-1.mysql')).toBe('serial=A2');
    await loop.next(8);
    expect(loop.failuresSince(since)).toEqual([]);
    expect(namespace.pods.ready('mysql-').filter((name) => /^mysql-\d$/.test(name))).toEqual(['mysql-0', 'mysql-1']);
    await offer(namespace, ours.issue(0xA6, hosts));
    for (const n of [0, 1]) await untilSaid(namespace, `mysql-${n}`, 'serial number A6');
  });

  step('a new replica is copied over TLS', async (namespace) => {
    await loseVolume(namespace, 'mysql-1', 'data-mysql-1');
    expect(await agentLog(namespace, 'mysql-1')).toContain('copying from mysql-0');
    expect(await rootSql(namespace, 'mysql-1', 'SELECT @@clone_ssl_ca')).toEqual(['/var/run/mysqld/tls/ca.pem']);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(['mysql-0.mysql\tYES\tYES\tON']);
    await client.untilAnswers('mysql-1.mysql', 'SELECT id FROM shop.numbers', ['1']);
  });
});

walk('tls-later', (step) => {
  const password = oddPassword();
  const ours = new Authority('ours');
  let client: Client;
  afterAll(() => ours.remove());

  /** Applies, and waits until both pods are new and Ready. */
  const roll = async (namespace: Namespace, tls?: TlsOptions) => {
    const before = uids(namespace);
    await namespace.apply(manifests(tls));
    for (const n of [1, 0]) await namespace.untilReplaced(`mysql-${n}`, before[n]);
    await client.untilConnects('mysql-primary');
  };
  const replicates = async (n: number) => {
    await client.sql('mysql-primary', `INSERT INTO shop.numbers VALUES (${n})`);
    await client.untilAnswers('mysql-1.mysql', `SELECT COUNT(*) FROM shop.numbers WHERE id = ${n}`, ['1']);
  };

  step('a set runs without', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests());
    await namespace.untilReady('mysql', 2);
    await client.untilConnects('mysql-primary');
    await client.sql('mysql-primary', 'CREATE TABLE shop.numbers (id INT PRIMARY KEY)');
  });

  step('in one step the last server waits and says why, and the primary goes on', async (namespace) => {
    await namespace.createSecret(SECRET, { ...ours.issue(0xB1, hosts) });
    await namespace.apply(manifests({ secret: SECRET }));
    await namespace.until('a word of mysql-1', async () => {
      return (await namespace.tryKubectl('logs mysql-1 -c agent')).stdout.includes('cannot be verified by the CA in the Secret certificates: mysql-0');
    });
    await client.sql('mysql-primary', 'INSERT INTO shop.numbers VALUES (1)');
    expect(namespace.pods.ready('mysql-')).toEqual(['mysql-0']);
  });

  step('in two steps it gets certificates and goes on replicating', async (namespace) => {
    await roll(namespace, { secret: SECRET, verify: false, require: false });
    expect((await connect(client, 'mysql-primary', ours.certificate, 'VERIFY_IDENTITY')).stdout).toBe('1\n');
    expect((await connect(client, 'mysql-primary', ours.certificate, 'DISABLED')).stdout).toBe('0\n');
    await replicates(2);
    await roll(namespace, { secret: SECRET });
    await replicates(3);
    expect(await rootSql(namespace, 'mysql-1', VERIFIED)).toEqual(['mysql-0.mysql\tYES\tYES\tON']);
    expect((await connect(client, 'mysql-primary', ours.certificate, 'DISABLED')).stderr).toContain('ERROR 3159');
  });
});
