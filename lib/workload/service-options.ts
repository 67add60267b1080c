import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from '../validation/errors';
import { annotations, labels, oneOf } from '../validation/limits';
import { isQualifiedName } from '../validation/names';
import { validateCidrs } from '../validation/networks';
import { Rule } from '../validation/rules';
import { array, hinted, limited, string, struct } from '../validation/types';

/** Labels and annotations of a Service. */
export interface HeadlessServiceOptions {
  /**
   * More labels of the Service.
   *
   * @default - those of all objects alone
   */
  readonly labels?: { [key: string]: string };

  /**
   * More annotations of the Service, for example those by which a cloud makes an internal load balancer.
   *
   * @default - those of all objects alone
   */
  readonly annotations?: { [key: string]: string };
}

/** How a Service is offered, with its labels and annotations. */
export interface ServiceOptions extends HeadlessServiceOptions {
  /**
   * `ClusterIP`, `NodePort`, or `LoadBalancer` for an address outside of the cluster.
   *
   * @default - not written, so ClusterIP
   */
  readonly type?: string;

  /**
   * Which implementation makes the load balancer, such as `service.k8s.aws/nlb`. It cannot be changed later.
   *
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string;

  /**
   * Addresses that may connect to the load balancer, such as `203.0.113.0/24`, where it can tell.
   *
   * @default - any address
   */
  readonly loadBalancerSourceRanges?: string[];

  /**
   * `Cluster`, or `Local` for pods on the node that the connection reached only: then pods see the client's address.
   * For NodePort and LoadBalancer.
   *
   * @default - not written, so Cluster
   */
  readonly externalTrafficPolicy?: string;

  /**
   * `Cluster`, or `Local` for connections from pods to pods of their own node only.
   *
   * @default - not written, so Cluster
   */
  readonly internalTrafficPolicy?: string;

  /**
   * `ClientIP` leads each client to the same pod; `None` to any.
   *
   * @default - not written, so None
   */
  readonly sessionAffinity?: string;

  /**
   * `SingleStack`, `PreferDualStack` or `RequireDualStack`.
   *
   * @default - not written, so SingleStack
   */
  readonly ipFamilyPolicy?: string;
}

const TRAFFIC = ['Cluster', 'Local'];

const ranges = limited(hinted("write ['203.0.113.0/24']", array(string())), validateCidrs);

const LOAD_BALANCER_CLASS = limited(string(), (errors, prop, name) => {
  if (!isQualifiedName(name))
    errors.add(
      prop,
      name,
      'at most 63 letters, digits and -_. after an optional DNS name and a slash',
      "for example 'service.k8s.aws/nlb'",
    );
});

const OPTIONS = struct<ServiceOptions>({
  type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer']),
  labels: labels(),
  annotations: annotations(),
  loadBalancerClass: LOAD_BALANCER_CLASS,
  loadBalancerSourceRanges: ranges,
  externalTrafficPolicy: oneOf(TRAFFIC),
  internalTrafficPolicy: oneOf(TRAFFIC),
  sessionAffinity: oneOf(['None', 'ClientIP']),
  ipFamilyPolicy: oneOf(['SingleStack', 'PreferDualStack', 'RequireDualStack']),
}, "{ type: 'LoadBalancer' }");

/** Options of a Service with an address of its own. */
export function serviceOptions(): Rule<ServiceOptions, undefined> {
  return limited(OPTIONS, validateTypeOf);
}

/** The API server takes these only with the right type. */
function validateTypeOf(errors: ValidationErrors, prop: string, options: ServiceOptions): void {
  const { type = 'ClusterIP' } = options;
  for (const field of ['loadBalancerClass', 'loadBalancerSourceRanges'] as const) {
    if (options[field] && type !== 'LoadBalancer')
      errors.add(`${prop}.type`, type, `'LoadBalancer' with ${field}`, `leave out ${field}`);
  }
  if (options.externalTrafficPolicy && type === 'ClusterIP') {
    errors.add(
      `${prop}.type`,
      type,
      "'NodePort' or 'LoadBalancer' with externalTrafficPolicy",
      'leave out externalTrafficPolicy',
    );
  }
}

/** Whether clients come from outside of the cluster. */
export function isExternal(options: ServiceOptions | undefined): boolean {
  return options?.type === 'NodePort' || options?.type === 'LoadBalancer';
}

/** What the options say in the spec of a Service. */
export function serviceSpecOf(options: ServiceOptions = {}): k8s.ServiceSpec {
  const {
    type,
    loadBalancerClass,
    loadBalancerSourceRanges,
    externalTrafficPolicy,
    internalTrafficPolicy,
    sessionAffinity,
    ipFamilyPolicy,
  } = options;
  return {
    type,
    loadBalancerClass,
    loadBalancerSourceRanges,
    externalTrafficPolicy,
    internalTrafficPolicy,
    sessionAffinity,
    ipFamilyPolicy,
  };
}

/** Labels and annotations of a Service: those of all objects, and its own. */
export function serviceMetadataOf(
  { labels, annotations }: HeadlessServiceOptions,
  options: HeadlessServiceOptions = {},
): HeadlessServiceOptions {
  return {
    labels: { ...labels, ...options.labels },
    annotations: options.annotations ? { ...annotations, ...options.annotations } : annotations,
  };
}

export function headlessServiceOptions(): Rule<HeadlessServiceOptions, undefined> {
  return struct<HeadlessServiceOptions>(
    { labels: labels(), annotations: annotations() },
    "{ labels: { team: 'web' } }",
  );
}
