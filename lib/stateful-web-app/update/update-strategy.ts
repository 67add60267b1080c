import type { k8s } from 'cdk8s-plus-27';

/** How running pods are replaced when the app changes. */
export class UpdateStrategy {
  /** One pod after the other, from the last to the first, each when the one before is ready. */
  public static rolling(): UpdateStrategy {
    return new UpdateStrategy(() => 0);
  }

  /**
   * Only the last pods get the change, to try it out; `rolling` gives it to the others afterwards. Not with
   * `autoscale`.
   *
   * @param pods number of pods that try the change
   */
  public static canary(pods = 1): UpdateStrategy {
    return new UpdateStrategy((replicas) => Math.max(replicas - pods, 0), { count: pods }, true);
  }

  /**
   * Only pods of this ordinal and above get the change: lower it step by step for a roll-out in phases.
   *
   * @param ordinal the lowest that changes; the number of replicas holds all pods back
   */
  public static partition(ordinal: number): UpdateStrategy {
    return new UpdateStrategy(() => ordinal, { count: ordinal });
  }

  /** A pod gets the change when someone deletes it. */
  public static onDelete(): UpdateStrategy {
    return new UpdateStrategy(() => undefined);
  }

  private constructor(
    /** @internal */ public readonly _partitionOf: (replicas: number) => number | undefined,
    /** @internal */ public readonly _given?: { readonly count: unknown },
    /** @internal */ public readonly _needsReplicas = false,
  ) {}
}

/** The strategy as a StatefulSet has it. */
export function strategyOf(strategy: UpdateStrategy, replicas: number): k8s.StatefulSetUpdateStrategy {
  const partition = strategy._partitionOf(replicas);
  // Written even if it is 0: what no manifest has written, none can take away, and the API server refuses it with
  // OnDelete.
  return partition === undefined ? { type: 'OnDelete' } : { type: 'RollingUpdate', rollingUpdate: { partition } };
}
