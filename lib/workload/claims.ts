import type { k8s } from 'cdk8s-plus-27';
import { annotations, labels, oneOf } from '../validation/limits';
import { RulesOf, WithDefaults } from '../validation/rules';

/** What becomes of a claim whose pod or StatefulSet is gone. */
export enum ClaimRetention {
  /** The claim stays, with its data. */
  RETAIN = 'Retain',

  /** The claim is deleted, and its data with it. */
  DELETE = 'Delete',
}

/** The claims of the pods' volumes. */
export interface ClaimProps {
  /**
   * Labels of all claims; like all about a claim, they cannot be changed later.
   *
   * @default - those of the selector alone, which the controller adds
   */
  readonly claimLabels?: { [key: string]: string };

  /**
   * Annotations of all claims; they cannot be changed later.
   *
   * @default - none
   */
  readonly claimAnnotations?: { [key: string]: string };

  /**
   * What becomes of the claims when the StatefulSet is deleted.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenDeleted?: ClaimRetention;

  /**
   * What becomes of the claims of the pods that go when the number of replicas is lowered.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenScaled?: ClaimRetention;
}

const retention = () => oneOf(Object.values(ClaimRetention), ClaimRetention.RETAIN);

export const CLAIMS = {
  claimLabels: labels(),
  claimAnnotations: annotations(),
  claimsWhenDeleted: retention(),
  claimsWhenScaled: retention(),
} satisfies RulesOf<ClaimProps>;

type Retention = Pick<WithDefaults<ClaimProps, typeof CLAIMS>, 'claimsWhenDeleted' | 'claimsWhenScaled'>;

/** What becomes of claims, as a StatefulSet says it. */
export function retentionOf({
  claimsWhenDeleted,
  claimsWhenScaled,
}: Retention): k8s.StatefulSetPersistentVolumeClaimRetentionPolicy {
  return { whenDeleted: claimsWhenDeleted, whenScaled: claimsWhenScaled };
}
