import { ApiObject, Chart } from 'cdk8s';

/** Context of a chart that says for which cluster it is. */
export const CLUSTER = 'cdk8s-stateful/cluster';

/** Where an object will be: two objects of one place meet each other. */
export function placeOf(object: ApiObject): string {
  return `${object.node.tryGetContext(CLUSTER) ?? ''}/${object.metadata.namespace ?? Chart.of(object).node.addr}`;
}

/** The same in words. */
export function placeName(object: ApiObject): string {
  return object.metadata.namespace ? `namespace '${object.metadata.namespace}'` : `chart '${Chart.of(object).node.path}'`;
}
