import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { apiValue } from '../validation/api-values';
import { validateArguments } from '../validation/arguments';
import { ValidationErrors } from '../validation/errors';
import { validateDnsSubdomain } from '../validation/names';
import { labels, oneOf, wholeNumber } from '../validation/limits';
import { RulesOf } from '../validation/rules';
import { EXPRESSIONS, validateDemanding } from '../validation/selectors';
import { required } from '../validation/types';
import { KubernetesObject } from '../private/kubernetes-object';
import { labelSelectorOf } from '../private/label-selectors';
import { metadataOf } from '../private/metadata';
import { OBJECT, ObjectProps } from './object-props';
import { wholeNumber as scalar } from '../private/scalars';

/** Settings of a PodDisruptionBudget. */
export interface PodDisruptionBudgetProps extends ObjectProps {
  /**
   * Labels of the pods; a pod that two budgets select cannot be evicted at all.
   */
  readonly selector: { [key: string]: string };

  /**
   * Expressions that the labels of the pods must also match.
   *
   * @default - none
   */
  readonly matchExpressions?: k8s.LabelSelectorRequirement[];

  /**
   * Number of pods that may be away at the same time, 0 or more; with 0 nothing can be drained.
   *
   * @default - not written; one of this and `minAvailable` is needed
   */
  readonly maxUnavailable?: number;

  /**
   * Number of pods that must stay, 0 or more.
   *
   * @default - not written
   */
  readonly minAvailable?: number;

  /**
   * `AlwaysAllow` evicts pods that are not Ready whatever the budget says, `IfHealthyBudget` only where enough others
   * are Ready.
   *
   * @default - not written, so IfHealthyBudget: a drain may wait for a broken pod for ever
   */
  readonly unhealthyPodEvictionPolicy?: string;

  /**
   * Anything else that the API knows of a budget, percentages for example; the props above win.
   *
   * @default - nothing else
   */
  readonly spec?: k8s.PodDisruptionBudgetSpec;
}

const RULES = {
  ...OBJECT,
  selector: required(labels()),
  matchExpressions: EXPRESSIONS,
  maxUnavailable: wholeNumber(0),
  minAvailable: wholeNumber(0),
  unhealthyPodEvictionPolicy: oneOf(['AlwaysAllow', 'IfHealthyBudget']),
  spec: apiValue<k8s.PodDisruptionBudgetSpec>('PodDisruptionBudgetSpec', '{ minAvailable: … }'),
} satisfies RulesOf<PodDisruptionBudgetProps>;

/** How many pods an eviction, as by `kubectl drain`, may take at the same time. */
export class PodDisruptionBudget extends KubernetesObject {
  constructor(scope: Construct, id: string, props: PodDisruptionBudgetProps) {
    validateArguments('PodDisruptionBudget', scope, id, props, RULES, validate);
    super(scope, id, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadataOf(props),
      spec: specOf(props),
    });
  }
}

function specOf(props: PodDisruptionBudgetProps): k8s.PodDisruptionBudgetSpec {
  const { maxUnavailable, minAvailable } = props;
  return {
    ...props.spec,
    selector: { ...props.spec?.selector, ...labelSelectorOf(props.selector, props.matchExpressions) },
    maxUnavailable: maxUnavailable === undefined ? props.spec?.maxUnavailable : scalar(maxUnavailable),
    minAvailable: minAvailable === undefined ? props.spec?.minAvailable : scalar(minAvailable),
    unhealthyPodEvictionPolicy: props.unhealthyPodEvictionPolicy ?? props.spec?.unhealthyPodEvictionPolicy,
  };
}

function validate(errors: ValidationErrors, props: PodDisruptionBudgetProps): void {
  validateDnsSubdomain(errors, 'name', props.name);
  const { selector, spec } = props;
  const matchExpressions = props.matchExpressions ?? spec?.selector?.matchExpressions;
  validateDemanding(errors, { selector, matchExpressions }, 'without one, every pod of the namespace is meant');
  const limits = [props.maxUnavailable ?? spec?.maxUnavailable, props.minAvailable ?? spec?.minAvailable].filter(
    (limit) => limit !== undefined,
  );
  if (limits.length !== 1) {
    errors.add(
      'maxUnavailable',
      limits.length === 0 ? 'none' : 'both',
      'given, or minAvailable, but not both',
      'use maxUnavailable: 1, which is right for any number of pods',
    );
  }
}
