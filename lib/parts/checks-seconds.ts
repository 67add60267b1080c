import { Duration } from 'cdk8s';
import { LARGEST, Problems } from './checks';

/** A duration of whole seconds. */
export function checkSeconds(problems: Problems, prop: string, duration: Duration | undefined, least: number, repair: string): void {
  if (duration === undefined) return;
  const seconds = duration.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least) problems.add(prop, `${seconds} s`, `whole seconds, at least ${least}`, repair);
  else if (seconds > LARGEST) problems.add(prop, `${seconds} s`, `at most ${LARGEST} seconds`, repair);
}
