import { Size } from 'cdk8s';
import { size, wholeNumber } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { required, struct } from '../../validation/types';
import { LARGEST } from '../../validation/values';

/** Between which numbers of pods a HorizontalPodAutoscaler chooses, and by what. */
export interface AutoscaleOptions {
  /**
   * Least number of pods.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /** Greatest number of pods. */
  readonly maxReplicas: number;

  /**
   * CPU of the app's container to aim for, in percent of `cpuRequest`.
   *
   * @default - `80`; where there is a target for memory, none
   */
  readonly cpuUtilization?: number;

  /**
   * Memory of the app's container to aim for, in percent of `memoryRequest`.
   *
   * @default - none
   */
  readonly memoryUtilization?: number;

  /**
   * Memory of the app's container to aim for, per pod.
   *
   * @default - none
   */
  readonly memoryAverage?: Size;
}

/** How many pods there are. */
export interface AppScalingProps {
  /**
   * Number of pods. Refused with `autoscale`, which chooses it.
   *
   * @default - `2`; with `autoscale` not written
   */
  readonly replicas?: number;

  /**
   * Lets a HorizontalPodAutoscaler choose the number of pods, by CPU and memory of the app's container as
   * metrics-server tells them. `replicas` is not written then, so that an apply does not undo what it chose. Claims of
   * pods that go are kept, unless `claimsWhenScaled` says otherwise.
   *
   * @default - `replicas` is the number of pods
   */
  readonly autoscale?: AutoscaleOptions;
}

/** With `replicas` left out. */
export const USUAL_REPLICAS = 2;

const usualCpu = ({ memoryUtilization, memoryAverage }: AutoscaleOptions) =>
  (memoryUtilization ?? memoryAverage) ? undefined : 80;

export const AUTOSCALE = {
  minReplicas: wholeNumber(1, LARGEST, USUAL_REPLICAS),
  maxReplicas: required(wholeNumber(1)),
  cpuUtilization: wholeNumber(1, LARGEST, usualCpu),
  memoryUtilization: wholeNumber(1),
  memoryAverage: size(Size.mebibytes(1)),
} satisfies RulesOf<AutoscaleOptions>;

interface Scaled {
  readonly autoscale?: AutoscaleOptions;
}

const usualReplicas = ({ autoscale }: Scaled) => autoscale ? undefined : USUAL_REPLICAS;

export const SCALING = {
  autoscale: struct<AutoscaleOptions>(AUTOSCALE, '{ maxReplicas: 10 }'),
  replicas: wholeNumber(1, LARGEST, usualReplicas, 'to stop an app for a while, use kubectl scale --replicas=0'),
} satisfies RulesOf<AppScalingProps>;
