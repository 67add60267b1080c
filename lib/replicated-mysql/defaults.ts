import { Duration } from 'cdk8s';
import { Durability } from './durability';
import { ReplicatedMySQLProps } from './props';

/** Servers that the set's rights and certificates provide for, as kubectl may scale it beyond `replicas`. */
export const MOST_SCALED = 9;

/** Props with every default filled in. */
export type Resolved = ReturnType<typeof resolve>;

/** Says every default of ReplicatedMySQL, once. The namespace is that of the chart, if it states one. */
export function resolve(props: ReplicatedMySQLProps, namespace?: string) {
  const name = props.name ?? 'mysql';
  const selector = props.selector ?? { app: name };
  return {
    // one by one: copied by spread, they cost as much as all the checks
    rootPassword: props.rootPassword,
    database: props.database,
    databaseFrom: props.databaseFrom,
    user: props.user,
    userFrom: props.userFrom,
    userPassword: props.userPassword,
    databases: props.databases,
    users: props.users,
    monitoringPassword: props.monitoringPassword,
    backupPassword: props.backupPassword,
    tls: props.tls,
    namespace,
    settings: props.settings,
    primarySettings: props.primarySettings,
    replicaSettings: props.replicaSettings,
    podAnnotations: props.podAnnotations,
    readServiceLabels: props.readServiceLabels,
    imagePullPolicy: props.imagePullPolicy,
    imagePullSecrets: props.imagePullSecrets,
    storageClassName: props.storageClassName,
    cpuLimit: props.cpuLimit,
    priorityClassName: props.priorityClassName,
    clients: props.clients,
    annotations: props.annotations,
    ephemeralStorage: props.ephemeralStorage ?? (props.ephemeral ? '10Gi' : '1Gi'),
    apiServerCidrs: props.apiServerCidrs,
    networkPolicy: props.networkPolicy ?? true,
    name,
    disruptionBudget: props.disruptionBudget ?? true,
    spread: props.spread ?? true,
    selector,
    labels: { ...selector, ...props.labels },
    replicas: props.replicas ?? 3,
    primary: props.primary ?? 0,
    durability: props.durability ?? Durability.ASYNC,
    createDatabase: props.createDatabase ?? true,
    image: props.image ?? 'mysql:9.7',
    storage: props.storage ?? '10Gi',
    ephemeral: props.ephemeral ?? false,
    volumeName: props.volumeName ?? 'data',
    primarySettingsKey: props.primarySettingsKey ?? 'primary.cnf',
    replicaSettingsKey: props.replicaSettingsKey ?? 'replica.cnf',
    serverIdBase: props.serverIdBase ?? 100,
    maxLag: props.maxLag ?? Duration.seconds(60),
    discardOldPasswordAfter: props.discardOldPasswordAfter ?? Duration.days(1),
    configMapName: props.configMapName ?? name,
    serviceName: props.serviceName ?? name,
    primaryServiceName: props.primaryServiceName ?? `${name}-primary`,
    readServiceName: props.readServiceName ?? `${name}-read`,
    serviceAccountName: props.serviceAccountName ?? name,
    cpuRequest: props.cpuRequest ?? '500m',
    memory: props.memory ?? '1Gi',
  };
}
