import { Duration } from 'cdk8s';
import { duration } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { array, boolean, required, struct } from '../../validation/types';
import { databaseName, grants, privileges, userName } from './rules';
import { SecretKey, secretKey } from './secret-key';

/** A user of the MySQL cluster, from any host. */
export interface DatabaseUser {
  /** Name: 1 to 32 letters, digits and _ . @ - */
  readonly name: string;

  /**
   * Password, which no other account has: any UTF-8 string without line ends. A changed Secret is applied; the old
   * password stays valid for `discardOldPasswordAfter`.
   */
  readonly password: SecretKey;

  /**
   * Privileges on every database that the props `database`, `databaseFrom` and `databases` name, as MySQL names those
   * of databases: SELECT, INSERT, CREATE VIEW and so on. Refused beside `grants`.
   *
   * @default - `['ALL']`, or none where there are `grants`
   */
  readonly privileges?: string[];

  /**
   * Privileges by database, such as `{ shop: ['ALL'], audit: ['SELECT'] }`: on these databases alone. Each must be one
   * that the props `database` and `databases` name. A change is taken over without a restart; what is no longer granted
   * is revoked.
   *
   * @default - `privileges` on every database
   */
  readonly grants?: { [database: string]: string[] };

  /**
   * Whether the user may connect by TLS only.
   *
   * @default false
   */
  readonly requireTls?: boolean;
}

/** Databases and accounts of the MySQL cluster. What is no longer declared is kept, and named in the log. */
export interface AccountProps {
  /**
   * Databases that are created and kept: names of 1 to 64 letters, digits and _ $ -
   *
   * @default - none beside `database`
   */
  readonly databases?: string[];

  /**
   * Users that are created and kept, with exactly these privileges.
   *
   * @default - none beside `user`
   */
  readonly users?: DatabaseUser[];

  /**
   * Password of the account `cdk8s_monitoring`, which may see what mysqld_exporter shows: PROCESS, REPLICATION CLIENT,
   * and SELECT on performance_schema. It connects by TLS only.
   *
   * @default - no such account
   */
  readonly monitoringPassword?: SecretKey;

  /**
   * Password of the account `cdk8s_backup`, which may read everything, as mysqldump and MySQL Shell do for a dump, and
   * write nothing. It connects by TLS only.
   *
   * @default - no such account
   */
  readonly backupPassword?: SecretKey;

  /**
   * How long the old password stays valid after the Secret was changed: whole seconds, at least 2 minutes, because
   * kubelets update a mounted Secret up to 90 seconds late. Clients must use the new password within this time.
   *
   * @default Duration.days(1)
   */
  readonly discardOldPasswordAfter?: Duration;
}

/** Seconds; nodes hear of a changed Secret up to 90 s late. */
const SHORTEST = 120;

const USER = struct<DatabaseUser>({
  name: required(userName()),
  password: required(secretKey()),
  privileges: privileges(),
  grants: grants(),
  requireTls: boolean(false),
}, "{ name: 'app', password: { secret: 'mysql', key: 'app-password' } }");

export const ACCOUNTS = {
  databases: array(databaseName()),
  users: array(USER),
  monitoringPassword: secretKey(),
  backupPassword: secretKey(),
  discardOldPasswordAfter: duration(SHORTEST, 'use Duration.days(1)', Duration.days(1)),
} satisfies RulesOf<AccountProps>;
