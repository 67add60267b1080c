import { Problems } from '../parts/checks';
import { ReplicatedMySQLProps } from './props';

/** Nodes hear of a changed Secret up to 90 s late. */
const SHORTEST = 120;

/** Refuses a time in which clients cannot go over to a new password. */
export function checkAccounts(problems: Problems, props: ReplicatedMySQLProps): void {
  const seconds = props.discardOldPasswordAfter?.toSeconds({ integral: false }) ?? SHORTEST;
  if (!Number.isInteger(seconds) || seconds < SHORTEST) {
    problems.add('discardOldPasswordAfter', `${seconds} s`, `whole seconds, at least ${SHORTEST}`, 'use Duration.days(1)');
  }
}
