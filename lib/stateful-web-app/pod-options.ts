import type { k8s } from 'cdk8s-plus-27';

/** Who the pods are, where they run, and what they may do. */
export interface AppPodOptions {
  /**
   * User that the app runs as.
   *
   * @default 10999 - above 10000, so that it meets no user of the node; with `imageUser` or `plain` the image's own
   */
  readonly runAsUser?: number;

  /**
   * Group that the app runs as.
   *
   * @default - `runAsUser`; with `imageUser` or `plain` the image's own, unless there is `runAsUser` without `plain`
   */
  readonly runAsGroup?: number;

  /**
   * Whether the app runs as the user that its image names, which must be a number, where `runAsUser` names none.
   *
   * @default false
   */
  readonly imageUser?: boolean;

  /**
   * Group that owns the volumes.
   *
   * @default - where there is storage the group that the app runs as, 10999 where that is the image's own; with `plain` not written
   */
  readonly fsGroup?: number;

  /**
   * Whether an image that runs as root is refused.
   *
   * @default true - with `plain` not written
   */
  readonly runAsNonRoot?: boolean;

  /**
   * Whether the container's own file system cannot be written; see `scratch`.
   *
   * @default true - with `plain` not written
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Whether a process may get more rights than its parent.
   *
   * @default false - with `plain` not written
   */
  readonly allowPrivilegeEscalation?: boolean;

  /**
   * Capabilities that the container keeps, for example `NET_BIND_SERVICE`; all others are dropped.
   *
   * @default - all are dropped; with `plain` none is
   */
  readonly capabilities?: string[];

  /**
   * `RuntimeDefault` or `Unconfined`.
   *
   * @default 'RuntimeDefault' - with `plain` not written
   */
  readonly seccompProfile?: string;

  /**
   * Name of the ServiceAccount.
   *
   * @default - an account of its own, called like the app, that may do nothing; with `plain` the namespace's default
   */
  readonly serviceAccountName?: string;

  /**
   * Whether the pods get a token for the API server.
   *
   * @default false - with `plain` not written
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Names of Secrets for private registries.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Name of the PriorityClass.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Seconds that the app has to stop.
   *
   * @default - not written, so 30
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * Whether evictions, as by `kubectl drain`, take one pod at a time, by a PodDisruptionBudget. Pods that are not Ready may always be
   * evicted, so a broken one holds up no drain. Switch it off where pods have a budget already: no pod with two can be evicted.
   *
   * @default true - with `plain` false
   */
  readonly disruptionBudget?: boolean;

  /**
   * Whether pods keep to different zones and nodes as far as there are any.
   *
   * @default true - with `plain` false
   */
  readonly spread?: boolean;

  /**
   * The escape to all that a pod can say: affinity, tolerations, init containers, sidecars, volumes.
   *
   * Its fields win. Containers and volumes are added to the app's; one that has the name of an app's own is laid over it.
   *
   * @default - nothing else
   */
  readonly pod?: k8s.PodSpec;
}
