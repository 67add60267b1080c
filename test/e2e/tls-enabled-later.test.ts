import { ReplicatedMySQL, TlsOptions } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { SHOP, untilLogged } from '../cluster/mysql/server';
import { specialPassword } from '../cluster/passwords';
import { CertificateAuthority } from '../cluster/pki';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { SECRET } from './tls/certificates';

let hosts: string[];
const manifests = (tls?: TlsOptions) => synth((chart) => {
  hosts = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, tls }).tlsHosts;
});

// The way that works has two steps: docs/runbooks/enable-and-renew-tls.md, whose commands are tested, too.
scenario('tls-enabled-later', (step) => {
  const password = specialPassword();
  const ca = new CertificateAuthority('ours');
  let client: Client;
  afterAll(() => ca.remove());

  step('a MySQL cluster runs without a certificate of a CA', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests());
    await namespace.untilReady('mysql', 2);
    await client.untilConnects('mysql-primary');
    await client.sql('mysql-primary', 'CREATE TABLE shop.numbers (id INT PRIMARY KEY)');
  });

  step('TLS enabled in one step blocks the last server with a reason, and the primary takes writes', async (namespace) => {
    await namespace.createSecret(SECRET, { ...ca.issue(0xB1, hosts) });
    await namespace.apply(manifests({ secret: SECRET }));
    await untilLogged(namespace, 'mysql-1', 'cannot be verified by the CA in the Secret certificates: mysql-0');
    await client.sql('mysql-primary', 'INSERT INTO shop.numbers VALUES (1)');
    expect(namespace.pods.ready('mysql-')).toEqual(['mysql-0']);
  });
});
