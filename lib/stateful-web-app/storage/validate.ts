import { ValidationErrors } from '../../validation/errors';
import { validateMountPaths } from '../../validation/paths';
import { validateDifferent } from '../../validation/values';
import { AppStorageProps } from './props';
import { appMountsOf, volumeNamesOf } from './storage';

/** What props of storage say together. */
export function validateStorage(errors: ValidationErrors, app: AppStorageProps): void {
  const { storage, mountPath } = app;
  if (storage && !mountPath) errors.add('mountPath', undefined, 'given with storage', "for example '/data'");
  if (mountPath && !storage) errors.add('storage', undefined, 'given with mountPath', 'for example Size.gibibytes(10)');
  const hint =
    "that of storage is called 'data', those of emptyDirs 'scratch-0' and so on: give each volume a name of its own";
  validateDifferent(errors, 'volumes[].name, extraVolumes[].name', volumeNamesOf(app), (name) => name, hint);
  validateMountPaths(errors, 'mountPath', appMountsOf(app), 'use one directory a volume');
}
