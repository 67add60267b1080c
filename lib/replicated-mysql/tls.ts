import type { k8s } from 'cdk8s-plus-27';
import { MOST_SCALED, Resolved } from './defaults';
import { TlsOptions } from './tls-options';

const CLUSTER_DOMAIN = 'cluster.local';

/** Where the Secret is offered to tls.sh. */
const MOUNT = '/etc/mysql-tls';

/** Keys of the Secret in the order that tls.sh expects. */
export function tlsKeysOf(tls: TlsOptions): string[] {
  return [tls.caKey ?? 'ca.crt', tls.certificateKey ?? 'tls.crt', tls.privateKeyKey ?? 'tls.key'];
}

/** Name of the Secret, and of the Certificate that makes it. */
export function tlsSecretOf({ name, tls }: Resolved): string {
  return tls?.secret ?? `${name}-tls`;
}

/** What the scripts are told of certificates; nothing where there are none. */
export function tlsEnvironment(set: Resolved): k8s.EnvVar[] {
  const { tls } = set;
  if (!tls) return [];
  return [
    { name: 'TLS_FROM', value: tlsSecretOf(set) },
    { name: 'TLS_FILES', value: tlsKeysOf(tls).join(' ') },
    { name: 'TLS_REQUIRE', value: tls.require ?? true ? 'yes' : 'no' },
    { name: 'TLS_VERIFY', value: tls.verify ?? true ? 'yes' : 'no' },
    { name: 'TLS_HOSTS', value: clientHostsOf(set).join(' ') },
  ];
}

/** For the containers that judge what the Secret offers; mysqld reads only what they have taken. */
export function tlsMounts({ tls }: Resolved): { [path: string]: string } {
  return tls ? { [MOUNT]: 'tls' } : {};
}

/** Optional, so that a pod starts and says what is missing. */
export function tlsVolumes(set: Resolved): k8s.Volume[] {
  const { tls } = set;
  if (!tls) return [];
  const items = tlsKeysOf(tls).map((key) => ({ key, path: key }));
  return [{ name: 'tls', secret: { secretName: tlsSecretOf(set), defaultMode: 0o440, optional: true, items } }];
}

/** What may stand behind the name of a Service. */
function placesOf({ namespace }: Resolved): string[] {
  return namespace ? [namespace, `${namespace}.svc`, `${namespace}.svc.${CLUSTER_DOMAIN}`] : [];
}

function servicesOf(set: Resolved): string[] {
  return [set.primaryServiceName, set.readServiceName].flatMap((service) => [service, ...placesOf(set).map((place) => `${service}.${place}`)]);
}

/** Names by which a client may ask any server, so that a certificate without them is refused. */
function clientHostsOf(set: Resolved): string[] {
  return [...servicesOf(set), ...set.tls?.hosts ?? []];
}

/** Every name by which a server is reached, as it must stand in a certificate. */
export function tlsHostsOf(set: Resolved): string[] {
  // One by one: OpenSSL takes no wildcard before a single label, as *.mysql.
  const members = Array.from({ length: Math.max(set.replicas, MOST_SCALED) }, (_, ordinal) => `${set.name}-${ordinal}.${set.serviceName}`);
  return [
    ...servicesOf(set),
    ...members,
    ...placesOf(set).map((place) => `*.${set.serviceName}.${place}`),
    'localhost',
    ...set.tls?.hosts ?? [],
  ];
}
