import { Duration } from 'cdk8s';

/** One text in a Secret that exists already: passwords are never written into manifests. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the pods. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}

/** What a ReplicatedMySQL can be asked for. */
export interface ReplicatedMySQLProps {
  /** Password of root, who may log in only inside the pods. Any text of UTF-8 except line ends. */
  readonly rootPassword: SecretKey;

  /**
   * Name of the StatefulSet, and what the other names begin with: RFC 1123, at most 49 characters
   * (a StatefulSet's pods carry a label that has room for 52, and a server's name needs `-` and its ordinal).
   *
   * @default 'mysql'
   */
  readonly name?: string;

  /**
   * Number of servers: one primary, the others are replicas.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * Image of the official MySQL, 8.0.37 or newer, from any registry.
   *
   * @default 'mysql:9.7'
   */
  readonly image?: string;

  /**
   * When the kubelet pulls the image: Always, IfNotPresent or Never.
   *
   * @default - Kubernetes decides by the tag
   */
  readonly imagePullPolicy?: string;

  /**
   * Names of Secrets with registry credentials.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Size of each server's volume, as a Kubernetes quantity. It cannot be changed by applying again.
   *
   * @default '10Gi'
   */
  readonly storage?: string;

  /**
   * StorageClass of the volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Keep the data in the pods themselves: it is gone when a pod goes. For tests and demonstrations.
   *
   * @default false
   */
  readonly ephemeral?: boolean;

  /**
   * Name of the volume: claims are called `<volumeName>-<name>-<ordinal>`.
   *
   * @default 'data'
   */
  readonly volumeName?: string;

  /**
   * Database that a new set begins with.
   *
   * @default - none
   */
  readonly database?: string;

  /**
   * Secret with the name of the database that a new set begins with, instead of `database`.
   *
   * @default - none
   */
  readonly databaseFrom?: SecretKey;

  /**
   * Application user that a new set begins with; it owns `database`.
   *
   * @default - none
   */
  readonly user?: string;

  /**
   * Secret with the name of the application user, instead of `user`.
   *
   * @default - none
   */
  readonly userFrom?: SecretKey;

  /**
   * Password of the application user; required where there is a user.
   *
   * @default - none
   */
  readonly userPassword?: SecretKey;

  /**
   * Settings of all servers, as in an option file; a value of '' writes the name alone.
   *
   * @default - none
   */
  readonly settings?: { [option: string]: string };

  /**
   * Settings of the primary.
   *
   * @default - none
   */
  readonly primarySettings?: { [option: string]: string };

  /**
   * Settings of the replicas.
   *
   * @default - none
   */
  readonly replicaSettings?: { [option: string]: string };

  /**
   * Key of the primary's settings in the ConfigMap, and name of its file in /etc/mysql/conf.d.
   *
   * @default 'primary.cnf'
   */
  readonly primarySettingsKey?: string;

  /**
   * Key of the replicas' settings in the ConfigMap, and name of their file in /etc/mysql/conf.d.
   *
   * @default 'replica.cnf'
   */
  readonly replicaSettingsKey?: string;

  /**
   * server-id of server 0; server n has this plus n. From 1, so that all of them fit into 32 bits.
   *
   * @default 100
   */
  readonly serverIdBase?: number;

  /**
   * How old a replica's data may be while it is Ready.
   *
   * @default Duration.seconds(60)
   */
  readonly maxLag?: Duration;

  /**
   * Labels of every object, pods and claims included; they never select.
   *
   * @default - `app: <name>` alone
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels that select this set's pods. They cannot be changed later.
   *
   * @default - `app: <name>`
   */
  readonly selector?: { [key: string]: string };

  /**
   * More annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Name of the headless Service that gives each server its host name.
   *
   * @default - `name`
   */
  readonly serviceName?: string;

  /**
   * Name of the Service that leads to the primary.
   *
   * @default - `<name>-primary`
   */
  readonly primaryServiceName?: string;

  /**
   * Name of the Service that balances reads.
   *
   * @default - `<name>-read`
   */
  readonly readServiceName?: string;

  /**
   * More labels of the Service that balances reads.
   *
   * @default - none
   */
  readonly readServiceLabels?: { [key: string]: string };

  /**
   * Name of the ConfigMap with the settings.
   *
   * @default - `name`
   */
  readonly configMapName?: string;

  /**
   * CPU that a server asks for, as a Kubernetes quantity.
   *
   * @default '500m'
   */
  readonly cpuRequest?: string;

  /**
   * CPU that a server may use at most.
   *
   * @default - no limit: throttling hurts a database more than it helps its neighbours
   */
  readonly cpuLimit?: string;

  /**
   * Memory that a server asks for and may use at most, as a Kubernetes quantity.
   *
   * @default '1Gi'
   */
  readonly memory?: string;

  /**
   * Priority of the pods, by the name of a PriorityClass.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Service account of the pods; none of them gets its token.
   *
   * @default - the namespace's default account
   */
  readonly serviceAccountName?: string;
}
