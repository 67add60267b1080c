import { ApiObject } from 'cdk8s';
import { CLUSTER, scopeKeyOf, scopeNameOf } from './scope-key';

/**
 * Two objects of one kind and name in one namespace.
 *
 * Where neither an object nor its chart states a namespace, whoever applies the chart decides it, so such
 * objects are only compared with those of the same chart.
 */
export function duplicates(objects: ApiObject[]): string[] {
  const owners = new Map<string, ApiObject>();
  const errors: string[] = [];
  for (const object of objects) {
    const key = keyOf(object);
    const other = owners.get(key);
    if (other) errors.push(messageOf(object, other));
    else owners.set(key, object);
  }
  return errors;
}

function keyOf(object: ApiObject): string {
  return `${scopeKeyOf(object)}/${object.apiGroup}/${object.kind}/${object.name}`;
}

function messageOf(object: ApiObject, other: ApiObject): string {
  return `two objects of kind ${object.kind} are called '${object.name}' in ${scopeNameOf(object)}: `
    + `'${other.node.path}' and '${object.node.path}': give one of them another name, `
    + `or, where they are for two clusters, set the context '${CLUSTER}' of each chart to its cluster`;
}
