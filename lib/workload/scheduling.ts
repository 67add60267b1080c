import type { k8s } from 'cdk8s-plus-27';
import { apiValue } from '../validation/api-values';
import { labels, optionalName, oneOf, wholeNumber } from '../validation/limits';
import { RulesOf } from '../validation/rules';
import { validateAffinity, validateConstraint, validateToleration } from '../validation/scheduling';
import { array, boolean, hinted, limited, required, string, struct } from '../validation/types';
import { validateDifferent } from '../validation/values';
import { added, spreadOver } from './spread';

/** Which nodes the pods run on. */
export interface SchedulingProps {
  /**
   * Labels that a node must have.
   *
   * @default - none
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Nodes and pods that the pods keep to, or away from. It adds to `spread`.
   *
   * @default - only those of `spread`
   */
  readonly affinity?: k8s.Affinity;

  /**
   * Taints of nodes that the pods tolerate.
   *
   * @default - only those that Kubernetes adds
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * How evenly the pods are spread over nodes, zones or others. They add to those of `spread`; one of the same
   * `topologyKey` and `whenUnsatisfiable` takes the place of that of `spread`, as Kubernetes takes one of each. Without
   * `labelSelector` the pods of the construct are counted.
   *
   * @default - only those of `spread`
   */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];

  /**
   * Whether pods keep to different zones and nodes as far as there are any.
   *
   * @default true
   */
  readonly spread?: boolean;

  /**
   * Priority of the pods, by the name of a PriorityClass.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Name of the scheduler that places the pods, for example one that knows the place of each volume.
   *
   * @default - not written, so that of Kubernetes
   */
  readonly schedulerName?: string;
}

const TERM = "{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }";

const terms = () => struct<k8s.PodAntiAffinity>({
  preferredDuringSchedulingIgnoredDuringExecution: array(
    apiValue<k8s.WeightedPodAffinityTerm>('WeightedPodAffinityTerm', `{ weight: 1, podAffinityTerm: ${TERM} }`),
  ),
  requiredDuringSchedulingIgnoredDuringExecution: array(apiValue<k8s.PodAffinityTerm>('PodAffinityTerm', TERM)),
}, '{ requiredDuringSchedulingIgnoredDuringExecution: [ … ] }');

const NODES = "{ nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }] }";

const AFFINITY = limited(struct<k8s.Affinity>(
  {
    nodeAffinity: struct<k8s.NodeAffinity>(
      {
        preferredDuringSchedulingIgnoredDuringExecution: array(
          apiValue<k8s.PreferredSchedulingTerm>(
            'PreferredSchedulingTerm',
            '{ weight: 1, preference: { matchExpressions: [ … ] } }',
          ),
        ),
        requiredDuringSchedulingIgnoredDuringExecution: apiValue<k8s.NodeSelector>('NodeSelector', NODES),
      },
      `{ requiredDuringSchedulingIgnoredDuringExecution: ${NODES} }`,
    ),
    podAffinity: terms(),
    podAntiAffinity: terms(),
  },
  '{ nodeAffinity: { … } }',
), validateAffinity);

const TOLERATION = limited(struct<k8s.Toleration>({
  key: string(),
  operator: oneOf(['Equal', 'Exists']),
  value: string(),
  effect: oneOf(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
  tolerationSeconds: wholeNumber(-1),
}, "{ key: 'dedicated', operator: 'Equal', value: 'database', effect: 'NoSchedule' }"), validateToleration);

const ZONES = "{ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 }";

const CONSTRAINT = limited(struct<k8s.TopologySpreadConstraint>({
  topologyKey: required(hinted("for example 'topology.kubernetes.io/zone'", string())),
  whenUnsatisfiable: required(oneOf(['DoNotSchedule', 'ScheduleAnyway'])),
  maxSkew: required(wholeNumber(1)),
  labelSelector: apiValue<k8s.LabelSelector>('LabelSelector', "{ matchLabels: { app: 'web' } }"),
  matchLabelKeys: array(string()),
  minDomains: wholeNumber(1),
  nodeAffinityPolicy: oneOf(['Honor', 'Ignore']),
  nodeTaintsPolicy: oneOf(['Honor', 'Ignore']),
}, ZONES), validateConstraint);

const CONSTRAINTS = limited(array(CONSTRAINT), (errors, prop, constraints) => {
  const keyOf = ({ topologyKey, whenUnsatisfiable }: k8s.TopologySpreadConstraint) =>
    `${topologyKey} ${whenUnsatisfiable}`;
  validateDifferent(
    errors,
    prop,
    constraints,
    keyOf,
    'Kubernetes takes one constraint of each topologyKey and whenUnsatisfiable',
  );
});

export const SCHEDULING = {
  nodeSelector: labels(),
  affinity: AFFINITY,
  tolerations: array(TOLERATION),
  topologySpreadConstraints: CONSTRAINTS,
  spread: boolean(true),
  priorityClassName: optionalName(),
  schedulerName: optionalName(),
} satisfies RulesOf<SchedulingProps>;

/** Where pods of these labels run; what was not asked for, by a prop or a default, is absent. */
export function schedulingOf(props: SchedulingProps, matchLabels: { [key: string]: string }): Partial<k8s.PodSpec> {
  const { nodeSelector, affinity, tolerations, priorityClassName, schedulerName } = props;
  const spread = props.spread ?? true ? spreadOver(matchLabels) : {};
  const topologySpreadConstraints = props.topologySpreadConstraints?.map((given) => ({
    labelSelector: { matchLabels },
    ...given,
  }));
  return {
    priorityClassName,
    schedulerName,
    nodeSelector,
    tolerations,
    ...added(spread, { affinity, topologySpreadConstraints }),
  };
}
