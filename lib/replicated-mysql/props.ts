import { Duration } from 'cdk8s';

/** One text in a Secret that exists already: passwords are never written into manifests. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the pods. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}

/** When a write counts as done, and with that, what a crash can take away. */
export enum Durability {
  /** The primary has it on its disk. Losing the primary's volume loses what no replica had fetched yet. */
  ASYNC = 'ASYNC',

  /** A replica has it as well, unless none answers within a second: then the primary goes on alone until one does. */
  SEMI_SYNC = 'SEMI_SYNC',

  /** A majority of the servers has it. Without enough replicas writes wait, for as long as it takes. */
  LOSSLESS = 'LOSSLESS',
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
   * Ordinal of the server that is the primary. Applying another one moves the primary: the new one takes over when it
   * has everything that the present one has. If the present one is gone, the new one takes over if nobody who answers
   * has more, and refuses otherwise. Make sure that a server you believe dead is: cut off, it may still take writes.
   *
   * @default 0
   */
  readonly primary?: number;

  /**
   * When a write counts as done.
   *
   * @default Durability.ASYNC
   */
  readonly durability?: Durability;

  /**
   * Whether a set whose members are all empty begins a new database. Set it to false once there is data: then
   * the loss of all volumes, or of a single server's, ends in a refusal instead of an empty database.
   *
   * @default true
   */
  readonly createDatabase?: boolean;

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
   * An existing service account for the pods; it gets the Role that the agents need.
   *
   * @default - an account of its own, called `name`
   */
  readonly serviceAccountName?: string;
}
