import { ApiObject, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Certificate, CertificateSpecPrivateKeyRotationPolicy, CertificateSpecUsages } from '../../imports/cert-manager.io';
import { ReplicatedMySQL, ReplicatedMySQLProps, TlsIssuer, TlsOptions } from '../../lib';
import { chart } from '../fixtures/charts';
import { ROOT, synth } from '../fixtures/mysql';

const TLS: TlsOptions = { secret: 'shop-tls' };
const podOf = (props: Partial<ReplicatedMySQLProps>) => synth(props).find((object) => object.kind === 'StatefulSet').spec.template.spec;
const hostsOf = (props: Partial<ReplicatedMySQLProps>, namespace?: string) => new ReplicatedMySQL(chart({ namespace }), 'MySQL', { ...ROOT, ...props }).tlsHosts;
const envOf = (tls?: TlsOptions): k8s.EnvVar[] => podOf({ tls }).containers[0].env;
const told = (tls?: TlsOptions) => envOf(tls).filter(({ name }) => name.startsWith('TLS')).map(({ name, value }) => `${name}=${value}`);
const failing = (tls: Partial<TlsOptions>, props: Partial<ReplicatedMySQLProps> = {}) => () => synth({ tls: { ...TLS, ...tls }, ...props });
const message = (prop: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be `;

test('without tls nothing of it is written', () => {
  expect(JSON.stringify(podOf({}))).not.toMatch(/tls/i);
});

test('clients must use TLS and servers verify each other, by default', () => {
  expect(told(TLS)).toEqual(['TLS_SECRET_NAME=shop-tls', 'TLS_FILES=ca.crt tls.crt tls.key', 'TLS_REQUIRE=yes', 'TLS_VERIFY=yes', 'TLS_HOSTS=mysql-primary mysql-read']);
  expect(told({ ...TLS, require: false, verify: false })).toEqual(expect.arrayContaining(['TLS_REQUIRE=no', 'TLS_VERIFY=no']));
});

test('the keys of the Secret may be called otherwise', () => {
  const tls = { ...TLS, caKey: 'ca.pem', certificateKey: 'server.pem', privateKeyKey: 'server-key.pem' };
  expect(told(tls)).toContain('TLS_FILES=ca.pem server.pem server-key.pem');
  expect(podOf({ tls }).volumes.find(({ name }: k8s.Volume) => name === 'tls').secret.items)
    .toEqual(['ca.pem', 'server.pem', 'server-key.pem'].map((key) => ({ key, path: key })));
});

test('the Secret is mounted where it is judged, not in the server\'s container, and a pod starts without it to say so', () => {
  const pod = podOf({ tls: TLS });
  const mounts = [...pod.initContainers, ...pod.containers]
    .map(({ name, volumeMounts }: k8s.Container) => [name, volumeMounts?.filter((mount) => mount.name === 'tls').map(({ mountPath, readOnly }) => [mountPath, readOnly])]);
  expect(mounts).toEqual([['init', [['/etc/mysql-tls', true]]], ['mysql', []], ['agent', [['/etc/mysql-tls', true]]]]);
  expect(pod.volumes.find(({ name }: k8s.Volume) => name === 'tls').secret).toMatchObject({ secretName: 'shop-tls', defaultMode: 0o440, optional: true });
});

const members = (host: string, count = 9) => Array.from({ length: count }, (_, n) => `${host.replace('N', `${n}`)}`);

test('the names for a certificate are contract', () => {
  expect(hostsOf({})).toEqual(['mysql-primary', 'mysql-read', ...members('mysql-N.mysql'), 'localhost']);
  expect(hostsOf({ replicas: 12 })).toContain('mysql-11.mysql');
  expect(hostsOf({ tls: { ...TLS, hosts: ['db.example.com'] } })).toContain('db.example.com');
});

test('the names have the namespace in every form where the chart has one', () => {
  expect(hostsOf({ name: 'db', serviceName: 'members', primaryServiceName: 'writer', readServiceName: 'reader' }, 'shop')).toEqual([
    'writer', 'writer.shop', 'writer.shop.svc', 'writer.shop.svc.cluster.local', 'reader', 'reader.shop', 'reader.shop.svc', 'reader.shop.svc.cluster.local',
    ...members('db-N.members'), '*.members.shop', '*.members.shop.svc', '*.members.shop.svc.cluster.local', 'localhost',
  ]);
});

test('the names have the domain of the cluster', () => {
  const names = hostsOf({ tls: { ...TLS, clusterDomain: 'k8s.example.com' } }, 'shop');
  expect(names).toEqual(expect.arrayContaining(['mysql-primary.shop.svc.k8s.example.com', '*.mysql.shop.svc.k8s.example.com']));
  expect(names.join()).not.toContain('cluster.local');
  expect(() => hostsOf({ tls: { ...TLS, clusterDomain: 'a b' } })).toThrow("'tls.clusterDomain' of ReplicatedMySQL 'test/MySQL' must be at most 253 small letters");
});

test('a certificate must have the names by which clients ask any server', () => {
  const props = { ...ROOT, primaryServiceName: 'writer', readServiceName: 'reader', tls: { ...TLS, hosts: ['*.example.com'] } };
  const mysql = new ReplicatedMySQL(chart({ namespace: 'shop' }), 'MySQL', props);
  const servers = ApiObject.of(mysql.node.findChild('Servers')).toJson().spec.template.spec;
  const forms = (name: string) => [name, `${name}.shop`, `${name}.shop.svc`, `${name}.shop.svc.cluster.local`];
  const asked = [...forms('writer'), ...forms('reader'), '*.example.com'];
  for (const { env } of [...servers.initContainers, ...servers.containers]) expect(env).toContainEqual({ name: 'TLS_HOSTS', value: asked.join(' ') });
  expect(mysql.tlsHosts).toEqual(expect.arrayContaining(asked));
});

test('every host that the set tells is among the names', () => {
  for (const namespace of [undefined, 'shop']) {
    const mysql = new ReplicatedMySQL(chart({ namespace }), 'MySQL', ROOT);
    const covers = (host: string) => mysql.tlsHosts.some((name) => name === host || name === host.replace(/^[^.]+/, '*'));
    for (const host of [mysql.primaryHost, mysql.readHost, mysql.hostOf(0), mysql.hostOf(8)]) expect([host, covers(host)]).toEqual([host, true]);
  }
});

describe('with an issuer', () => {
  const certificateOf = (tls: TlsOptions, props: Partial<ReplicatedMySQLProps> = {}) => synth({ ...props, tls }).find((object) => object.kind === 'Certificate');

  test('cert-manager is asked for a certificate of all names, in its own words', () => {
    const scope = chart();
    new Certificate(scope, 'Expected', {
      metadata: { name: 'mysql-tls', labels: { app: 'mysql' } },
      spec: {
        secretName: 'mysql-tls',
        dnsNames: hostsOf({}),
        issuerRef: { name: 'shop-ca', kind: 'Issuer', group: 'cert-manager.io' },
        privateKey: { rotationPolicy: CertificateSpecPrivateKeyRotationPolicy.ALWAYS },
        usages: [CertificateSpecUsages.DIGITAL_SIGNATURE, CertificateSpecUsages.KEY_ENCIPHERMENT, CertificateSpecUsages.SERVER_AUTH],
      },
    });
    expect([certificateOf({ issuer: { name: 'shop-ca' } })]).toEqual(Testing.synth(scope));
  });

  test('the pods read the Secret that it makes', () => {
    const tls = { issuer: { name: 'shop-ca' } };
    expect(podOf({ name: 'db', tls }).volumes.find(({ name }: k8s.Volume) => name === 'tls').secret.secretName).toBe('db-tls');
    expect(told(tls)).toContain('TLS_SECRET_NAME=mysql-tls');
  });

  test('the Certificate has the annotations of all objects', () => {
    expect(certificateOf({ issuer: { name: 'shop-ca' } }, { annotations: { owner: 'shop' } }).metadata.annotations).toEqual({ owner: 'shop' });
  });

  test('the issuer may be any, and the names grow with the set', () => {
    const { spec } = certificateOf({ issuer: { name: 'corp', kind: 'AWSPCAClusterIssuer', group: 'awspca.cert-manager.io' }, hosts: ['db.example.com'] }, { replicas: 12 });
    expect(spec.issuerRef).toEqual({ name: 'corp', kind: 'AWSPCAClusterIssuer', group: 'awspca.cert-manager.io' });
    expect(spec.dnsNames).toEqual(expect.arrayContaining(['mysql-11.mysql', 'db.example.com']));
  });

  test('the Certificate has a path for patches', () => {
    const mysql = new ReplicatedMySQL(chart(), 'MySQL', { ...ROOT, tls: { issuer: { name: 'shop-ca' } } });
    expect(ApiObject.of(mysql.node.findChild('Certificate')).kind).toBe('Certificate');
  });

  test('no Certificate is written for a Secret that exists', () => {
    expect(certificateOf(TLS)).toBeUndefined();
  });
});

describe('fails when', () => {
  test('there is neither a Secret nor an issuer, or both', () => {
    const issuer = { name: 'shop-ca' };
    expect(() => synth({ tls: {} })).toThrow(`${message('tls.secret')}given without tls.issuer, got nothing: write tls: { secret: 'mysql-tls' }, or issuer`);
    expect(failing({ issuer })).toThrow(`${message('tls.secret')}left out with tls.issuer, got 'shop-tls': keep one of the two`);
    expect(() => synth({ tls: { issuer, caKey: 'ca.pem' } })).toThrow(`${message('tls.caKey')}left out with tls.issuer`);
  });

  test('the issuer has no name, or no kind or group of Kubernetes', () => {
    const named = (issuer: TlsIssuer) => () => synth({ tls: { issuer } });
    expect(named({ name: '' })).toThrow(message('tls.issuer.name'));
    expect(named({ name: 'ca', kind: 'cluster issuer', group: 'ca.example' }))
      .toThrow(`${message('tls.issuer.kind')}a kind, got 'cluster issuer': use 'Issuer' or 'ClusterIssuer'`);
    for (const props of [{}, { group: 'cert-manager.io' }]) {
      expect(named({ name: 'ca', kind: 'Clusterissuer', ...props }))
        .toThrow(`${message('tls.issuer.kind')}'Issuer' or 'ClusterIssuer', got 'Clusterissuer': write one of them, or give tls.issuer.group`);
      expect(named({ name: 'ca', kind: 'ClusterIssuer', ...props })).not.toThrow();
    }
    expect(named({ name: 'ca', group: '' })).toThrow(message('tls.issuer.group'));
  });

  test.each(['', 'My Secret'])('the Secret is called %j', (secret) => {
    expect(failing({ secret })).toThrow(`${message('tls.secret')}at most 253 small letters`);
  });

  test.each(['caKey', 'certificateKey', 'privateKeyKey'])('%s is no key', (prop) => {
    for (const key of ['', 'a b', '..data', 'a/b']) expect(failing({ [prop]: key })).toThrow(`${message(`tls.${prop}`)}a key of a Secret`);
  });

  test('two of the three have one key', () => {
    expect(failing({ certificateKey: 'all.pem', privateKeyKey: 'all.pem' }))
      .toThrow(`${message('tls.caKey, tls.certificateKey and tls.privateKeyKey')}all different, got ['all.pem', 'all.pem']`);
  });

  test.each(['', 'a b', 'https://db', 'db.*.com', 'db:3306'])('a host is %j', (host) => {
    expect(failing({ hosts: [host] })).toThrow(`${message('tls.hosts[0]')}a host name, no address, with * at most as the first label, got '${host}'`);
  });

  test.each(['ssl-ca', 'ssl_cert', 'skip-ssl', 'require_secure_transport', 'loose-clone_ssl_ca'])('a setting is %s', (key) => {
    expect(failing({}, { replicaSettings: { [key]: '1' } })).toThrow(`${message('replicaSettings')}keys that no other prop sets, got '${key}': leave it out: tls sets it`);
  });

  test('the volume has the name of the certificates\'', () => {
    expect(failing({}, { volumeName: 'tls' })).toThrow(message('volumeName'));
  });
});

test('a setting of TLS is the user\'s where there is no tls', () => {
  expect(() => synth({ settings: { 'require-secure-transport': 'ON' } })).not.toThrow();
});
