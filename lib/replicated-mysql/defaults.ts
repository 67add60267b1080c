import { withDefaults } from '../validation/rules';
import { Defaulted, ReplicatedMySQLProps, RULES } from './props';

/** Servers for which there are rights and host names in certificates, as kubectl may scale beyond `replicas`. */
export const MAX_SCALE = 9;

/** What the objects are made of: every prop, and what the chart says. */
export interface Resolved extends Defaulted {
  /** That of the chart, if it states one. */
  readonly namespace?: string;

  /** Of every object and of the pods. */
  readonly labels: { [key: string]: string };

  /** Whether the user has given a service account. */
  readonly hasServiceAccount: boolean;
}

export function resolve(props: ReplicatedMySQLProps, namespace?: string): Resolved {
  const set = withDefaults(props, RULES);
  const hasServiceAccount = props.serviceAccountName !== undefined;
  return { ...set, namespace, labels: { ...set.selector, ...set.labels }, hasServiceAccount };
}

/** What every object has. */
export function describe({ labels, annotations }: Resolved) {
  return { labels, annotations };
}
