import type { k8s } from 'cdk8s-plus-27';
import { quantity } from '../parts/scalars';
import { spreadOver } from '../parts/spread';
import { passwordsOf } from './accounts';
import { Resolved } from './defaults';
import { Durability } from './durability';
import { agentResources, serverResources } from './resources';
import { SecretKey } from './secret-key';
import { tlsEnvironment, tlsMounts, tlsVolumes } from './tls';

/** Names of the ConfigMaps that a pod mounts. */
export interface PodFiles {
  readonly settings: string;
  readonly scripts: string;
  readonly topology: string;
}

/** A user of its own, above 10000, so that it meets no user of the node. The official image runs under any. */
const USER = 10999;

const SHUTDOWN_SECONDS = 300;

/** Milliseconds; the longest that MySQL knows is 49 days, and it begins anew with each write. */
const FOREVER = 2 ** 32 - 1;
const SEMI_SYNC_TIMEOUT = 1000;

const RESTRICTED: k8s.SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  seccompProfile: { type: 'RuntimeDefault' },
};

const FILES = new Set(['scripts', 'secrets', 'settings', 'tls', 'token', 'topology']);

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The pod of one server: a bare server is made, mysqld runs, and the agent decides. */
export function podOf(set: Resolved, files: PodFiles): k8s.PodSpec {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    serviceAccountName: set.serviceAccountName,
    terminationGracePeriodSeconds: SHUTDOWN_SECONDS,
    priorityClassName: set.priorityClassName,
    imagePullSecrets: set.imagePullSecrets?.map(name => ({ name })),
    securityContext: {
      fsGroup: USER, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: USER, runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: 'RuntimeDefault' },
    },
    ...set.spread ? spreadOver(set.selector) : undefined,
    initContainers: [initContainer(set)],
    containers: [serverContainer(set), agentContainer(set, files)],
    volumes: volumesOf(set, files),
  };
}

function container(set: Resolved, name: string, script: string, mounts: { [path: string]: string }): k8s.Container {
  const everywhere = { '/scripts': 'scripts', '/var/lib/mysql': set.volumeName, '/var/run/mysqld': 'run' };
  return {
    name,
    image: set.image,
    imagePullPolicy: set.imagePullPolicy,
    command: ['bash', `/scripts/${script}`],
    env: environmentOf(set),
    securityContext: RESTRICTED,
    volumeMounts: Object.entries({ ...mounts, ...everywhere })
      .map(([mountPath, volume]) => ({ mountPath, name: volume, readOnly: FILES.has(volume) ? true : undefined })),
  };
}

function environmentOf(set: Resolved): k8s.EnvVar[] {
  return [
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'SERVICE', value: set.serviceName },
    { name: 'SERVER_ID_BASE', value: String(set.serverIdBase) },
    { name: 'PRIMARY_SETTINGS', value: set.primarySettingsKey },
    { name: 'REPLICA_SETTINGS', value: set.replicaSettingsKey },
    ...tlsEnvironment(set),
  ];
}

function agentEnvironment(set: Resolved, files: PodFiles): k8s.EnvVar[] {
  return [
    { name: 'TOPOLOGY_NAME', value: files.topology },
    { name: 'MAX_LAG', value: String(set.maxLag.toSeconds()) },
    { name: 'DISCARD_AFTER', value: String(set.discardOldPasswordAfter.toSeconds()) },
    { name: 'DURABILITY', value: set.durability },
    { name: 'ACKNOWLEDGE_TIMEOUT', value: String(set.durability === Durability.LOSSLESS ? FOREVER : SEMI_SYNC_TIMEOUT) },
  ];
}

function initContainer(set: Resolved): k8s.Container {
  const mounts = {
    '/etc/mysql-secrets': 'secrets', '/etc/mysql/conf.d': 'conf', '/etc/mysql/settings': 'settings', '/etc/mysql/topology': 'topology', '/tmp': 'tmp',
    ...tlsMounts(set),
  };
  return { ...container(set, 'init', 'init-server.sh', mounts), resources: serverResources(set) };
}

function serverContainer(set: Resolved): k8s.Container {
  return {
    ...container(set, 'mysql', 'run-mysqld.sh', { '/etc/mysql/conf.d': 'conf', '/tmp': 'tmp' }),
    ports: [{ name: 'mysql', containerPort: 3306 }],
    resources: serverResources(set),
    livenessProbe: { exec: { command: ['bash', '/scripts/probe-alive.sh'] }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: { exec: { command: ['bash', '/scripts/probe-ready.sh'] }, periodSeconds: 4, timeoutSeconds: 2, failureThreshold: 2 },
  };
}

function agentContainer(set: Resolved, files: PodFiles): k8s.Container {
  const mounts = { '/etc/mysql-secrets': 'secrets', '/etc/mysql/topology': 'topology', '/run/agent': 'agent', [ACCOUNT]: 'token', ...tlsMounts(set) };
  const bare = container(set, 'agent', 'agent.sh', mounts);
  return { ...bare, env: [...bare.env ?? [], ...agentEnvironment(set, files)], resources: agentResources(set) };
}

function volumesOf(set: Resolved, files: PodFiles): k8s.Volume[] {
  const inMemory = { medium: 'Memory', sizeLimit: quantity('16Mi') };
  return [
    { name: 'settings', configMap: { name: files.settings } },
    { name: 'scripts', configMap: { name: files.scripts } },
    { name: 'topology', configMap: { name: files.topology } },
    { name: 'secrets', projected: { defaultMode: 0o440, sources: secretsOf(set) } },
    { name: 'token', projected: { defaultMode: 0o440, sources: TOKEN } },
    ...tlsVolumes(set),
    { name: 'conf', emptyDir: { sizeLimit: quantity('1Mi') } },
    { name: 'run', emptyDir: inMemory },
    { name: 'agent', emptyDir: inMemory },
    { name: 'tmp', emptyDir: { sizeLimit: quantity('64Mi') } },
    ...(set.ephemeral ? [{ name: set.volumeName, emptyDir: { sizeLimit: quantity(set.ephemeralStorage) } }] : []),
  ];
}

/** What Kubernetes mounts by itself, but for one container only, and with a short life. */
const TOKEN: k8s.VolumeProjection[] = [
  { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  { downwardApi: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
];

/** Each text a file of a fixed name, whatever the user's Secrets and keys are called. */
function secretsOf(set: Resolved): k8s.VolumeProjection[] {
  const texts: Array<[string, SecretKey | undefined]> = [
    ['root-password', set.rootPassword], ['database', set.databaseFrom], ['user', set.userFrom], ...passwordsOf(set),
  ];
  return texts.flatMap(([path, from]) => from ? [{ secret: { name: from.secret, items: [{ key: from.key, path }] } }] : []);
}
