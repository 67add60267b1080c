import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkDnsSubdomain, checkLabels, checkOneOf, checkWholeNumber, Problems } from './checks';
import { checkMetadata, metadataOf } from './object';
import { ObjectProps } from './object-props';
import { wholeNumber } from './scalars';
import { refuseDuplicates } from './unique';
import { wire } from './wire';

/** Settings of a PodDisruptionBudget. */
export interface PodDisruptionBudgetProps extends ObjectProps {
  /**
   * Labels of the pods; a pod that two budgets select cannot be evicted at all.
   */
  readonly selector: { [key: string]: string };

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
   * `AlwaysAllow` evicts pods that are not Ready whatever the budget says, `IfHealthyBudget` only where enough others are Ready.
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

/** How many pods an eviction, as by `kubectl drain`, may take at the same time. */
export class PodDisruptionBudget extends ApiObject {
  constructor(scope: Construct, id: string, props: PodDisruptionBudgetProps) {
    const spec = specOf(props);
    check(new Problems('PodDisruptionBudget', scope, id), props, spec);

    super(scope, id, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metadataOf(props), spec: wire(spec) });
    refuseDuplicates(this);
  }
}

function specOf(props: PodDisruptionBudgetProps): k8s.PodDisruptionBudgetSpec {
  const { maxUnavailable, minAvailable } = props;
  return {
    ...props.spec,
    selector: { ...props.spec?.selector, matchLabels: props.selector },
    maxUnavailable: maxUnavailable === undefined ? props.spec?.maxUnavailable : wholeNumber(maxUnavailable),
    minAvailable: minAvailable === undefined ? props.spec?.minAvailable : wholeNumber(minAvailable),
    unhealthyPodEvictionPolicy: props.unhealthyPodEvictionPolicy ?? props.spec?.unhealthyPodEvictionPolicy,
  };
}

function check(problems: Problems, props: PodDisruptionBudgetProps, spec: k8s.PodDisruptionBudgetSpec): void {
  checkDnsSubdomain(problems, 'name', props.name);
  checkMetadata(problems, props);
  if (Object.keys(props.selector).length === 0) problems.add('selector', 'none', 'at least one label', 'without one, every pod of the namespace is meant');
  checkLabels(problems, 'selector', props.selector);
  checkWholeNumber(problems, 'maxUnavailable', props.maxUnavailable);
  checkWholeNumber(problems, 'minAvailable', props.minAvailable);
  checkOneOf(problems, 'unhealthyPodEvictionPolicy', props.unhealthyPodEvictionPolicy, ['AlwaysAllow', 'IfHealthyBudget']);
  const limits = [spec.maxUnavailable, spec.minAvailable].filter((limit) => limit !== undefined);
  if (limits.length !== 1) {
    problems.add('maxUnavailable', limits.length === 0 ? 'none' : 'both', 'given, or minAvailable, but not both', 'use maxUnavailable: 1, which is right for any number of pods');
  }
  problems.throwIfAny();
}
