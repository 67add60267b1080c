import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkDifferent, checkDnsLabel, checkLabels, checkPort, checkPortName, checkServiceName, Problems } from './checks';
import { checkMetadata, hostWithin, metadataOf } from './object';
import { ObjectProps } from './object-props';
import { refuseDuplicates } from './unique';
import { wire } from './wire';

/** Settings of a Service. */
export interface ServiceProps extends ObjectProps {
  /**
   * Labels of the pods behind the Service.
   *
   * @default - no selector is written, so endpoints are made by other means
   */
  readonly selector?: { [key: string]: string };

  /**
   * Ports of the Service; where there are several, each needs a name.
   *
   * @default - none
   */
  readonly ports?: k8s.ServicePort[];

  /**
   * Whether the name leads to the pods themselves, each with a host name of its own, instead of to one balanced address.
   *
   * @default false
   */
  readonly headless?: boolean;

  /**
   * Whether DNS lists pods before they are ready, so that members of a cluster can find each other.
   *
   * @default - not written, so only ready pods are listed
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Anything else that the API knows of a Service; the props above win.
   *
   * @default - nothing else
   */
  readonly spec?: k8s.ServiceSpec;
}

/** A stable name for pods: one balanced address, or, headless, a host name for each pod. */
export class Service extends ApiObject {
  /** DNS name for clients: short within the namespace, with the namespace where the chart states one. */
  public readonly host: string;

  private readonly headless: boolean;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    const spec = specOf(props);
    const written = wire(spec);
    const headless = isHeadless(written);
    check(new Problems('Service', scope, id), props, spec, headless);

    super(scope, id, { apiVersion: 'v1', kind: 'Service', metadata: metadataOf(props), spec: written });
    refuseDuplicates(this);

    this.host = hostWithin(this, props.name, props.namespace);
    this.headless = headless;
  }

  /**
   * DNS name of one pod behind a headless Service.
   *
   * @param pod name of the pod, as `web-0`
   */
  public hostOf(pod: string): string {
    if (!this.headless) throw new Error(`Service '${this.node.path}' has no host names of pods: make it headless`);
    return `${pod}.${this.host}`;
  }
}

function specOf(props: ServiceProps): k8s.ServiceSpec {
  return {
    ...props.spec,
    ports: props.ports ?? props.spec?.ports,
    selector: props.selector ?? props.spec?.selector,
    clusterIp: props.headless ? 'None' : props.spec?.clusterIp,
    publishNotReadyAddresses: props.publishNotReadyAddresses ?? props.spec?.publishNotReadyAddresses,
  };
}

function isHeadless(written: k8s.ServiceSpec): boolean {
  return (written as { clusterIP?: string }).clusterIP === 'None';
}

function check(problems: Problems, props: ServiceProps, spec: k8s.ServiceSpec, headless: boolean): void {
  checkServiceName(problems, 'name', props.name);
  checkMetadata(problems, props);
  checkLabels(problems, 'selector', spec.selector);
  checkPorts(problems, spec.ports ?? []);
  const needsPorts = !headless && spec.type !== 'ExternalName';
  if (needsPorts && !spec.ports?.length) problems.add('ports', 'none', 'at least one port, unless the Service is headless or an ExternalName', 'add the port of the pods');
  problems.throwIfAny();
}

function checkPorts(problems: Problems, ports: k8s.ServicePort[]): void {
  ports.forEach((port, index) => checkServicePort(problems.at('ports', index), port, ports.length > 1));
  checkDifferent(problems, 'ports[].name', ports, (port) => port.name);
  checkDifferent(problems, 'ports[].port', ports, (port) => `${port.port}/${port.protocol ?? 'TCP'}`);
}

function checkServicePort(problems: Problems, port: k8s.ServicePort, needsName: boolean): void {
  checkPort(problems, 'port', port.port);
  checkPort(problems, 'nodePort', port.nodePort || undefined);
  if (port.name) checkDnsLabel(problems, 'name', port.name);
  else if (needsName) problems.add('name', undefined, 'given where there are several ports', 'name each port');
  const target = port.targetPort?.value;
  if (typeof target === 'number') checkPort(problems, 'targetPort', target || undefined);
  else checkPortName(problems, 'targetPort', target || undefined);
}
