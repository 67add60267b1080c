import { k8s } from 'cdk8s-plus-27';
import { checkDifferent, checkDnsLabel, checkPort, checkPortName, Problems } from './checks';
import { checkBytes, checkQuantity } from './checks-quantity';

/** Checks a pod with its containers; `claims` are names of volumes that stand outside of it. */
export function checkPod(problems: Problems, prop: string, pod: k8s.PodSpec, claims: string[]): void {
  const volumes = pod.volumes ?? [];
  const known = new Set([...claims, ...volumes.map((volume) => volume.name)]);
  volumes.forEach((volume, index) => checkDnsLabel(problems, `${prop}.volumes[${index}].name`, volume.name));
  checkDifferent(problems, `${prop}.volumes[].name`, volumes.map((volume) => volume.name));

  const inits = pod.initContainers ?? [];
  if (pod.containers.length === 0) problems.add(`${prop}.containers`, 'none', 'at least one container');
  inits.forEach((container, index) => checkContainer(problems, `${prop}.initContainers[${index}]`, container, known));
  pod.containers.forEach((container, index) => checkContainer(problems, `${prop}.containers[${index}]`, container, known));
  checkDifferent(problems, `${prop}.containers[].name`, [...inits, ...pod.containers].map((container) => container.name));
}

function checkContainer(problems: Problems, prop: string, container: k8s.Container, volumes: Set<string>): void {
  checkDnsLabel(problems, `${prop}.name`, container.name);
  checkImage(problems, `${prop}.image`, container.image);
  checkPorts(problems, `${prop}.ports`, container.ports ?? []);
  checkEnv(problems, `${prop}.env`, container.env ?? []);
  checkMounts(problems, prop, container, volumes);
  checkResources(problems, `${prop}.resources`, container.resources);
}

/** The name of an image, not empty and without blanks around it. */
export function checkImage(problems: Problems, prop: string, image: string | undefined): void {
  if (image && !/\s/.test(image)) return;
  problems.add(prop, image, 'the name of an image, without blanks', "for example 'nginx:1.27'");
}

function checkPorts(problems: Problems, prop: string, ports: k8s.ContainerPort[]): void {
  ports.forEach((port, index) => {
    checkPort(problems, `${prop}[${index}].containerPort`, port.containerPort);
    checkPort(problems, `${prop}[${index}].hostPort`, port.hostPort);
    checkPortName(problems, `${prop}[${index}].name`, port.name);
  });
  checkDifferent(problems, `${prop}[].name`, ports.map((port) => port.name));
  checkDifferent(problems, `${prop}[].containerPort`, ports.map((port) => `${port.containerPort}/${port.protocol ?? 'TCP'}`));
}

function checkEnv(problems: Problems, prop: string, env: k8s.EnvVar[]): void {
  env.forEach((variable, index) => {
    if (!/^[ -<>-~]+$/.test(variable.name)) problems.add(`${prop}[${index}].name`, variable.name, 'printable ASCII without =');
    if (variable.value !== undefined && variable.valueFrom) {
      problems.add(`${prop}[${index}]`, variable.name, 'given by a value or by a source, not by both');
    }
  });
  checkDifferent(problems, `${prop}[].name`, env.map((variable) => variable.name), 'the last one would win silently');
}

function checkMounts(problems: Problems, prop: string, container: k8s.Container, volumes: Set<string>): void {
  const mounts = container.volumeMounts ?? [];
  const devices = container.volumeDevices ?? [];
  for (const mount of [...mounts, ...devices]) {
    if (volumes.has(mount.name)) continue;
    const repair = volumes.size > 0 ? `there are ${[...volumes].join(', ')}` : 'there are none';
    problems.add(`${prop}.volumeMounts`, mount.name, 'names of volumes or claims of the pod', repair);
  }
  checkDifferent(problems, `${prop}.volumeMounts[].mountPath`, mounts.map((mount) => mount.mountPath));
}

function checkResources(problems: Problems, prop: string, resources: k8s.ResourceRequirements | undefined): void {
  for (const side of ['requests', 'limits'] as const) {
    for (const [resource, quantity] of Object.entries(resources?.[side] ?? {})) {
      const check = resource === 'memory' ? checkBytes : checkQuantity;
      check(problems, `${prop}.${side}.${resource}`, quantity.value);
    }
  }
}
