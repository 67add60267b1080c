import type { k8s } from 'cdk8s-plus-27';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { AppPort } from './container-options';
import { Probe } from './probe';
import { resourcesOf } from './resources';
import { containerSecurityOf } from './security';
import { mountsOf } from './storage';

/** All ports of the app, `port` first. */
export function portsOf(props: StatefulWebAppProps): AppPort[] {
  return [{ name: props.portName ?? 'http', port: props.port ?? 8080 }, ...props.morePorts ?? []];
}

/** The app's container; what was not asked for, by a prop or a default, is absent. */
export function containerOf(props: StatefulWebAppProps, name: string): k8s.Container {
  const ports = portsOf(props);
  const probe = (asked?: Probe) => asked?._toKube(ports[0].port);
  return {
    name: props.containerName ?? name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy,
    command: props.command,
    args: props.args,
    ports: ports.map((port) => ({ name: port.name, containerPort: port.port, protocol: port.protocol })),
    env: props.env && Object.entries(props.env).map(([variable, value]) => value._toKube(variable)),
    envFrom: envFromOf(props),
    readinessProbe: probe(props.readinessProbe ?? (props.plain ? undefined : Probe.tcp())),
    livenessProbe: probe(props.livenessProbe),
    startupProbe: probe(props.startupProbe),
    lifecycle: props.preStop && { preStop: { exec: { command: props.preStop } } },
    resources: resourcesOf(props),
    securityContext: containerSecurityOf(props),
    volumeMounts: mountsOf(props),
  };
}

function envFromOf({ envFromSecrets = [], envFromConfigMaps = [] }: StatefulWebAppProps): k8s.EnvFromSource[] | undefined {
  const configMaps = envFromConfigMaps.map((name) => ({ configMapRef: { name } }));
  const secrets = envFromSecrets.map((name) => ({ secretRef: { name } }));
  return configMaps.length + secrets.length > 0 ? [...configMaps, ...secrets] : undefined;
}
