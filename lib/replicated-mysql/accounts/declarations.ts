import { DatabaseUser } from './props';
import { Resolved } from '../defaults';
import { SecretKey } from './secret-key';

/** An account as server/accounts.sh reads it: who, where its password is mounted, and what it may do. */
interface Row {
  readonly name: string;
  readonly password: string;
  readonly requireTls?: boolean;
  readonly grants: Grant[];
}

interface Grant {
  readonly privileges: string;
  /** A database, or `*` for everything. */
  readonly database: string;
}

/** https://github.com/prometheus/mysqld_exporter#required-grants, without SELECT on tables of users. */
const MONITORING: Row = {
  name: 'cdk8s_monitoring',
  password: 'monitoring-password',
  requireTls: true,
  grants: [
    { privileges: 'PROCESS, REPLICATION CLIENT', database: '*' },
    { privileges: 'SELECT', database: 'performance_schema' },
  ],
};

/**
 * What mysqldump and MySQL Shell ask for; FLUSH_TABLES is the part of RELOAD that they need. Not BACKUP_ADMIN, with
 * which Shell locks out DDL, and anybody fills the disk: it allows CLONE LOCAL.
 */
const BACKUP: Row = {
  name: 'cdk8s_backup',
  password: 'backup-password',
  requireTls: true,
  grants: [
    {
      privileges:
        'SELECT, PROCESS, LOCK TABLES, REPLICATION CLIENT, SHOW VIEW, EVENT, TRIGGER, FLUSH_TABLES, SHOW_ROUTINE',
      database: '*',
    },
  ],
};

/** Accounts and databases as files of the desired state; server/accounts.sh says how they are read. */
export function declarationsOf(set: Resolved): { [key: string]: string } {
  return { ...file('databases', databasesOf(set)), ...file('accounts', rowsOf(set).map(lineOf)) };
}

/** Where the pods find the passwords of declared accounts. */
export function passwordsOf(set: Resolved): Array<[string, SecretKey | undefined]> {
  return [
    ['user-password', set.userPassword],
    ...(set.users ?? []).map(({ name, password }): [string, SecretKey] => [fileOf(name), password]),
    ['monitoring-password', set.monitoringPassword],
    ['backup-password', set.backupPassword],
  ];
}

function fileOf(user: string): string {
  return `user-password.${user}`;
}

function file(name: string, lines: string[]): { [key: string]: string } {
  return lines.length > 0 ? { [name]: lines.map((line) => `${line}\n`).join('') } : {};
}

/** A name from a Secret is told by its file in the pod. */
function singleDatabaseOf(set: Resolved): string[] {
  return set.databaseFrom ? ['secret:database'] : set.database ? [set.database] : [];
}

function databasesOf(set: Resolved): string[] {
  return [...singleDatabaseOf(set), ...set.databases ?? []];
}

function rowsOf(set: Resolved): Row[] {
  const single = set.userFrom ? 'secret:user' : set.user;
  return [
    ...(single ? [{ name: single, password: 'user-password', grants: grantsOf(databasesOf(set)) }] : []),
    ...(set.users ?? []).map((user) => rowOf(user, databasesOf(set))),
    ...(set.monitoringPassword ? [MONITORING] : []),
    ...(set.backupPassword ? [BACKUP] : []),
  ];
}

function rowOf({ name, grants, privileges, requireTls }: DatabaseUser, databases: string[]): Row {
  const byDatabase = grants && Object.entries(grants).map(([database, some]) => grantOf(database, some));
  return { name, password: fileOf(name), requireTls, grants: byDatabase ?? grantsOf(databases, privileges) };
}

function grantsOf(databases: string[], privileges = ['ALL']): Grant[] {
  return databases.map((database) => grantOf(database, privileges));
}

function grantOf(database: string, privileges: string[]): Grant {
  return { privileges: privileges.join(', ').toUpperCase(), database };
}

function lineOf({ name, password, requireTls, grants }: Row): string {
  return [
    name,
    '%',
    password,
    requireTls ? 'tls' : '',
    grants.map(({ privileges, database }) => `${privileges} ON ${database}`).join(';'),
  ].join('|');
}
