import { AppStorageProps, AppVolume } from './props';

/** All volumes that pods keep, the one of `storage` first. */
export function keptVolumesOf({ storage, mountPath, storageClassName, volumes = [] }: AppStorageProps): AppVolume[] {
  if (storage === undefined || mountPath === undefined) return volumes;
  return [{ name: 'data', size: storage, mountPath, storageClassName }, ...volumes];
}
