import { posix } from 'path';
import { ValidationErrors } from './errors';
import { validateDifferent } from './values';

/** Where a path of a container leads: `/data`, `/data/`, `//data` and `/data/.` are one directory. */
export function normalPath(path: string): string {
  return posix.join('/', path, '.').replace(/(.)\/$/, '$1');
}

/** Whether a path is a directory, or leads into it. */
export function isPathWithin(path: string, directory: string): boolean {
  const outer = normalPath(directory);
  return outer === '/' || `${normalPath(path)}/`.startsWith(`${outer}/`);
}

/** A mount over another one hides its files: what is written there is lost with the upper one. */
export function validateMountPaths(
  errors: ValidationErrors,
  prop: string,
  mounts: Array<{ readonly mountPath?: unknown }>,
  hint?: string,
): void {
  const pathOf = ({ mountPath }: { readonly mountPath?: unknown }) =>
    typeof mountPath === 'string' && mountPath !== '' ? normalPath(mountPath) : undefined;
  validateDifferent(errors, prop, mounts, pathOf, hint);
}
