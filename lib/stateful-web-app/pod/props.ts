import type { k8s } from 'cdk8s-plus-27';
import { Named, RulesOf } from '../../validation/rules';
import { optionalName, objectNames, wholeNumber } from '../../validation/limits';
import { POD_PARTS } from '../../validation/pods';
import { boolean } from '../../validation/types';
import { EXTRA_CONTAINERS, ExtraContainerProps } from '../../workload/container/extra-containers';
import { SCHEDULING, SchedulingProps } from '../../workload/scheduling';

/** The service account of the pods, where they run, and what runs in them beside the app. */
export interface AppPodProps extends SchedulingProps, ExtraContainerProps {
  /**
   * Name of the ServiceAccount.
   *
   * @default - an account of its own, called like the app, that may do nothing
   */
  readonly serviceAccountName?: string;

  /**
   * Whether the pods get a token for the API server.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Whether the pods get environment variables for each Service of the namespace, such as `SHOP_PORT=tcp://10.0.0.1:80`
   * for a Service `shop`. They replace variables that an image reads under the same name.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Names of Secrets for private registries.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Seconds that the app has to stop.
   *
   * @default - not written, so 30
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * Whether evictions, as by `kubectl drain`, take one pod at a time, by a PodDisruptionBudget. Pods that are not Ready
   * may always be evicted, so a broken one holds up no drain. Switch it off where pods have a budget already: no pod
   * with two can be evicted.
   *
   * @default true
   */
  readonly disruptionBudget?: boolean;

  /**
   * Any other field of the pod. Its fields win; affinity and topologySpreadConstraints add to those of the
   * app, and so do containers and volumes; a container or volume that has the name of another one is laid over it.
   *
   * @default - nothing else
   */
  readonly pod?: k8s.PodSpec;
}

export const APP_POD = {
  ...SCHEDULING,
  ...EXTRA_CONTAINERS,
  serviceAccountName: optionalName(({ name }: Named) => name),
  automountServiceAccountToken: boolean(false),
  enableServiceLinks: boolean(false),
  imagePullSecrets: objectNames(),
  terminationGracePeriodSeconds: wholeNumber(0),
  disruptionBudget: boolean(true),
  pod: POD_PARTS,
} satisfies RulesOf<AppPodProps>;
