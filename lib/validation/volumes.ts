import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from './errors';
import { validateOneOf } from './values';

const HOST_PATHS = [
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** A volume as the API server takes it. */
export function validateVolumeSource(errors: ValidationErrors, prop: string, volume: k8s.Volume): void {
  const { hostPath, configMap, secret } = volume;
  const sources = Object.entries(volume).filter(([field, value]) => field !== 'name' && value !== undefined);
  if (sources.length > 1)
    errors.add(prop, sources.map(([field]) => field), 'a volume of one source', 'make a volume for each of them');
  validateOneOf(errors, `${prop}.hostPath.type`, hostPath?.type || undefined, HOST_PATHS);
  if (typeof hostPath?.path === 'string' && hostPath.path.split('/').includes('..'))
    errors.add(`${prop}.hostPath.path`, hostPath.path, "a path without '..'", 'write where it leads');
  for (const [field, files] of Object.entries({ configMap, secret })) {
    files?.items?.forEach(({ path }, index) => {
      if (typeof path === 'string') validateFilePath(errors, `${prop}.${field}.items[${index}].path`, path);
    });
  }
}

/** A file of a volume. */
export function validateFilePath(errors: ValidationErrors, prop: string, path: string): void {
  if (path !== '' && !path.startsWith('/') && !path.startsWith('..') && !path.split('/').includes('..')) return;
  errors.add(prop, path, 'a path within the volume', "for example 'server.crt', without '..' and a / at its beginning");
}
