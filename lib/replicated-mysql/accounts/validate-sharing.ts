import { ValidationErrors } from '../../validation/errors';
import { ReplicatedMySQLProps } from '../props';
import { SecretKey, formattedOf } from './secret-key';

type References = Array<[string, SecretKey | undefined]>;

/**
 * One password for two accounts: who learns a password would be both, and none could be changed alone. A name is
 * logged, which a password must never be.
 */
export function validateSharing(errors: ValidationErrors, props: ReplicatedMySQLProps): void {
  const owners = new Map<string, string>();
  validateOwn(errors, passwordsOf(props), owners, 'give each account a password of its own, in a key of its own');
  for (const name of namesOf(props))
    validateOwn(errors, [name], new Map(owners), 'names are logged and passwords never are: give it a key of its own');
}

function validateOwn(
  errors: ValidationErrors,
  references: References,
  owners: Map<string, string>,
  hint: string,
): void {
  for (const [prop, reference] of references) {
    if (!reference) continue;
    const text = `${reference.secret}: ${reference.key}`;
    const owner = owners.get(text);
    if (owner) errors.add(prop, formattedOf(reference), `another key than that of ${owner}`, hint);
    else owners.set(text, prop);
  }
}

function passwordsOf({
  rootPassword,
  userPassword,
  users = [],
  monitoringPassword,
  backupPassword,
}: ReplicatedMySQLProps): References {
  return [
    ...Object.entries({ rootPassword, userPassword, monitoringPassword, backupPassword }),
    ...users.map(({ password }, n): [string, SecretKey] => [`users[${n}].password`, password]),
  ];
}

function namesOf({ databaseFrom, userFrom }: ReplicatedMySQLProps): References {
  return Object.entries({ databaseFrom, userFrom });
}
