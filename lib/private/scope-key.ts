import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { Answer } from './label-answers';

/** Context of a chart that says for which cluster it is. */
export const CLUSTER = 'cdk8s-stateful/cluster';

/** Where an object will be: two objects of one location meet each other. */
export function scopeKeyOf(object: ApiObject): string {
  return `${object.node.tryGetContext(CLUSTER) ?? ''}/${object.metadata.namespace ?? Chart.of(object).node.addr}`;
}

/** The same in words. */
export function scopeNameOf(object: ApiObject): string {
  return object.metadata.namespace
    ? `namespace '${object.metadata.namespace}'`
    : `chart '${Chart.of(object).node.path}'`;
}

/** Where an object will be, as far as it is known. */
export interface Location {
  readonly cluster: string;
  readonly namespace?: string;
  readonly chart: IConstruct;
}

/** Where an object will be. */
export function locationOf(object: ApiObject): Location {
  const chart = Chart.of(object);
  return { cluster: `${object.node.tryGetContext(CLUSTER) ?? ''}`, namespace: object.metadata.namespace, chart };
}

/** Whether two locations are one namespace of one cluster; undefined where whoever applies a chart decides it. */
export function isSameNamespace(one: Location, other: Location): Answer {
  if (one.cluster !== other.cluster) return false;
  if (one.namespace !== undefined && other.namespace !== undefined) return one.namespace === other.namespace;
  return one.namespace === other.namespace && one.chart === other.chart ? true : undefined;
}
