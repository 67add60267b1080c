import type { k8s } from 'cdk8s-plus-27';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

type Spread = Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'>;

/**
 * Pods of these labels keep to different zones and nodes as far as there are any; they start in any case.
 *
 * The scheduler passes over all constraints at nodes that lack a key of one of them, and nodes of a small cluster have
 * no zone. There the affinity still tells nodes apart.
 */
export function spreadOver(matchLabels: { [key: string]: string }): Required<Spread> {
  const labelSelector = { matchLabels };
  const evenly = (topologyKey: string) => ({
    labelSelector,
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  });
  const term = { weight: 100, podAffinityTerm: { labelSelector, topologyKey: HOST } };
  return {
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } },
    topologySpreadConstraints: [evenly(HOST), evenly(ZONE)],
  };
}

/** The spread, and what was asked for beside it. */
export function added(spread: Spread, asked: Spread): Spread {
  return {
    affinity: affinityOver(spread.affinity, asked.affinity),
    topologySpreadConstraints: constraintsOver(spread.topologySpreadConstraints, asked.topologySpreadConstraints),
  };
}

function affinityOver(own?: k8s.Affinity, asked?: k8s.Affinity): k8s.Affinity | undefined {
  if (!own || !asked) return asked ?? own;
  return {
    nodeAffinity: nodeAffinityOver(own.nodeAffinity, asked.nodeAffinity),
    podAffinity: termsOver(own.podAffinity, asked.podAffinity),
    podAntiAffinity: termsOver(own.podAntiAffinity, asked.podAntiAffinity),
  };
}

/** A node must meet one of the required terms of each: Kubernetes takes one list, so both are in each of its terms. */
function nodeAffinityOver(own?: k8s.NodeAffinity, asked?: k8s.NodeAffinity): k8s.NodeAffinity | undefined {
  if (!own || !asked) return asked ?? own;
  const required = [own, asked].map((some) => some.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms);
  const [ours, theirs] = required;
  const terms = ours && theirs ? ours.flatMap((one) => theirs.map((other) => together(one, other))) : ours ?? theirs;
  return {
    preferredDuringSchedulingIgnoredDuringExecution: both(
      own.preferredDuringSchedulingIgnoredDuringExecution, asked.preferredDuringSchedulingIgnoredDuringExecution),
    requiredDuringSchedulingIgnoredDuringExecution: terms && { nodeSelectorTerms: terms },
  };
}

function together(one: k8s.NodeSelectorTerm, other: k8s.NodeSelectorTerm): k8s.NodeSelectorTerm {
  return {
    matchExpressions: both(one.matchExpressions, other.matchExpressions),
    matchFields: both(one.matchFields, other.matchFields),
  };
}

function termsOver(own: k8s.PodAntiAffinity = {}, asked: k8s.PodAntiAffinity = {}): k8s.PodAntiAffinity | undefined {
  const terms = {
    preferredDuringSchedulingIgnoredDuringExecution: both(
      own.preferredDuringSchedulingIgnoredDuringExecution, asked.preferredDuringSchedulingIgnoredDuringExecution),
    requiredDuringSchedulingIgnoredDuringExecution: both(
      own.requiredDuringSchedulingIgnoredDuringExecution, asked.requiredDuringSchedulingIgnoredDuringExecution),
  };
  return Object.values(terms).some(Boolean) ? terms : undefined;
}

function both<T>(own: T[] | undefined, asked: T[] | undefined): T[] | undefined {
  return own || asked ? [...own ?? [], ...asked ?? []] : undefined;
}

/** Kubernetes takes one constraint of each topologyKey and whenUnsatisfiable. */
function constraintsOver(
  own: k8s.TopologySpreadConstraint[] | undefined, asked: k8s.TopologySpreadConstraint[] | undefined,
): k8s.TopologySpreadConstraint[] | undefined {
  if (!own || !asked) return asked ?? own;
  const kept = own.filter((constraint) => !asked.some((other) => isSame(constraint, other)));
  return [...kept, ...asked];
}

function isSame(one: k8s.TopologySpreadConstraint, other: k8s.TopologySpreadConstraint): boolean {
  return one.topologyKey === other.topologyKey && one.whenUnsatisfiable === other.whenUnsatisfiable;
}
