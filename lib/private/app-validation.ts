import { Construct, IConstruct } from 'constructs';
import { objectsIn } from './manifest';
import { wrongSelections } from './selectors';
import { sharedClaims } from './unique-claims';
import { duplicates } from './unique-names';
import { unreachableHosts } from './unreachable';

const watched = new WeakSet<IConstruct>();

/**
 * From now on the app of `scope` refuses, at synth, two objects of one kind and name in one namespace, sets that share
 * claims or select each other's pods, and workloads that name a host from which a NetworkPolicy keeps them.
 *
 * Charts for several clusters may repeat themselves: a chart whose context `cdk8s-stateful/cluster` is set, on itself
 * or on something around it, is only compared with charts of the same value:
 * `chart.node.setContext('cdk8s-stateful/cluster', 'eu')`, before anything is put into the chart.
 */
export function validateAtSynth(scope: Construct): void {
  const app = scope.node.root;
  if (watched.has(app)) return;
  watched.add(app);
  app.node.addValidation({ validate: () => errorsOf(app) });
}

const seen = new WeakMap<IConstruct, { readonly size: number; readonly errors: string[] }>();

/** An app is validated once for each of its charts; it is compared again only when it has grown, or a policy has. */
function errorsOf(app: IConstruct): string[] {
  const size = sizeOf(app);
  const before = seen.get(app);
  if (before?.size === size) return before.errors;
  const objects = objectsIn(app);
  const errors = [
    ...duplicates(objects),
    ...sharedClaims(objects),
    ...wrongSelections(objects),
    ...unreachableHosts(app, objects),
  ];
  seen.set(app, { size, errors });
  return errors;
}

/** Lets the app of `scope` be compared again. */
export function validateAgain(scope: Construct): void {
  seen.delete(scope.node.root);
}

function sizeOf(construct: IConstruct): number {
  return construct.node.children.reduce((size, child) => size + sizeOf(child), 1);
}
