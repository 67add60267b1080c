import type { k8s } from 'cdk8s-plus-27';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { ClaimTemplate } from '../parts/claim-template';
import { AppVolume } from './storage-options';

/** All volumes that pods keep, the one of `storage` first. */
export function volumesOf(props: StatefulWebAppProps): AppVolume[] {
  const { storage, mountPath, storageClassName, volumes = [] } = props;
  if (storage === undefined || mountPath === undefined) return volumes;
  return [{ name: 'data', size: storage, mountPath, storageClassName }, ...volumes];
}

/** Claim templates of the volumes; absent where there are none. */
export function claimsOf(props: StatefulWebAppProps): ClaimTemplate[] | undefined {
  const volumes = volumesOf(props);
  if (volumes.length === 0) return undefined;
  return volumes.map(({ name, size, storageClassName, accessModes, labels, annotations }) => ({
    name, size, storageClassName, accessModes, labels, annotations, typed: !props.plain,
  }));
}

/** Mounts of the volumes and of the scratch folders. */
export function mountsOf(props: StatefulWebAppProps): k8s.VolumeMount[] | undefined {
  const kept = volumesOf(props).map(({ name, mountPath, subPath, readOnly }) => ({ name, mountPath, subPath, readOnly }));
  const scratch = (props.scratch ?? []).map((mountPath, index) => ({ name: `scratch-${index}`, mountPath }));
  return kept.length + scratch.length > 0 ? [...kept, ...scratch] : undefined;
}

/** The scratch folders as volumes of the pod. */
export function scratchVolumesOf(props: StatefulWebAppProps): k8s.Volume[] | undefined {
  return props.scratch?.map((_, index) => ({ name: `scratch-${index}`, emptyDir: {} }));
}

/** What becomes of claims; absent where there are none. */
export function retentionOf(props: StatefulWebAppProps): k8s.StatefulSetPersistentVolumeClaimRetentionPolicy | undefined {
  const { claimsWhenDeleted, claimsWhenScaled, plain } = props;
  if (plain && claimsWhenDeleted === undefined && claimsWhenScaled === undefined) return undefined;
  if (volumesOf(props).length === 0) return undefined;
  const usual = plain ? undefined : 'Retain';
  return { whenDeleted: claimsWhenDeleted ?? usual, whenScaled: claimsWhenScaled ?? usual };
}
