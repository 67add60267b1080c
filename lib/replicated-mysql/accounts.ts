import { Resolved } from './defaults';

/** An account as scripts/accounts.sh reads it: who, where its password is mounted, and what it may do. */
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

/** What the pods are told of accounts and databases, as files of the topology; scripts/accounts.sh says how they are read. */
export function declarationsOf(set: Resolved): { [key: string]: string } {
  return { ...file('databases', databasesOf(set)), ...file('accounts', rowsOf(set).map(lineOf)) };
}

function file(name: string, lines: string[]): { [key: string]: string } {
  return lines.length > 0 ? { [name]: lines.map((line) => `${line}\n`).join('') } : {};
}

/** A name from a Secret is told by its file in the pod. */
function databasesOf(set: Resolved): string[] {
  return set.databaseFrom ? ['secret:database'] : set.database ? [set.database] : [];
}

function rowsOf(set: Resolved): Row[] {
  const name = set.userFrom ? 'secret:user' : set.user;
  return name ? [{ name, password: 'user-password', grants: databasesOf(set).map((database) => ({ privileges: 'ALL', database })) }] : [];
}

function lineOf({ name, password, requireTls, grants }: Row): string {
  return [name, '%', password, requireTls ? 'tls' : '', grants.map(({ privileges, database }) => `${privileges} ON ${database}`).join(';')].join('|');
}
