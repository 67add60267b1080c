import type { k8s } from 'cdk8s-plus-27';

/** How running pods are replaced when the app changes. */
export class UpdateStrategy {
  /** One pod after the other, from the last to the first, each when the one before is ready. */
  public static rolling(): UpdateStrategy {
    return new UpdateStrategy(() => rollingFrom(0));
  }

  /**
   * Only the last pods get the change, to try it out; `rolling` gives it to the others afterwards.
   *
   * @param pods number of pods that try the change
   */
  public static canary(pods = 1): UpdateStrategy {
    return new UpdateStrategy((replicas) => rollingFrom(Math.max(replicas - pods, 0)));
  }

  /**
   * Only pods of this ordinal and above get the change: lower it step by step for a roll-out in phases.
   *
   * @param ordinal the lowest that changes; the number of replicas holds all pods back
   */
  public static partition(ordinal: number): UpdateStrategy {
    return new UpdateStrategy(() => rollingFrom(ordinal));
  }

  /** A pod gets the change when someone deletes it. */
  public static onDelete(): UpdateStrategy {
    return new UpdateStrategy(() => ({ type: 'OnDelete' }));
  }

  private constructor(private readonly render: (replicas: number) => k8s.StatefulSetUpdateStrategy) {}

  /** @internal */
  public _toKube(replicas: number): k8s.StatefulSetUpdateStrategy {
    return this.render(replicas);
  }
}

// Written even if it is 0: what no manifest has written, none can take away, and the API server refuses it with OnDelete.
function rollingFrom(partition: number): k8s.StatefulSetUpdateStrategy {
  return { type: 'RollingUpdate', rollingUpdate: { partition } };
}
