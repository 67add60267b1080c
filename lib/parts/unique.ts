import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { CLUSTER, placeName, placeOf } from './place';
import { wrongSelections } from './selections';

const watched = new WeakSet<IConstruct>();

/**
 * From now on the app of `scope` refuses, at synth, two objects of one kind and name in one namespace, and sets that select each other's pods.
 *
 * Where neither an object nor its chart states a namespace, whoever applies the chart decides it, so such
 * objects are only compared with those of the same chart.
 *
 * Charts for several clusters may repeat themselves: a chart whose context `cdk8s-stateful/cluster` is set, on itself or on
 * something around it, is only compared with charts of the same value: `chart.node.setContext('cdk8s-stateful/cluster', 'eu')`,
 * before anything is put into the chart.
 */
export function refuseDuplicates(scope: Construct): void {
  const app = scope.node.root;
  if (watched.has(app)) return;
  watched.add(app);
  app.node.addValidation({ validate: () => duplicatesOf(app) });
}

const seen = new WeakMap<IConstruct, { readonly size: number; readonly problems: string[] }>();

/** An app is validated once for each of its charts; it is compared again only when it has grown. */
function duplicatesOf(app: IConstruct): string[] {
  const size = sizeOf(app);
  const before = seen.get(app);
  if (before?.size === size) return before.problems;
  const objects = objectsOf(app);
  const problems = [...duplicates(objects), ...wrongSelections(objects)];
  seen.set(app, { size, problems });
  return problems;
}

function sizeOf(construct: IConstruct): number {
  return construct.node.children.reduce((size, child) => size + sizeOf(child), 1);
}

function duplicates(objects: ApiObject[]): string[] {
  const owners = new Map<string, ApiObject>();
  const problems: string[] = [];
  for (const object of objects) {
    const key = keyOf(object);
    const other = owners.get(key);
    if (other) problems.push(messageOf(object, other));
    else owners.set(key, object);
  }
  return problems;
}

function objectsOf(app: IConstruct): ApiObject[] {
  return app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

function keyOf(object: ApiObject): string {
  return `${placeOf(object)}/${object.apiGroup}/${object.kind}/${object.name}`;
}

function messageOf(object: ApiObject, other: ApiObject): string {
  return `two objects of kind ${object.kind} are called '${object.name}' in ${placeName(object)}: `
    + `'${other.node.path}' and '${object.node.path}': give one of them another name, `
    + `or, where they are for two clusters, set the context '${CLUSTER}' of each chart to its cluster`;
}
