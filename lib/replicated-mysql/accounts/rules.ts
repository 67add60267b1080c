import { ValidationErrors } from '../../validation/errors';
import { Rule } from '../../validation/rules';
import { array, hinted, limited, record, string } from '../../validation/types';
import { validateDifferent, validateOneOf } from '../../validation/values';

const SYSTEM_DATABASES = ['information_schema', 'mysql', 'performance_schema', 'sys'];

/**
 * What can be granted on a database: https://dev.mysql.com/doc/refman/9.7/en/grant.html. The right to grant is not
 * among them.
 */
const PRIVILEGES = [
  'ALL',
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'CREATE',
  'DROP',
  'REFERENCES',
  'INDEX',
  'ALTER',
  'CREATE TEMPORARY TABLES',
  'LOCK TABLES',
  'EXECUTE',
  'CREATE VIEW',
  'SHOW VIEW',
  'CREATE ROUTINE',
  'ALTER ROUTINE',
  'EVENT',
  'TRIGGER',
];

/** A user that mysqld takes, and that is no account of the server. */
export function userName(): Rule<string, undefined> {
  return limited(string(), (errors, prop, user) => {
    if (!/^[A-Za-z0-9_.@-]{1,32}$/.test(user)) {
      errors.add(
        prop,
        user,
        'a name of 1 to 32 letters, digits and _ . @ -',
        'use such a name; any other may come from a Secret, by userFrom',
      );
    } else if (user === 'root' || user.startsWith('cdk8s_') || user.startsWith('mysql.')) {
      errors.add(prop, user, 'a name that is no account of the server or of this construct', 'use a name of your own');
    }
  });
}

/** A database that mysqld takes, and that is not its own. */
export function databaseName(): Rule<string, undefined> {
  return limited(string(), (errors, prop, database) => {
    if (!/^[A-Za-z0-9_$-]{1,64}$/.test(database)) {
      errors.add(
        prop,
        database,
        'a name of 1 to 64 letters, digits and _ $ -',
        'use such a name; any other may come from a Secret, by databaseFrom',
      );
    } else if (SYSTEM_DATABASES.includes(database.toLowerCase())) {
      errors.add(prop, database, 'a name that is no database of the server', 'use a name of your own');
    }
  });
}

/** Privileges on databases, each once. */
export function privileges(): Rule<string[], undefined> {
  return limited({ ...array(string()), hint: "write ['SELECT']" }, validatePrivileges);
}

/** Privileges by database, at least one. */
export function grants(): Rule<{ [database: string]: string[] }, undefined> {
  const rule = hinted("write { shop: ['ALL'], audit: ['SELECT'] }", record(privileges()));
  return limited(rule, (errors, prop, given) => {
    if (Object.keys(given).length === 0)
      errors.add(prop, '{}', 'for at least one database', 'leave it out for all databases');
  });
}

function validatePrivileges(errors: ValidationErrors, prop: string, given: string[]): void {
  const words = given.map((privilege) => privilege.toUpperCase());
  words.forEach((word, n) =>
    validateOneOf(errors, `${prop}[${n}]`, word, PRIVILEGES, 'write one of these: all others are for root alone'),
  );
  validateDifferent(errors, prop, words, (word) => word, 'name each once');
  if (words.length === 0) errors.add(prop, '[]', 'at least one', "leave it out for ['ALL']");
  if (words.length > 1 && words.includes('ALL'))
    errors.add(prop, given.join(', '), "'ALL' alone, or others without it", "write ['ALL']");
}
