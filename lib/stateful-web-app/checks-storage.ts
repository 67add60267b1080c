import { checkAnnotations, checkDifferent, checkDnsLabel, checkLabels, checkOneOf, Problems } from '../parts/checks';
import { checkBytes } from '../parts/checks-quantity';
import { checkReferences } from '../parts/checks-references';
import { ACCESS_MODES } from '../parts/claims';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { mountsOf, scratchVolumesOf, volumesOf } from './storage';
import { AppVolume, ClaimRetention } from './storage-options';

/** Checks where the app keeps data. */
export function checkStorage(problems: Problems, props: StatefulWebAppProps): void {
  checkBytes(problems, 'storage', props.storage);
  if (props.storage !== undefined && props.mountPath === undefined) problems.add('mountPath', undefined, 'given with storage', "for example '/data'");
  if (props.storage === undefined && props.mountPath !== undefined) problems.add('storage', undefined, 'given with mountPath', "for example '10Gi'");
  checkFolder(problems, 'mountPath', props.mountPath);
  props.scratch?.forEach((folder, index) => checkFolder(problems, `scratch[${index}]`, folder));
  props.volumes?.forEach((volume, index) => checkVolume(problems.at('volumes', index), volume));
  checkDifferent(problems, 'volumes[].name', volumesOf(props), ({ name }) => name, "the one of storage is called 'data': give each volume a name of its own");
  checkScratchNames(problems, props);
  checkDifferent(problems, 'mountPath', mountsOf(props) ?? [], (mount) => mount.mountPath, 'mount one volume in a folder');
  for (const prop of ['claimsWhenDeleted', 'claimsWhenScaled'] as const) checkOneOf(problems, prop, props[prop], Object.values(ClaimRetention));
}

/** A folder in a container; nothing can be mounted over all of its files. */
function checkFolder(problems: Problems, prop: string, folder: string | undefined): void {
  if (folder === undefined || (!folder.includes(':') && !/^[/.]*$/.test(folder))) return;
  problems.add(prop, folder, 'a folder of the container, not all of it, without a colon', "for example '/data'");
}

function checkScratchNames(problems: Problems, props: StatefulWebAppProps): void {
  const taken = new Set(scratchVolumesOf(props)?.map(({ name }) => name));
  props.volumes?.forEach(({ name }, index) => {
    if (!taken.has(name)) return;
    problems.add(`volumes[${index}].name`, name, 'another name than those of the scratch folders', `there are ${[...taken].join(', ')}: give the volume a name of its own`);
  });
}

function checkVolume(problems: Problems, volume: AppVolume): void {
  const { name, size, mountPath, subPath, storageClassName, accessModes, labels, annotations } = volume;
  checkDnsLabel(problems, 'name', name);
  checkBytes(problems, 'size', size);
  checkFolder(problems, 'mountPath', mountPath);
  if (/^\/|(^|\/)\.\.(\/|$)/.test(subPath ?? '')) problems.add('subPath', subPath, 'a path within the volume', "leave out the first / and every '..'");
  checkReferences(problems, { storageClassName });
  if (accessModes?.length === 0) problems.add('accessModes', [], 'at least one', "leave it out for ['ReadWriteOnce']");
  accessModes?.forEach((mode, index) => checkOneOf(problems, `accessModes[${index}]`, mode, ACCESS_MODES));
  checkLabels(problems, 'labels', labels);
  checkAnnotations(problems, 'annotations', annotations);
}
