import type { k8s } from 'cdk8s-plus-27';
import { apiValue } from './api-values';
import { validateEnv } from './env';
import { ValidationErrors } from './errors';
import { validateImage } from './images';
import { validateDnsLabel } from './names';
import { validateMountPaths } from './paths';
import { validateMemory, validateQuantity } from './quantities';
import { validateScheduling } from './scheduling';
import { validateArgument } from './text';
import { validateDifferent, validatePort, validatePortName } from './values';
import { validateVolumeSource } from './volumes';

const EXAMPLE = "{ containers: [{ name: '…', image: '…' }] }";

/** Parts of a pod, which are laid over another one. */
export const POD_PARTS = apiValue<k8s.PodSpec>('PodSpec', EXAMPLE, validateParts, false);

/** A whole pod. */
export const POD = apiValue<k8s.PodSpec>('PodSpec', EXAMPLE, validateParts);

const nameOf = (item: { readonly name?: string }) => item.name;

function validateParts(errors: ValidationErrors, prop: string, pod: k8s.PodSpec): void {
  const { volumes = [], initContainers = [], containers = [] } = pod;
  volumes.forEach((volume, index) => {
    validateDnsLabel(errors, `${prop}.volumes[${index}].name`, volume.name);
    validateVolumeSource(errors, `${prop}.volumes[${index}]`, volume);
  });
  validateDifferent(errors, `${prop}.volumes[].name`, volumes, nameOf);
  initContainers.forEach((container, index) =>
    validateContainer(errors.at(`${prop}.initContainers`, index), container),
  );
  containers.forEach((container, index) => validateContainer(errors.at(`${prop}.containers`, index), container));
  validateDifferent(errors, `${prop}.containers[].name`, [...initContainers, ...containers], nameOf);
  validateScheduling(errors, prop, pod);
}

function validateContainer(errors: ValidationErrors, container: k8s.Container): void {
  if (container.name !== undefined) validateDnsLabel(errors, 'name', container.name);
  if (container.image !== undefined) validateImage(errors, 'image', container.image);
  validatePorts(errors, container.ports ?? []);
  validateEnv(errors, container.env ?? []);
  for (const prop of ['command', 'args'] as const) {
    container[prop]?.forEach((word, index) => validateArgument(errors, `${prop}[${index}]`, word));
  }
  validateMountPaths(errors, 'volumeMounts[].mountPath', container.volumeMounts ?? []);
  validateAmounts(errors, 'resources.requests', container.resources?.requests);
  validateAmounts(errors, 'resources.limits', container.resources?.limits);
}

function validatePorts(errors: ValidationErrors, ports: k8s.ContainerPort[]): void {
  ports.forEach((port, index) => {
    const here = errors.at('ports', index);
    validatePort(here, 'containerPort', port.containerPort);
    validatePort(here, 'hostPort', port.hostPort || undefined);
    validatePortName(here, 'name', port.name || undefined);
  });
  validateDifferent(errors, 'ports[].name', ports, nameOf);
  validateDifferent(
    errors,
    'ports[].containerPort',
    ports,
    (port) => `${port.containerPort}/${port.protocol || 'TCP'}`,
  );
}

function validateAmounts(
  errors: ValidationErrors,
  prop: string,
  amounts: { [resource: string]: k8s.Quantity } | undefined,
): void {
  for (const resource in amounts) {
    const validate = resource === 'memory' ? validateMemory : validateQuantity;
    validate(errors, `${prop}.${resource}`, amountOf(amounts[resource]));
  }
}

/** In the API's own form, or in that of the types. */
function amountOf(amount: k8s.Quantity | string | number): string | number | undefined {
  return typeof amount === 'object' ? amount.value : amount;
}

/** Checks what a pod needs as a whole; `claims` are names of volumes that stand outside of it. */
export function validatePod(errors: ValidationErrors, prop: string, pod: k8s.PodSpec, claims: string[]): void {
  const { volumes = [], initContainers = [], containers = [] } = pod;
  if (containers.length === 0) {
    const hint = "write containers: [{ name: '…', image: '…' }]";
    errors.add(`${prop}.containers`, 'none', 'at least one container', hint);
  }
  const known = new Set([...claims, ...volumes.map(({ name }) => name)]);
  for (const [list, some] of Object.entries({ initContainers, containers })) {
    some.forEach((container, index) => validateWhole(errors.at(`${prop}.${list}`, index), container, known));
  }
}

function validateWhole(
  errors: ValidationErrors,
  { image, volumeMounts = [], volumeDevices = [] }: k8s.Container,
  volumes: Set<string>,
): void {
  if (image === undefined) validateImage(errors, 'image', image);
  for (const mount of volumeMounts) validateVolume(errors, 'volumeMounts', mount.name, volumes);
  for (const device of volumeDevices) validateVolume(errors, 'volumeDevices', device.name, volumes);
}

function validateVolume(errors: ValidationErrors, prop: string, name: string, volumes: Set<string>): void {
  if (volumes.has(name)) return;
  const known = volumes.size > 0 ? `there are ${[...volumes].join(', ')}` : 'there are none';
  const hint = `${known}; a volume that a JSON patch adds needs an entry of its name in pod.volumes`;
  errors.add(prop, name, 'names of volumes or claims of the pod', hint);
}
