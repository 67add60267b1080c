import type { k8s } from 'cdk8s-plus-27';
import { ConfigMap } from '../kubernetes/config-map';
import { quantity, sizeQuantity } from '../private/scalars';
import { variablesOf } from '../workload/container/env-value';
import { extraContainersOf } from '../workload/container/extra-containers';
import { lifecycleOf } from '../workload/container/lifecycle';
import { schedulingOf } from '../workload/scheduling';
import { extraMountsOf, extraVolumesOf } from '../workload/volumes/extra-volumes';
import { mountsOf } from '../workload/volumes/volume-mount';
import { passwordsOf } from './accounts/declarations';
import { Resolved } from './defaults';
import { Scripts } from './scripts';
import { durabilityEnvironment } from './replication/durability';
import { agentResources, serverResources } from './resources/resources';
import { SecretKey } from './accounts/secret-key';
import { tlsEnvironment, tlsMounts, tlsVolumes } from './tls/pod';

/** The ConfigMaps that a pod mounts. */
export interface PodFiles {
  readonly settings: ConfigMap;
  readonly scripts: Scripts;
  readonly desiredState: ConfigMap;
}

/** A user of its own, above 10000, so that it meets no user of the node. The official image runs under any. */
const USER = 10999;

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

const FILES = new Set([
  'agent-scripts',
  'desired-state',
  'engine-scripts',
  'secrets',
  'server-scripts',
  'settings',
  'tls',
  'token',
]);

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The pod of one server: `init` makes a server, `mysql` runs mysqld, `agent` decides. */
export function podOf(set: Resolved, files: PodFiles): k8s.PodSpec {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    serviceAccountName: set.serviceAccountName,
    terminationGracePeriodSeconds: set.terminationGracePeriodSeconds,
    imagePullSecrets: set.imagePullSecrets?.map((name) => ({ name })),
    securityContext: {
      fsGroup: USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsGroup: USER,
      runAsNonRoot: true,
      runAsUser: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...schedulingOf(set, set.selector),
    initContainers: [...extraContainersOf(set.initContainers), initContainer(set)],
    containers: [serverContainer(set), agentContainer(set, files), ...extraContainersOf(set.sidecars)],
    volumes: [...volumesOf(set, files), ...extraVolumesOf(set.extraVolumes)],
  };
}

function container(set: Resolved, name: string, script: string, mounts: { [path: string]: string }): k8s.Container {
  const everywhere = {
    '/scripts/server': 'server-scripts',
    '/var/lib/mysql': set.volumeName,
    '/var/run/mysqld': 'run',
  };
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
    { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'SERVICE', value: set.serviceName },
    { name: 'SERVER_ID_BASE', value: String(set.serverIdBase) },
    { name: 'PRIMARY_SETTINGS', value: set.primarySettingsKey },
    { name: 'REPLICA_SETTINGS', value: set.replicaSettingsKey },
    ...tlsEnvironment(set),
  ];
}

function agentEnvironment(set: Resolved, files: PodFiles): k8s.EnvVar[] {
  return [
    { name: 'DESIRED_STATE_CONFIG_MAP', value: files.desiredState.name },
    { name: 'MAX_LAG', value: String(set.maxLag.toSeconds()) },
    { name: 'DISCARD_AFTER', value: String(set.discardOldPasswordAfter.toSeconds()) },
    ...durabilityEnvironment(set.durability),
  ];
}

function initContainer(set: Resolved): k8s.Container {
  const mounts = {
    '/etc/mysql-secrets': 'secrets', '/etc/mysql/conf.d': 'conf', '/etc/mysql/settings': 'settings',
    '/etc/mysql/desired-state': 'desired-state', '/tmp': 'tmp', ...tlsMounts(set),
  };
  return { ...container(set, 'init', 'server/init-server.sh', mounts), resources: serverResources(set) };
}

function serverContainer(set: Resolved): k8s.Container {
  const bare = container(set, 'mysql', 'server/run-mysqld.sh', { '/etc/mysql/conf.d': 'conf', '/tmp': 'tmp' });
  return {
    ...bare,
    env: [...(bare.env ?? []), ...(variablesOf(set.env) ?? [])],
    volumeMounts: [...(bare.volumeMounts ?? []), ...mountsOf(extraMountsOf(set.extraVolumes))],
    lifecycle: lifecycleOf(set),
    ports: [{ name: 'mysql', containerPort: 3306 }],
    resources: serverResources(set),
    livenessProbe: {
      exec: { command: ['bash', '/scripts/server/liveness.sh'] },
      periodSeconds: 20,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    readinessProbe: {
      exec: { command: ['bash', '/scripts/server/readiness.sh'] },
      periodSeconds: 4,
      timeoutSeconds: 2,
      failureThreshold: 2,
    },
  };
}

function agentContainer(set: Resolved, files: PodFiles): k8s.Container {
  const mounts = {
    '/etc/mysql-secrets': 'secrets',
    '/etc/mysql/desired-state': 'desired-state',
    '/run/agent': 'agent',
    [ACCOUNT]: 'token',
    ...tlsMounts(set),
    '/scripts/agent': 'agent-scripts',
    '/scripts/engine': 'engine-scripts',
  };
  const bare = container(set, 'agent', 'agent/main.sh', mounts);
  return { ...bare, env: [...bare.env ?? [], ...agentEnvironment(set, files)], resources: agentResources(set) };
}

function volumesOf(set: Resolved, files: PodFiles): k8s.Volume[] {
  const inMemory = { medium: 'Memory', sizeLimit: quantity('16Mi') };
  return [
    { name: 'settings', configMap: { name: files.settings.name } },
    { name: 'server-scripts', configMap: { name: files.scripts.server.name } },
    { name: 'agent-scripts', configMap: { name: files.scripts.agent.name } },
    { name: 'engine-scripts', configMap: { name: files.scripts.engine.name } },
    { name: 'desired-state', configMap: { name: files.desiredState.name } },
    { name: 'secrets', projected: { defaultMode: 0o440, sources: secretsOf(set) } },
    { name: 'token', projected: { defaultMode: 0o440, sources: TOKEN } },
    ...tlsVolumes(set),
    { name: 'conf', emptyDir: { sizeLimit: quantity('1Mi') } },
    { name: 'run', emptyDir: inMemory },
    { name: 'agent', emptyDir: inMemory },
    { name: 'tmp', emptyDir: { sizeLimit: quantity('64Mi') } },
    ...(set.ephemeral ? [{ name: set.volumeName, emptyDir: { sizeLimit: sizeQuantity(set.ephemeralStorage) } }] : []),
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
  return texts.flatMap(([path, from]) =>
    from ? [{ secret: { name: from.secret, items: [{ key: from.key, path }] } }] : [],
  );
}
