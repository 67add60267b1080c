import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { inWords, Labels, selects } from './label-selectors';
import { CLUSTER, scopeNameOf, scopeKeyOf } from './scope-key';

/** A StatefulSet of this package, maybe of another copy of it. */
interface Selecting extends ApiObject {
  readonly selector: Labels;
  readonly matchExpressions?: k8s.LabelSelectorRequirement[];
  readonly _podLabels: Labels;
  readonly _sharedSelector?: string;
}

/**
 * StatefulSets whose selector matches pods of another one in their namespace: a Service would lead to both, a policy
 * would allow both, and a disruption budget would count both.
 */
export function wrongSelections(objects: ApiObject[]): string[] {
  const statefulSets = objects.filter((object): object is Selecting => '_podLabels' in object);
  const byLabel = new Map<string, Selecting[]>();
  const note = (key: string, set: Selecting) => byLabel.set(key, [...byLabel.get(key) ?? [], set]);
  for (const set of statefulSets) {
    note(scopeKeyOf(set), set);
    for (const label of Object.entries(set._podLabels)) note(keyOf(set, label), set);
  }
  return statefulSets.flatMap((set) => {
    const candidates = byLabel.get(keyOf(set, Object.entries(set.selector)[0])) ?? [];
    return candidates
      .filter((other) => other !== set && selectsPodsOf(set, other))
      .map((other) => messageOf(set, other));
  });
}

/**
 * A StatefulSet is compared only with those that have its first label, as an app may have many; without a label, with
 * all of its namespace.
 */
function keyOf(set: Selecting, label?: [string, string]): string {
  return label ? `${scopeKeyOf(set)} ${label.join('=')}` : scopeKeyOf(set);
}

function selectsPodsOf(set: Selecting, other: Selecting): boolean {
  const meant = set._sharedSelector !== undefined || other._sharedSelector !== undefined;
  return !meant && selects(set.selector, set.matchExpressions, other._podLabels);
}

function messageOf(set: Selecting, other: Selecting): string {
  const labels = Object.entries(set.selector).map(([key, value]) => `${key}: '${value}'`);
  const demands = [...labels, ...(set.matchExpressions ?? []).map(inWords)].join(', ');
  return (
    `'selector' of StatefulSet '${set.node.path}' must be labels that no other pods have, got { ${demands} }, ` +
    `which pods of '${other.node.path}' in ${scopeNameOf(other)} carry as well: give it a label of its own, or, ` +
    `where they are for two clusters, set the context '${CLUSTER}' of each chart to its cluster; ` +
    'where a StatefulSet shares them on purpose, say why by its prop sharedSelector'
  );
}
