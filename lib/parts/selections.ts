import { ApiObject } from 'cdk8s';
import { CLUSTER, placeName, placeOf } from './place';

type Labels = { readonly [key: string]: string };

/** A StatefulSet of this package, maybe of another copy of it. */
interface Selecting extends ApiObject {
  readonly selector: Labels;
  readonly _podLabels: Labels;
}

/** Sets whose selector matches pods of another set in their place: a Service would lead to both, a policy open both, and a disruption budget count both. */
export function wrongSelections(objects: ApiObject[]): string[] {
  const sets = objects.filter((object): object is Selecting => '_podLabels' in object);
  const carriers = new Map<string, Selecting[]>();
  for (const set of sets) {
    for (const label of Object.entries(set._podLabels)) {
      const key = keyOf(set, label);
      carriers.set(key, [...carriers.get(key) ?? [], set]);
    }
  }
  return sets.flatMap((set) => {
    const [first] = Object.entries(set.selector);
    return (carriers.get(keyOf(set, first)) ?? []).filter((other) => other !== set && selects(set.selector, other._podLabels)).map((other) => messageOf(set, other));
  });
}

function keyOf(set: Selecting, [label, value]: [string, string]): string {
  return `${placeOf(set)} ${label}=${value}`;
}

function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function messageOf(set: Selecting, other: Selecting): string {
  const labels = Object.entries(set.selector).map(([key, value]) => `${key}: '${value}'`).join(', ');
  return `'selector' of StatefulSet '${set.node.path}' must be labels that no other pods have, got { ${labels} }, which pods of '${other.node.path}' in `
    + `${placeName(other)} carry as well: give it a label of its own, or, where they are for two clusters, set the context '${CLUSTER}' of each chart to its cluster`;
}
