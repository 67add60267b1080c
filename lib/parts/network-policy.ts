import { ApiObject, Lazy } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkDnsSubdomain, checkLabels, Problems } from './checks';
import { checkRules } from './checks-network';
import { checkMetadata, metadataOf } from './object';
import { ObjectProps } from './object-props';
import { refuseDuplicates } from './unique';
import { wire } from './wire';

/** Settings of a NetworkPolicy. */
export interface NetworkPolicyProps extends ObjectProps {
  /**
   * Labels of the pods whose traffic is restricted; an empty map means all pods of the namespace.
   */
  readonly selector: { [key: string]: string };

  /**
   * Who may connect to these pods; an empty list closes them.
   *
   * @default - connections to the pods are not restricted
   */
  readonly ingress?: k8s.NetworkPolicyIngressRule[];

  /**
   * Where these pods may connect to; an empty list locks them in.
   *
   * @default - connections from the pods are not restricted
   */
  readonly egress?: k8s.NetworkPolicyEgressRule[];
}

/**
 * Which connections pods may take and make. It takes a network plug-in that enforces policies; others ignore it silently.
 *
 * Policies add up: what one of them allows is allowed. Pods are always reached from their own node, by the kubelet's probes for example.
 */
export class NetworkPolicy extends ApiObject {
  private readonly ingress?: k8s.NetworkPolicyIngressRule[];
  private readonly egress?: k8s.NetworkPolicyEgressRule[];

  constructor(scope: Construct, id: string, props: NetworkPolicyProps) {
    check(new Problems('NetworkPolicy', scope, id), props);
    const ingress = props.ingress && [...props.ingress];
    const egress = props.egress && [...props.egress];

    super(scope, id, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: metadataOf(props), spec: specOf(props.selector, ingress, egress) });
    refuseDuplicates(this);

    this.ingress = ingress;
    this.egress = egress;
  }

  /** Allows more connections to the pods; where those are not restricted, nothing is to be allowed. */
  public addIngress(rule: k8s.NetworkPolicyIngressRule): void {
    add(this.ingress, rule);
  }

  /** Allows more connections from the pods; where those are not restricted, nothing is to be allowed. */
  public addEgress(rule: k8s.NetworkPolicyEgressRule): void {
    add(this.egress, rule);
  }
}

/** A rule that is there already would allow nothing more. */
function add<T>(rules: T[] | undefined, rule: T): void {
  const text = JSON.stringify(rule);
  if (!rules?.some((other) => JSON.stringify(other) === text)) rules?.push(rule);
}

function specOf(selector: NetworkPolicyProps['selector'], ingress?: k8s.NetworkPolicyIngressRule[], egress?: k8s.NetworkPolicyEgressRule[]) {
  return {
    podSelector: Object.keys(selector).length > 0 ? { matchLabels: selector } : {},
    policyTypes: [...ingress ? ['Ingress'] : [], ...egress ? ['Egress'] : []],
    ingress: ingress && later(ingress),
    egress: egress && later(egress),
  };
}

/** The rules as they are at synth, when all have been added. */
function later(rules: object[]): unknown {
  return Lazy.any({ produce: () => wire(rules) });
}

function check(problems: Problems, props: NetworkPolicyProps): void {
  checkDnsSubdomain(problems, 'name', props.name);
  checkMetadata(problems, props);
  checkLabels(problems, 'selector', props.selector);
  if (!props.ingress && !props.egress) problems.add('ingress', undefined, 'given, or egress', 'a policy without both restricts nothing');
  checkRules(problems, 'ingress', (props.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports })));
  checkRules(problems, 'egress', (props.egress ?? []).map(({ to, ports }) => ({ peers: to, ports })));
  problems.throwIfAny();
}
