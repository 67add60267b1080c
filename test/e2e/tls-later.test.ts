import { ReplicatedMySQL, TlsOptions } from '../../lib';
import { Client, rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { oddPassword } from './framework/passwords';
import { Authority } from './framework/pki';
import { documentsOf } from './framework/synth';
import { walk } from './framework/walk';
import { connect, SECRET, untilSaid, VERIFIED } from './mysql/certificates';

let hosts: string[];
const manifests = (tls?: TlsOptions) => documentsOf((chart) => {
  hosts = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, tls }).tlsHosts;
});
const uids = (namespace: Namespace) => [0, 1].map((n) => namespace.pods.uid(`mysql-${n}`));

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
    await untilSaid(namespace, 'mysql-1', 'cannot be verified by the CA in the Secret certificates: mysql-0');
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
