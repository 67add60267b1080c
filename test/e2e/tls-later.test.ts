import { ReplicatedMySQL, TlsOptions } from '../../lib';
import { Client, SHOP } from './framework/mysql';
import { oddPassword } from './framework/passwords';
import { Authority } from './framework/pki';
import { documentsOf } from './framework/synth';
import { walk } from './framework/walk';
import { SECRET, untilSaid } from './mysql/certificates';

let hosts: string[];
const manifests = (tls?: TlsOptions) => documentsOf((chart) => {
  hosts = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, tls }).tlsHosts;
});

// The two steps that work are on the page docs/runbooks/tls.md, whose commands `guides` runs.
walk('tls-later', (step) => {
  const password = oddPassword();
  const ours = new Authority('ours');
  let client: Client;
  afterAll(() => ours.remove());

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
});
