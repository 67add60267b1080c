import type { k8s } from 'cdk8s-plus-27';
import { quantity } from './scalars';
import { checkAnnotations, checkDifferent, checkDnsLabel, checkLabels, checkOneOf, Problems } from './checks';
import { checkBytes } from './checks-quantity';
import { ClaimTemplate } from './claim-template';

/** The claim as a StatefulSet holds it; `typed` adds what the API server would add. */
export function claimOf(claim: ClaimTemplate): k8s.KubePersistentVolumeClaimProps {
  return {
    ...claim.typed && { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
    metadata: { name: claim.name, labels: claim.labels, annotations: claim.annotations },
    spec: {
      ...claim.spec,
      accessModes: claim.accessModes ?? claim.spec?.accessModes ?? ['ReadWriteOnce'],
      resources: resourcesOf(claim),
      storageClassName: claim.storageClassName ?? claim.spec?.storageClassName,
      volumeMode: claim.volumeMode ?? claim.spec?.volumeMode ?? (claim.typed ? 'Filesystem' : undefined),
    },
  };
}

function resourcesOf(claim: ClaimTemplate): k8s.ResourceRequirements {
  const other = claim.spec?.resources;
  return { ...other, requests: { ...other?.requests, storage: quantity(claim.size) } };
}

/** Checks names, sizes, labels and modes of claims. */
export function checkClaims(problems: Problems, claims: ClaimTemplate[]): void {
  claims.forEach((claim, index) => checkClaim(problems.at('claims', index), claim));
  checkDifferent(problems, 'claims[].name', claims, (claim) => claim.name);
}

function checkClaim(problems: Problems, claim: ClaimTemplate): void {
  checkDnsLabel(problems, 'name', claim.name);
  checkBytes(problems, 'size', claim.size);
  checkLabels(problems, 'labels', claim.labels);
  checkAnnotations(problems, 'annotations', claim.annotations);
  checkOneOf(problems, 'volumeMode', claim.volumeMode, ['Filesystem', 'Block']);
  if (claim.accessModes?.length === 0) problems.add('accessModes', [], 'at least one', "leave it out for ['ReadWriteOnce']");
  for (const mode of claim.accessModes ?? []) checkOneOf(problems, 'accessModes', mode, ACCESS_MODES);
}

export const ACCESS_MODES = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'];
