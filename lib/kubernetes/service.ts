import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { apiValue } from '../validation/api-values';
import { validateArguments } from '../validation/arguments';
import { ValidationErrors } from '../validation/errors';
import { labels } from '../validation/limits';
import { validateDnsLabel, validateDnsSubdomain, validateLabels, validateServiceName } from '../validation/names';
import { RulesOf } from '../validation/rules';
import { boolean } from '../validation/types';
import { validateDifferent, validatePort, validatePortName } from '../validation/values';
import { KubernetesObject } from '../private/kubernetes-object';
import { hostWithin, metadataOf } from '../private/metadata';
import { OBJECT, ObjectProps } from './object-props';

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
   * Whether the name leads to the pods themselves, each with a host name of its own, instead of to one balanced
   * address.
   *
   * @default false
   */
  readonly headless?: boolean;

  /**
   * Whether DNS lists pods before they are ready, so that the servers of a database can find each other.
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

const PORTS = apiValue<k8s.ServicePort[]>('[ServicePort', '[{ port: 80 }]', validatePorts);
const SPEC = apiValue<k8s.ServiceSpec>(
  'ServiceSpec',
  "{ type: 'LoadBalancer' }",
  (errors, prop, { ports, selector }) => {
    validatePorts(errors, `${prop}.ports`, ports ?? []);
    validateLabels(errors, `${prop}.selector`, selector);
  },
);

const RULES = {
  ...OBJECT, selector: labels(), ports: PORTS, headless: boolean(), publishNotReadyAddresses: boolean(), spec: SPEC,
} satisfies RulesOf<ServiceProps>;

/** A stable name for pods: one balanced address, or, headless, a host name for each pod. */
export class Service extends KubernetesObject {
  /** DNS name for clients: short within the namespace, with the namespace where the chart states one. */
  public readonly host: string;

  private readonly headless: boolean;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    validateArguments('Service', scope, id, props, RULES, validate);
    const spec = specOf(props);

    super(scope, id, { apiVersion: 'v1', kind: 'Service', metadata: metadataOf(props), spec });

    this.host = hostWithin(this, props.name, props.namespace);
    this.headless = isHeadless(spec);
  }

  /**
   * DNS name of one pod behind a headless Service.
   *
   * @param pod name of the pod, as `web-0`
   */
  public hostOf(pod: string): string {
    const errors = new ValidationErrors('Service', this);
    validateDnsSubdomain(errors, 'pod', pod);
    errors.throwIfAny();
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

/** In the spelling of the types, or in that of the API. */
function isHeadless(spec: k8s.ServiceSpec & { clusterIP?: string }): boolean {
  return (spec.clusterIp ?? spec.clusterIP) === 'None';
}

function validate(errors: ValidationErrors, props: ServiceProps): void {
  validateServiceName(errors, 'name', props.name);
  const spec = specOf(props);
  const needsPorts = !isHeadless(spec) && spec.type !== 'ExternalName';
  if (needsPorts && !spec.ports?.length)
    errors.add(
      'ports',
      'none',
      'at least one port, unless the Service is headless or an ExternalName',
      'add the port of the pods',
    );
}

function validatePorts(errors: ValidationErrors, prop: string, ports: k8s.ServicePort[]): void {
  ports.forEach((port, index) => validateServicePort(errors.at(prop, index), port, ports.length > 1));
  validateDifferent(errors, `${prop}[].name`, ports, (port) => port.name);
  validateDifferent(errors, `${prop}[].port`, ports, (port) => `${port.port}/${port.protocol || 'TCP'}`);
}

function validateServicePort(errors: ValidationErrors, port: k8s.ServicePort, needsName: boolean): void {
  validatePort(errors, 'port', port.port);
  validatePort(errors, 'nodePort', port.nodePort || undefined);
  if (port.name) validateDnsLabel(errors, 'name', port.name);
  else if (needsName) errors.add('name', undefined, 'given where there are several ports', 'name each port');
  const target = valueOf(port.targetPort);
  if (typeof target === 'number') validatePort(errors, 'targetPort', target || undefined);
  else validatePortName(errors, 'targetPort', target || undefined);
}

/** In the API's own form, or in that of the types. */
function valueOf(port: k8s.IntOrString | string | number | undefined): string | number | undefined {
  return typeof port === 'object' ? port.value : port;
}
