import type { k8s } from 'cdk8s-plus-27';
import { quantity } from './scalars';
import { ClaimTemplate } from '../kubernetes/claim-template';

/** The claim as a StatefulSet holds it. */
export function claimOf(claim: ClaimTemplate): k8s.KubePersistentVolumeClaimProps {
  return {
    ...claim.typed && { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
    metadata: metadataOf(claim),
    spec: {
      ...claim.spec,
      accessModes: claim.accessModes ?? claim.spec?.accessModes ?? ['ReadWriteOnce'],
      resources: resourcesOf(claim),
      storageClassName: claim.storageClassName ?? claim.spec?.storageClassName,
      volumeMode: claim.volumeMode ?? claim.spec?.volumeMode,
    },
  };
}

function metadataOf({ name, labels, annotations, metadata }: ClaimTemplate): k8s.ObjectMeta {
  return { ...metadata, name, labels: labels ?? metadata?.labels, annotations: annotations ?? metadata?.annotations };
}

function resourcesOf(claim: ClaimTemplate): k8s.ResourceRequirements {
  const other = claim.spec?.resources;
  return { ...other, requests: { ...other?.requests, storage: quantity(claim.size) } };
}
