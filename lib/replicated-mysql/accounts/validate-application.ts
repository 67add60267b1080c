import { ValidationErrors } from '../../validation/errors';
import type { ReplicatedMySQLProps } from '../props';

/** Refuses a user without a password, and a name that is given twice. */
export function validateApplication(errors: ValidationErrors, props: ReplicatedMySQLProps): void {
  const user = props.user ?? props.userFrom;
  if (user && !props.userPassword) {
    const hint = "add userPassword: { secret: '…', key: '…' }";
    errors.add('userPassword', undefined, 'given with user', hint);
  }
  if (user === undefined && props.userPassword)
    errors.add('user', undefined, 'given with userPassword', 'add user or userFrom');
  if (props.userFrom && props.user !== undefined)
    errors.add('user', props.user, 'left out with userFrom', 'keep one of the two');
  if (props.databaseFrom && props.database !== undefined) {
    errors.add('database', props.database, 'left out with databaseFrom', 'keep one of the two');
  }
}
