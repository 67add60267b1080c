import { ValidationErrors } from '../../validation/errors';
import { isPathWithin, validateMountPaths } from '../../validation/paths';
import { validateDifferent } from '../../validation/values';
import { SidecarContainer, validateExtraContainers } from '../../workload/container/extra-containers';
import { OWN_VOLUMES } from '../naming/validate';
import type { Defaulted } from '../props';

const OWN_CONTAINERS = ['init', 'mysql', 'agent'];

const MYSQL_PORT = 3306;

/** What the container `mysql` has mounted already, and where its programs are. */
const OWN_PATHS = [
  '/scripts',
  '/var/lib/mysql',
  '/var/run/mysqld',
  '/run/mysqld',
  '/etc/mysql/conf.d',
  '/tmp',
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
];

/** Refuses containers and volumes that would come into the way of the server, or see what is not theirs. */
export function validatePodProps(errors: ValidationErrors, set: Defaulted): void {
  const extra = (set.extraVolumes ?? []).map(({ name }) => name);
  validateExtraContainers(errors, set, OWN_CONTAINERS, [...OWN_VOLUMES, set.volumeName, ...extra]);
  for (const list of ['sidecars', 'initContainers'] as const) {
    set[list]?.forEach((container, index) => validateContainer(errors, `${list}[${index}]`, container, set.volumeName));
  }
  validateVolumes(errors, set);
}

function validateContainer(
  errors: ValidationErrors,
  prop: string,
  { ports, volumeMounts }: SidecarContainer,
  data: string,
): void {
  ports?.forEach(({ port }, index) => {
    if (port === MYSQL_PORT)
      errors.add(
        `${prop}.ports[${index}].port`,
        port,
        'another port than that of mysqld',
        'all containers of a pod share its ports',
      );
  });
  volumeMounts?.forEach(({ name, readOnly }, index) => {
    const mount = `${prop}.volumeMounts[${index}]`;
    if (OWN_VOLUMES.includes(name)) {
      const hint =
        'the volumes of the construct hold passwords and tokens; ' +
        `use extraVolumes, or '${data}' with readOnly: true`;
      errors.add(`${mount}.name`, name, "the name of one of the extraVolumes, or of the server's data", hint);
    } else if (name === data && !readOnly) {
      errors.add(`${mount}.readOnly`, readOnly, `true where the volume is '${data}'`, 'only mysqld writes its data');
    }
  });
}

function validateVolumes(errors: ValidationErrors, { extraVolumes = [], volumeName }: Defaulted): void {
  const hint = `the volumes of the construct are called ${[volumeName, ...OWN_VOLUMES].join(', ')}`;
  validateDifferent(
    errors,
    'extraVolumes[].name',
    [...OWN_VOLUMES, volumeName, ...extraVolumes.map(({ name }) => name)],
    (name) => name,
    hint,
  );
  extraVolumes.forEach(({ mountPath }, index) => {
    const own = mountPath && OWN_PATHS.find((path) => isPathWithin(path, mountPath) || isPathWithin(mountPath, path));
    if (!own) return;
    errors.add(
      `extraVolumes[${index}].mountPath`,
      mountPath,
      `neither ${own}, nor a parent or subdirectory of it`,
      'the server has its files there; settings go into settings',
    );
  });
  validateMountPaths(errors, 'extraVolumes[].mountPath', extraVolumes, 'mount one volume at a path');
}
