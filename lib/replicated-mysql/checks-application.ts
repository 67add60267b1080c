import { isDataKey, isDnsSubdomain, Problems } from '../parts/checks';
import { ReplicatedMySQLProps } from './props';
import { SecretKey, shownOf } from './secret-key';

const SYSTEM_DATABASES = ['information_schema', 'mysql', 'performance_schema', 'sys'];

/** Refuses what mysqld would refuse at its first start, or what would open the server's own accounts and tables. */
export function checkApplication(problems: Problems, props: ReplicatedMySQLProps): void {
  const user = props.user ?? props.userFrom;
  if (user && !props.userPassword) problems.add('userPassword', undefined, 'given where there is a user', "add userPassword: { secret: '…', key: '…' }");
  if (user === undefined && props.userPassword) problems.add('user', undefined, 'given where there is a userPassword', 'add user or userFrom');
  if (props.userFrom && props.user !== undefined) problems.add('user', props.user, 'left out where there is userFrom', 'keep one of the two');
  if (props.databaseFrom && props.database !== undefined) problems.add('database', props.database, 'left out where there is databaseFrom', 'keep one of the two');
  if (props.user !== undefined) checkUser(problems, props.user);
  if (props.database !== undefined) checkDatabase(problems, props.database);
}

/** A user that mysqld takes, and that is nobody else's. */
export function checkUser(problems: Problems, user: string, prop = 'user'): void {
  if (!/^[A-Za-z0-9_.@-]{1,32}$/.test(user)) {
    problems.add(prop, user, 'a name of 1 to 32 letters, digits and _ . @ -', 'use such a name; any other may come from a Secret, by userFrom');
  } else if (user === 'root' || user.startsWith('cdk8s_') || user.startsWith('mysql.')) {
    problems.add(prop, user, 'a name that is no account of the server or of this construct', 'use a name of your own');
  }
}

/** A database that mysqld takes, and that is not its own. */
export function checkDatabase(problems: Problems, database: string, prop = 'database'): void {
  if (!/^[A-Za-z0-9_$-]{1,64}$/.test(database)) {
    problems.add(prop, database, 'a name of 1 to 64 letters, digits and _ $ -', 'use such a name; any other may come from a Secret, by databaseFrom');
  } else if (SYSTEM_DATABASES.includes(database.toLowerCase())) {
    problems.add(prop, database, 'a name that is no database of the server', 'use a name of your own');
  }
}

/** Refuses references that no Secret can answer. */
export function checkSecrets(problems: Problems, props: ReplicatedMySQLProps): void {
  checkSecret(problems, 'rootPassword', props.rootPassword);
  for (const prop of ['databaseFrom', 'userFrom', 'userPassword', 'monitoringPassword', 'backupPassword'] as const) {
    if (props[prop]) checkSecret(problems, prop, props[prop]);
  }
}

/** A reference to a text in a Secret. */
export function checkSecret(problems: Problems, prop: string, reference: SecretKey | undefined): void {
  if (isDnsSubdomain(reference?.secret) && isDataKey(reference?.key)) return;
  problems.add(prop, reference && shownOf(reference), 'the name of a Secret and one of its keys', `write ${prop}: { secret: 'mysql', key: 'password' }`);
}
