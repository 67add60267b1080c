import { ValidationErrors } from '../../validation/errors';
import { validateDifferent } from '../../validation/values';
import type { ReplicatedMySQLProps } from '../props';
import { DatabaseUser } from './props';

/** Refuses accounts that nobody could use, or that are declared twice. */
export function validateAccounts(errors: ValidationErrors, props: ReplicatedMySQLProps): void {
  const { databases = [], users = [] } = props;
  validateDifferent(errors, 'databases', [props.database, ...databases], (name) => name, 'name each once');
  users.forEach((user, n) => validateDeclaredUser(errors, `users[${n}]`, user, props));
  const names = [props.user, ...users.map(({ name }) => name)];
  validateDifferent(errors, 'users', names, (name) => name, 'give each user a name of its own');
}

function validateDeclaredUser(
  errors: ValidationErrors,
  prop: string,
  user: DatabaseUser,
  props: ReplicatedMySQLProps,
): void {
  const declared = [props.database, ...(props.databases ?? [])];
  if (!props.databaseFrom && declared.every((database) => database === undefined)) {
    errors.add(
      'databases',
      undefined,
      `given with ${prop}`,
      'a user without any database could do nothing: declare one',
    );
  }
  if (user.privileges && user.grants) {
    errors.add(
      `${prop}.privileges`,
      user.privileges,
      'left out where there are grants',
      'name them in grants, by database',
    );
  }
  for (const database of Object.keys(user.grants ?? {})) {
    if (declared.includes(database)) continue;
    errors.add(
      `${prop}.grants`,
      database,
      "by databases that 'databases' declares",
      `add it to databases: ['${database}']`,
    );
  }
}
