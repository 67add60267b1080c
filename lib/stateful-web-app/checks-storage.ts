import { checkAnnotations, checkDifferent, checkDnsLabel, checkLabels, checkOneOf, Problems } from '../parts/checks';
import { checkBytes } from '../parts/checks-quantity';
import { checkReferences } from '../parts/checks-references';
import { ACCESS_MODES } from '../parts/claims';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { mountsOf, volumesOf } from './storage';
import { AppVolume, ClaimRetention } from './storage-options';

/** Checks where the app keeps data. */
export function checkStorage(problems: Problems, props: StatefulWebAppProps): void {
  checkBytes(problems, 'storage', props.storage);
  if (props.storage !== undefined && props.mountPath === undefined) problems.add('mountPath', undefined, 'given with storage', "for example '/data'");
  if (props.storage === undefined && props.mountPath !== undefined) problems.add('storage', undefined, 'given with mountPath', "for example '10Gi'");
  props.volumes?.forEach((volume, index) => checkVolume(problems.at('volumes', index), volume));
  checkDifferent(problems, 'volumes[].name', volumesOf(props), ({ name }) => name, "the one of storage is called 'data': give each volume a name of its own");
  checkDifferent(problems, 'mountPath', mountsOf(props) ?? [], (mount) => mount.mountPath, 'mount one volume in a folder');
  for (const prop of ['claimsWhenDeleted', 'claimsWhenScaled'] as const) checkOneOf(problems, prop, props[prop], Object.values(ClaimRetention));
}

function checkVolume(problems: Problems, { name, size, subPath, storageClassName, accessModes = [], labels, annotations }: AppVolume): void {
  checkDnsLabel(problems, 'name', name);
  checkBytes(problems, 'size', size);
  if (/^\/|(^|\/)\.\.(\/|$)/.test(subPath ?? '')) problems.add('subPath', subPath, 'a path within the volume', "leave out the first / and every '..'");
  checkReferences(problems, { storageClassName });
  accessModes.forEach((mode, index) => checkOneOf(problems, `accessModes[${index}]`, mode, ACCESS_MODES));
  checkLabels(problems, 'labels', labels);
  checkAnnotations(problems, 'annotations', annotations);
}
