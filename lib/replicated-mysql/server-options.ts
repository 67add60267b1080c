/** What each server runs on. */
export interface ServerOptions {
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
   * CPU that a server asks for, as a Kubernetes quantity.
   *
   * @default '500m'
   */
  readonly cpuRequest?: string;

  /**
   * CPU that a server may use at most.
   *
   * @default - no limit: throttling hurts a database more than it helps its neighbours. With a limit the agent has one of 1 as well
   */
  readonly cpuLimit?: string;

  /**
   * Memory that a server asks for and may use at most, as a Kubernetes quantity from 768Mi, below which MySQL 9.7 is killed, to 64Ti.
   * Three quarters of what is over 512 MiB are the InnoDB buffer pool, in steps of 128 MiB, from 1 GiB of whole GiB, and at least 128 MiB;
   * `settings` with innodb_buffer_pool_size win.
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
   * An existing service account for the pods; it gets the Role that the agents need, so `default` is refused.
   *
   * @default - an account of its own, called `name`
   */
  readonly serviceAccountName?: string;
}
