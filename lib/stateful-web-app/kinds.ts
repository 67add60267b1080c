import { BOOLEAN, KindsOf, list, made, map, MAP, needed, NUMBER, object, TEXT } from '../parts/checks-kinds';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { AppPort } from './container-options';
import { POD } from './kinds-pod';
import { AppVolume } from './storage-options';

const PORT = object<AppPort>({ name: needed(TEXT), port: needed({ ...NUMBER, repair: 'for example 9090, without quotes' }), protocol: TEXT }, "{ name: 'metrics', port: 9090 }");

const VOLUME = object<AppVolume>({
  name: needed(TEXT),
  size: needed(TEXT),
  mountPath: needed(TEXT),
  subPath: TEXT,
  readOnly: BOOLEAN,
  storageClassName: TEXT,
  accessModes: list(TEXT, "'ReadWriteOnce'"),
  labels: MAP,
  annotations: MAP,
}, "{ name: 'data', size: '10Gi', mountPath: '/data' }");

const PROBE = made('_options', 'a function of Probe', "Probe.http('/health')");

const ENV_VALUE = made('source', 'a function of EnvValue', "EnvValue.fromValue('…')");

const LABELS = "{ app: 'web' }";

/** What each prop may hold. */
export const KINDS: KindsOf<StatefulWebAppProps> = {
  image: needed({ ...TEXT, repair: "for example 'nginx:1.27'" }),
  imagePullPolicy: TEXT,
  containerName: TEXT,
  command: list(TEXT),
  args: list(TEXT),
  port: NUMBER,
  portName: TEXT,
  morePorts: list(PORT),
  env: map(ENV_VALUE),
  envFromSecrets: list(TEXT),
  envFromConfigMaps: list(TEXT),
  readinessProbe: PROBE,
  livenessProbe: PROBE,
  startupProbe: PROBE,
  preStop: list(TEXT),
  cpuRequest: TEXT,
  cpuLimit: TEXT,
  memoryRequest: TEXT,
  memoryLimit: TEXT,
  ephemeralStorageRequest: TEXT,
  ephemeralStorageLimit: TEXT,
  storage: TEXT,
  mountPath: TEXT,
  storageClassName: TEXT,
  volumes: list(VOLUME),
  scratch: list(TEXT, "'/tmp'"),
  claimsWhenDeleted: TEXT,
  claimsWhenScaled: TEXT,
  runAsUser: NUMBER,
  runAsGroup: NUMBER,
  imageUser: BOOLEAN,
  fsGroup: NUMBER,
  runAsNonRoot: BOOLEAN,
  readOnlyRootFilesystem: BOOLEAN,
  allowPrivilegeEscalation: BOOLEAN,
  capabilities: list(TEXT, "'NET_BIND_SERVICE'"),
  seccompProfile: TEXT,
  serviceAccountName: TEXT,
  automountServiceAccountToken: BOOLEAN,
  imagePullSecrets: list(TEXT),
  priorityClassName: TEXT,
  terminationGracePeriodSeconds: NUMBER,
  disruptionBudget: BOOLEAN,
  spread: BOOLEAN,
  pod: POD,
  networkPolicy: BOOLEAN,
  clients: list(made('_asked', 'a function of NetworkClient', `NetworkClient.pods(${LABELS})`, '_port')),
  destinations: list(made('_port', 'a function of NetworkDestination', `NetworkDestination.pods(${LABELS}, 8080)`)),
  serviceLabels: MAP,
  serviceName: TEXT,
  balanced: BOOLEAN,
  balancedName: TEXT,
  publishNotReadyAddresses: BOOLEAN,
  name: TEXT,
  replicas: NUMBER,
  selector: MAP,
  labels: MAP,
  annotations: MAP,
  podLabels: MAP,
  podAnnotations: MAP,
  parallel: BOOLEAN,
  updateStrategy: made('render', 'a function of UpdateStrategy', 'UpdateStrategy.canary()'),
  minReadySeconds: NUMBER,
  revisionHistoryLimit: NUMBER,
  restartOn: list(made('checksum', 'new ConfigMap() of this package', "new ConfigMap(this, 'Config', { name: 'web', data: {} })")),
  plain: BOOLEAN,
};
