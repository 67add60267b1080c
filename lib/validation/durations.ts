import { Duration } from 'cdk8s';
import { ValidationErrors } from './errors';
import { LARGEST } from './values';

/** A duration of whole seconds. */
export function validateSeconds(
  errors: ValidationErrors,
  prop: string,
  duration: Duration | undefined,
  least: number,
  hint: string,
): void {
  if (duration === undefined) return;
  const seconds = duration.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least)
    errors.add(prop, `${seconds} s`, `whole seconds, at least ${least}`, hint);
  else if (seconds > LARGEST) errors.add(prop, `${seconds} s`, `at most ${LARGEST} seconds`, hint);
}
