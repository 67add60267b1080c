import { optionalName } from '../../validation/limits';
import { Named, RulesOf } from '../../validation/rules';
import { boolean, limited } from '../../validation/types';
import { SCHEDULING, SchedulingProps } from '../../workload/scheduling';

/** Where servers run, and what keeps them running while nodes are emptied or lost. */
export interface PlacementProps extends SchedulingProps {
  /**
   * Whether evictions, as by `kubectl drain`, take one server at a time, by a PodDisruptionBudget. Servers that are not
   * Ready may always be evicted, so a broken one holds up no drain. Switch it off where pods have a budget already: no
   * pod with two can be evicted.
   *
   * @default true
   */
  readonly disruptionBudget?: boolean;

  /**
   * An existing service account for the pods; it gets the Role that the agents need, so `default` is refused.
   *
   * @default - an account of its own, called `name`
   */
  readonly serviceAccountName?: string;
}

/** Pods that name no account run as `default`: all of them would have the Role of the agents. */
const serviceAccountName = limited(optionalName(({ name }: Named) => name), (errors, prop, account) => {
  if (account !== 'default') return;
  const expected = "another account than the namespace's default, as it gets the Role of the agents";
  errors.add(prop, account, expected, 'leave it out for an account of its own');
});

export const PLACEMENT = {
  ...SCHEDULING,
  disruptionBudget: boolean(true),
  serviceAccountName,
} satisfies RulesOf<PlacementProps>;
