import type { k8s } from 'cdk8s-plus-27';
import { WithDefaults } from '../../validation/rules';
import { variablesOf } from './env-value';
import { lifecycleOf } from './lifecycle';
import { ContainerPort } from './port';
import { probeOf } from './probe';
import { CONTAINER, ContainerProps } from './props';
import { resourcesOf } from './resources';
import { containerSecurityOf } from './security';

/** A container with every default; its probes ask the first of its ports. */
export function containerOf(
  name: string,
  props: WithDefaults<ContainerProps, typeof CONTAINER>,
  ports: ContainerPort[],
): k8s.Container {
  const first = ports[0]?.port;
  return {
    name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy,
    command: props.command,
    args: props.args,
    ports:
      ports.length > 0
        ? ports.map((port) => ({ name: port.name, containerPort: port.port, protocol: port.protocol }))
        : undefined,
    env: variablesOf(props.env),
    envFrom: envFromOf(props),
    readinessProbe: probeOf(props.readinessProbe, first),
    livenessProbe: probeOf(props.livenessProbe, first),
    startupProbe: probeOf(props.startupProbe, first),
    lifecycle: lifecycleOf(props),
    resources: resourcesOf(props),
    securityContext: containerSecurityOf(props),
  };
}

function envFromOf({ envFromSecrets = [], envFromConfigMaps = [] }: ContainerProps): k8s.EnvFromSource[] | undefined {
  const configMaps = envFromConfigMaps.map((name) => ({ configMapRef: { name } }));
  const secrets = envFromSecrets.map((name) => ({ secretRef: { name } }));
  return configMaps.length + secrets.length > 0 ? [...configMaps, ...secrets] : undefined;
}
