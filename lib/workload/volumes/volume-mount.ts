import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from '../../validation/errors';
import { normalPath } from '../../validation/paths';
import { Rule, RulesOf } from '../../validation/rules';
import { array, boolean, hinted, limited, required, string, struct } from '../../validation/types';

/** Where a container sees a volume of its pod. */
export interface VolumeMount {
  /** Name of the volume. */
  readonly name: string;

  /** Directory, or with `subPath` maybe a file, of the container. */
  readonly mountPath: string;

  /**
   * Directory or file of the volume that is mounted.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;

  /**
   * Whether the container can only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** A directory in a container; nothing can be mounted over all of its files. */
export const mountPath = () => limited(hinted("for example '/data'", string()), (errors, prop, path) => {
  if (!path.includes(':') && normalPath(path) !== '/') return;
  errors.add(prop, path, 'a directory of the container, not all of it, without a colon', "for example '/data'");
});

export const subPath = () => limited(string(), validateSubPath);

function validateSubPath(errors: ValidationErrors, prop: string, path: string): void {
  if (/^\/|(^|\/)\.\.(\/|$)/.test(path))
    errors.add(prop, path, 'a path within the volume', "leave out the first / and every '..'");
}

const MOUNT: RulesOf<VolumeMount> = {
  name: required(string()),
  mountPath: required(mountPath()),
  subPath: subPath(),
  readOnly: boolean(false),
};

export function mounts(): Rule<VolumeMount[], undefined> {
  return array(struct<VolumeMount>(MOUNT, "{ name: 'data', mountPath: '/data' }"));
}

export function mountsOf(mounts: VolumeMount[]): k8s.VolumeMount[] {
  return mounts.map(({ name, mountPath: path, subPath: sub, readOnly }) => ({
    name,
    mountPath: path,
    subPath: sub,
    readOnly,
  }));
}
