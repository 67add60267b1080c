import type { k8s } from 'cdk8s-plus-27';
import { withDefaults } from '../../validation/rules';
import { MAX_SCALE, Resolved } from '../defaults';
import { TLS, TlsOptions } from './props';

/** Where the pods have the Secret; server/tls.sh copies it. */
const MOUNT = '/etc/mysql-tls';

/** Keys of the Secret in the order that server/tls.sh expects. */
export function tlsKeysOf(tls: TlsOptions): string[] {
  const { caKey, certificateKey, privateKeyKey } = withDefaults(tls, TLS);
  return [caKey, certificateKey, privateKeyKey];
}

/** Name of the Secret, and of the Certificate that makes it. */
export function tlsSecretOf({ name, tls }: Resolved): string {
  return tls?.secret ?? `${name}-tls`;
}

/** What the scripts are told of certificates; nothing where there are none. */
export function tlsEnvironment(set: Resolved): k8s.EnvVar[] {
  if (!set.tls) return [];
  const tls = withDefaults(set.tls, TLS);
  return [
    { name: 'TLS_SECRET_NAME', value: tlsSecretOf(set) },
    { name: 'TLS_FILES', value: tlsKeysOf(tls).join(' ') },
    { name: 'TLS_REQUIRE', value: tls.require ? 'yes' : 'no' },
    { name: 'TLS_VERIFY', value: tls.verify ? 'yes' : 'no' },
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
function domainsOf({ namespace, tls = {} }: Resolved): string[] {
  const { clusterDomain } = withDefaults(tls, TLS);
  return namespace ? [namespace, `${namespace}.svc`, `${namespace}.svc.${clusterDomain}`] : [];
}

function servicesOf(set: Resolved): string[] {
  return [set.primaryServiceName, set.readServiceName].flatMap((service) => [
    service,
    ...domainsOf(set).map((domain) => `${service}.${domain}`),
  ]);
}

/** Names by which a client may ask any server, so that a certificate without them is refused. */
function clientHostsOf(set: Resolved): string[] {
  return [...servicesOf(set), ...set.tls?.hosts ?? []];
}

/** Every name by which a server is reached, as it must stand in a certificate. */
export function tlsHostsOf(set: Resolved): string[] {
  // One by one: OpenSSL takes no wildcard before a single label, as *.mysql.
  const members = Array.from(
    { length: Math.max(set.replicas, MAX_SCALE) },
    (_, ordinal) => `${set.name}-${ordinal}.${set.serviceName}`,
  );
  return [
    ...servicesOf(set),
    ...members,
    ...domainsOf(set).map((domain) => `*.${set.serviceName}.${domain}`),
    'localhost',
    ...set.tls?.hosts ?? [],
  ];
}
