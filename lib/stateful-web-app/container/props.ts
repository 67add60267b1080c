import { dnsLabel, port, portName } from '../../validation/limits';
import { Named, RulesOf } from '../../validation/rules';
import { ContainerPort, ports } from '../../workload/container/port';
import { Probe, probe } from '../../workload/container/probe';
import { CONTAINER, ContainerProps } from '../../workload/container/props';

/** What runs in the app's container. */
export interface AppContainerProps extends ContainerProps {
  /**
   * Name of the container.
   *
   * @default - the name of the app
   */
  readonly containerName?: string;

  /**
   * The port that the app listens on.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Name of `port`.
   *
   * @default 'http'
   */
  readonly portName?: string;

  /**
   * More ports, beside `port`.
   *
   * @default - none
   */
  readonly extraPorts?: ContainerPort[];
}

export const APP_CONTAINER = {
  ...CONTAINER,
  readinessProbe: probe(() => Probe.tcp(), Infinity),
  containerName: dnsLabel(({ name }: Named) => name),
  port: port(8080),
  portName: portName('http'),
  extraPorts: ports(),
} satisfies RulesOf<AppContainerProps>;
