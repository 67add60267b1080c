import type { k8s } from 'cdk8s-plus-27';
import { ClaimTemplate } from '../../kubernetes/claim-template';
import { retentionOf } from '../../workload/claims';
import { extraMountsOf, extraVolumesOf } from '../../workload/volumes/extra-volumes';
import { mountsOf, VolumeMount } from '../../workload/volumes/volume-mount';
import type { Resolved } from '../defaults';
import { keptVolumesOf } from './kept-volumes';
import { AppStorageProps, AppVolume } from './props';

/** Claim templates of the volumes, and what becomes of the claims; absent where there are none. */
export function claimsOf(app: Resolved) {
  const volumes = keptVolumesOf(app);
  if (volumes.length === 0) return undefined;
  return {
    claims: volumes.map((volume) => claimOf(app, volume)),
    persistentVolumeClaimRetentionPolicy: retentionOf(app),
  };
}

function claimOf({ claimLabels, claimAnnotations }: Resolved, volume: AppVolume): ClaimTemplate {
  const { name, size, storageClassName, accessModes } = volume;
  return {
    name,
    size: size.asString(),
    storageClassName,
    accessModes,
    labels: both(claimLabels, volume.labels),
    annotations: both(claimAnnotations, volume.annotations),
    typed: true,
    volumeMode: 'Filesystem',
  };
}

type Texts = { [key: string]: string };

function both(texts?: Texts, more?: Texts): Texts | undefined {
  return texts || more ? { ...texts, ...more } : undefined;
}

function emptyDirsOf({ emptyDirs = [] }: AppStorageProps): VolumeMount[] {
  return emptyDirs.map((mountPath, index) => ({ name: `scratch-${index}`, mountPath }));
}

/** Where the app's container sees its volumes. */
export function appMountsOf(app: AppStorageProps): VolumeMount[] {
  return [...keptVolumesOf(app), ...emptyDirsOf(app), ...extraMountsOf(app.extraVolumes)];
}

/** The same as Kubernetes writes it; absent where there are none. */
export function volumeMountsOf(app: AppStorageProps): k8s.VolumeMount[] | undefined {
  const mounts = mountsOf(appMountsOf(app));
  return mounts.length > 0 ? mounts : undefined;
}

/** Volumes of the pod itself; absent where there are none. */
export function podVolumesOf(app: AppStorageProps): k8s.Volume[] | undefined {
  const emptyDirs = emptyDirsOf(app).map(({ name }) => ({ name, emptyDir: {} }));
  const volumes = [...emptyDirs, ...extraVolumesOf(app.extraVolumes)];
  return volumes.length > 0 ? volumes : undefined;
}

/** Names of all volumes that a container may mount. */
export function volumeNamesOf(app: AppStorageProps): string[] {
  return [...keptVolumesOf(app), ...podVolumesOf(app) ?? []].map(({ name }) => name);
}
