import { Problems } from '../parts/checks';
import { ReplicatedMySQLProps } from './props';
import { SecretKey, shownOf } from './secret-key';

type References = Array<[string, SecretKey | undefined]>;

/** One text for two accounts: who learns a password would be both, and none could be changed alone. A name is logged, which a password must never be. */
export function checkSharing(problems: Problems, props: ReplicatedMySQLProps): void {
  const owners = new Map<string, string>();
  checkOwn(problems, passwordsOf(props), owners, 'give each account a password of its own, in a key of its own');
  for (const name of namesOf(props)) checkOwn(problems, [name], new Map(owners), 'names are logged and passwords never are: give it a key of its own');
}

function checkOwn(problems: Problems, references: References, owners: Map<string, string>, repair: string): void {
  for (const [prop, reference] of references) {
    if (!reference) continue;
    const text = `${reference.secret}: ${reference.key}`;
    const owner = owners.get(text);
    if (owner) problems.add(prop, shownOf(reference), `another key than that of ${owner}`, repair);
    else owners.set(text, prop);
  }
}

function passwordsOf({ rootPassword, userPassword, users = [], monitoringPassword, backupPassword }: ReplicatedMySQLProps): References {
  return [
    ...Object.entries({ rootPassword, userPassword, monitoringPassword, backupPassword }),
    ...users.map(({ password }, n): [string, SecretKey] => [`users[${n}].password`, password]),
  ];
}

function namesOf({ databaseFrom, userFrom }: ReplicatedMySQLProps): References {
  return Object.entries({ databaseFrom, userFrom });
}
