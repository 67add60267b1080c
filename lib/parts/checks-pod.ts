import type { k8s } from 'cdk8s-plus-27';
import { checkDifferent, checkDnsLabel, checkPort, checkPortName, Problems } from './checks';
import { checkEnv } from './checks-env';
import { checkImage } from './checks-image';
import { checkMemory, checkQuantity } from './checks-quantity';
import { checkText } from './checks-text';

/** Checks the prop `pod` with its containers; `claims` are names of volumes that stand outside of it. */
export function checkPod(problems: Problems, pod: k8s.PodSpec, claims: string[]): void {
  const { volumes = [], initContainers = [], containers } = pod;
  const known = new Set([...claims, ...volumes.map((volume) => volume.name)]);
  volumes.forEach((volume, index) => checkDnsLabel(problems.at('pod.volumes', index), 'name', volume.name));
  checkDifferent(problems, 'pod.volumes[].name', volumes, nameOf);

  if (containers.length === 0) problems.add('pod.containers', 'none', 'at least one container', "write containers: [{ name: '…', image: '…' }]");
  initContainers.forEach((container, index) => checkContainer(problems.at('pod.initContainers', index), container, known));
  containers.forEach((container, index) => checkContainer(problems.at('pod.containers', index), container, known));
  checkDifferent(problems, 'pod.containers[].name', [...initContainers, ...containers], nameOf);
}

const nameOf = (item: { readonly name?: string }) => item.name;

function checkContainer(problems: Problems, container: k8s.Container, volumes: Set<string>): void {
  checkDnsLabel(problems, 'name', container.name);
  checkImage(problems, 'image', container.image);
  checkPorts(problems, container.ports ?? []);
  checkEnv(problems, container.env ?? []);
  for (const word of [...container.command ?? [], ...container.args ?? []]) checkText(problems, 'command', word);
  checkMounts(problems, container, volumes);
  checkAmounts(problems, 'resources.requests', container.resources?.requests);
  checkAmounts(problems, 'resources.limits', container.resources?.limits);
}

function checkPorts(problems: Problems, ports: k8s.ContainerPort[]): void {
  ports.forEach((port, index) => {
    const here = problems.at('ports', index);
    checkPort(here, 'containerPort', port.containerPort);
    checkPort(here, 'hostPort', port.hostPort || undefined);
    checkPortName(here, 'name', port.name);
  });
  checkDifferent(problems, 'ports[].name', ports, nameOf);
  checkDifferent(problems, 'ports[].containerPort', ports, (port) => `${port.containerPort}/${port.protocol ?? 'TCP'}`);
}

function checkMounts(problems: Problems, container: k8s.Container, volumes: Set<string>): void {
  const { volumeMounts = [], volumeDevices = [] } = container;
  for (const mount of volumeMounts) checkVolume(problems, 'volumeMounts', mount.name, volumes);
  for (const device of volumeDevices) checkVolume(problems, 'volumeDevices', device.name, volumes);
  checkDifferent(problems, 'volumeMounts[].mountPath', volumeMounts, (mount) => mount.mountPath);
}

function checkVolume(problems: Problems, prop: string, name: string, volumes: Set<string>): void {
  if (volumes.has(name)) return;
  problems.add(prop, name, 'names of volumes or claims of the pod',
    `${volumes.size > 0 ? `there are ${[...volumes].join(', ')}` : 'there are none'}; a volume that a JSON patch adds needs an entry of its name in pod.volumes`);
}

function checkAmounts(problems: Problems, prop: string, amounts: { [resource: string]: k8s.Quantity } | undefined): void {
  for (const resource in amounts) {
    const check = resource === 'memory' ? checkMemory : checkQuantity;
    check(problems, `${prop}.${resource}`, amounts[resource].value);
  }
}
