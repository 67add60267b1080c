import { Lazy } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { apiValue } from '../validation/api-values';
import { validateArguments } from '../validation/arguments';
import { ValidationErrors } from '../validation/errors';
import { validateDnsSubdomain } from '../validation/names';
import { validateRules } from '../validation/networks';
import { labels } from '../validation/limits';
import { Rules, RulesOf, validateProps } from '../validation/rules';
import { EXPRESSIONS } from '../validation/selectors';
import { required } from '../validation/types';
import { KubernetesObject } from '../private/kubernetes-object';
import { labelSelectorOf } from '../private/label-selectors';
import { validateAgain } from '../private/app-validation';
import { metadataOf } from '../private/metadata';
import { toManifest } from '../private/to-manifest';
import { OBJECT, ObjectProps } from './object-props';

/** Settings of a NetworkPolicy. */
export interface NetworkPolicyProps extends ObjectProps {
  /**
   * Labels of the pods whose traffic is restricted; an empty map means all pods of the namespace.
   */
  readonly selector: { [key: string]: string };

  /**
   * Expressions that the labels of the pods must also match.
   *
   * @default - none
   */
  readonly matchExpressions?: k8s.LabelSelectorRequirement[];

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

const INGRESS = {
  ingress: apiValue<k8s.NetworkPolicyIngressRule[]>(
    '[NetworkPolicyIngressRule',
    '[{ from: [{ podSelector: {} }] }]',
    (errors, prop, rules) => {
      validateRules(
        errors,
        prop,
        rules.map(({ from, ports }) => ({ peers: from, ports })),
      );
    },
  ),
};
const EGRESS = {
  egress: apiValue<k8s.NetworkPolicyEgressRule[]>(
    '[NetworkPolicyEgressRule',
    '[{ to: [{ podSelector: {} }] }]',
    (errors, prop, rules) => {
      validateRules(
        errors,
        prop,
        rules.map(({ to, ports }) => ({ peers: to, ports })),
      );
    },
  ),
};
const RULES = {
  ...OBJECT,
  selector: required(labels()),
  matchExpressions: EXPRESSIONS,
  ...INGRESS,
  ...EGRESS,
} satisfies RulesOf<NetworkPolicyProps>;

/**
 * Which connections pods may accept and open. It takes a network plug-in that enforces policies; others ignore it
 * silently.
 *
 * Policies add up: what one of them allows is allowed. Pods are always reached from their own node, by the kubelet's
 * probes for example.
 */
export class NetworkPolicy extends KubernetesObject {
  /** @internal */
  public readonly _selector: k8s.LabelSelector;

  private readonly ingress?: k8s.NetworkPolicyIngressRule[];
  private readonly egress?: k8s.NetworkPolicyEgressRule[];

  constructor(scope: Construct, id: string, props: NetworkPolicyProps) {
    validateArguments('NetworkPolicy', scope, id, props, RULES, validate);
    const ingress = props.ingress && [...props.ingress];
    const egress = props.egress && [...props.egress];

    super(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadataOf(props),
      spec: specOf(props, ingress, egress),
    });

    this._selector = labelSelectorOf(props.selector, props.matchExpressions);
    this.ingress = ingress;
    this.egress = egress;
  }

  /** Allows more connections to the pods; where those are not restricted, nothing is to be allowed. */
  public addIngress(rule: k8s.NetworkPolicyIngressRule): void {
    this.validateRule({ ingress: [rule] }, INGRESS);
    add(this.ingress, rule);
    validateAgain(this);
  }

  /** Allows more connections from the pods; where those are not restricted, nothing is to be allowed. */
  public addEgress(rule: k8s.NetworkPolicyEgressRule): void {
    this.validateRule({ egress: [rule] }, EGRESS);
    add(this.egress, rule);
    validateAgain(this);
  }

  private validateRule(rules: object, directions: Rules): void {
    const errors = new ValidationErrors('NetworkPolicy', this);
    validateProps(errors, rules, directions);
    errors.throwIfAny();
  }
}

/** A rule that is there already would allow nothing more. */
function add<T>(rules: T[] | undefined, rule: T): void {
  const text = JSON.stringify(rule);
  if (!rules?.some((other) => JSON.stringify(other) === text)) rules?.push(rule);
}

function specOf(
  { selector, matchExpressions }: NetworkPolicyProps,
  ingress?: k8s.NetworkPolicyIngressRule[],
  egress?: k8s.NetworkPolicyEgressRule[],
) {
  return {
    podSelector: labelSelectorOf(selector, matchExpressions),
    policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
    ingress: ingress && later(ingress, '[NetworkPolicyIngressRule'),
    egress: egress && later(egress, '[NetworkPolicyEgressRule'),
  };
}

/** The rules as they are at synth, when all have been added. */
function later(rules: object[], holds: string): unknown {
  return Lazy.any({ produce: () => toManifest(rules, holds) });
}

function validate(errors: ValidationErrors, { name, ingress, egress }: NetworkPolicyProps): void {
  validateDnsSubdomain(errors, 'name', name);
  if (!ingress && !egress)
    errors.add('ingress', undefined, 'given, or egress', 'a policy without both restricts nothing');
}
