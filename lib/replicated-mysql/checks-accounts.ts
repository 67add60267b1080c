import { checkDifferent, checkOneOf, Problems } from '../parts/checks';
import { checkSeconds } from '../parts/checks-seconds';
import { DatabaseUser } from './account-options';
import { checkDatabase, checkSecret, checkUser } from './checks-application';
import { ReplicatedMySQLProps } from './props';

/** Seconds; nodes hear of a changed Secret up to 90 s late. */
const SHORTEST = 120;

/** What can be granted on a database: https://dev.mysql.com/doc/refman/9.7/en/grant.html. The right to grant is not among them. */
const PRIVILEGES = [
  'ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'REFERENCES', 'INDEX', 'ALTER', 'CREATE TEMPORARY TABLES', 'LOCK TABLES', 'EXECUTE',
  'CREATE VIEW', 'SHOW VIEW', 'CREATE ROUTINE', 'ALTER ROUTINE', 'EVENT', 'TRIGGER',
];

/** Refuses accounts that mysqld would refuse, or that would take the server's own ones, or that nobody could use. */
export function checkAccounts(problems: Problems, props: ReplicatedMySQLProps): void {
  checkSeconds(problems, 'discardOldPasswordAfter', props.discardOldPasswordAfter, SHORTEST, 'use Duration.days(1)');
  const { databases = [], users = [] } = props;
  databases.forEach((database, n) => checkDatabase(problems, database, `databases[${n}]`));
  checkDifferent(problems, 'databases', [props.database, ...databases], (name) => name, 'name each once');
  users.forEach((user, n) => checkDeclaredUser(problems, `users[${n}]`, user, props));
  checkDifferent(problems, 'users', [props.user, ...users.map(({ name }) => name)], (name) => name, 'give each user a name of its own');
}

function checkDeclaredUser(problems: Problems, prop: string, user: DatabaseUser, props: ReplicatedMySQLProps): void {
  checkUser(problems, user.name, `${prop}.name`);
  checkSecret(problems, `${prop}.password`, user.password);
  const declared = [props.database, ...props.databases ?? []];
  const worksIn = user.databases ?? [...declared, props.databaseFrom].filter((database) => database !== undefined);
  if (worksIn.length === 0) problems.add(`${prop}.databases`, '[]', 'at least one database', 'a user without any could do nothing: declare one by databases');
  user.databases?.forEach((database, n) => {
    if (!declared.includes(database)) problems.add(`${prop}.databases[${n}]`, database, 'one that the set declares', `add it to databases: ['${database}']`);
  });
  checkPrivileges(problems, `${prop}.privileges`, user.privileges);
}

function checkPrivileges(problems: Problems, prop: string, privileges: string[] = ['ALL']): void {
  privileges.forEach((privilege, n) => checkOneOf(problems, `${prop}[${n}]`, privilege.toUpperCase(), PRIVILEGES, 'write one of these: all others are for root alone'));
  checkDifferent(problems, prop, privileges, (privilege) => privilege.toUpperCase(), 'name each once');
  if (privileges.length === 0) problems.add(prop, '[]', 'at least one', "leave it out for ['ALL']");
  if (privileges.length > 1 && privileges.some((privilege) => privilege.toUpperCase() === 'ALL')) {
    problems.add(prop, privileges.join(', '), "'ALL' alone, or others without it", "write ['ALL']");
  }
}
