import { withDefaults } from '../validation/rules';
import { Defaulted, RULES, StatefulWebAppProps } from './props';

/** What the objects are made of: every prop. */
export interface Resolved extends Defaulted {
  /** Of every object and of the pods. */
  readonly labels: { [key: string]: string };
}

export function resolve(props: StatefulWebAppProps): Resolved {
  const app = withDefaults(props, RULES);
  return { ...app, labels: { ...app.selector, ...app.labels } };
}
