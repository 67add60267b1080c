import { ClaimTemplate } from '../../kubernetes/claim-template';
import { retentionOf } from '../../workload/claims';
import { Resolved } from '../defaults';

/** The claim template of the data, and what becomes of the claims. */
export function claimsOf(set: Resolved) {
  return { claims: set.ephemeral ? undefined : [claimOf(set)], persistentVolumeClaimRetentionPolicy: retentionOf(set) };
}

/**
 * Without the labels of all objects: the controller adds those of the selector, and a template can never be changed.
 */
function claimOf(set: Resolved): ClaimTemplate {
  const { volumeName: name, storage, storageClassName, claimLabels: labels, claimAnnotations: annotations } = set;
  return {
    name,
    size: storage.asString(),
    storageClassName,
    labels,
    annotations,
    typed: true,
    volumeMode: 'Filesystem',
  };
}
