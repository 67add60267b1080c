import { Duration } from 'cdk8s';
import { SecretKey } from './secret-key';

/** A user that a set always has, from any host. */
export interface DatabaseUser {
  /** Name: 1 to 32 letters, digits and _ . @ - */
  readonly name: string;

  /** Password, which no other account has; any text of UTF-8 except line ends. Another text in the Secret is taken over while the former one stays good. */
  readonly password: SecretKey;

  /**
   * Databases that the user works in.
   *
   * @default - all that the props `database`, `databaseFrom` and `databases` name
   */
  readonly databases?: string[];

  /**
   * Privileges on each of them, as MySQL names those of databases: SELECT, INSERT, CREATE VIEW and so on.
   *
   * @default ['ALL']
   */
  readonly privileges?: string[];

  /**
   * Whether the user may connect by TLS only.
   *
   * @default false
   */
  readonly requireTls?: boolean;
}

/** Which databases and accounts a set has, and keeps. What is no longer named here is kept, and named in the log. */
export interface AccountOptions {
  /**
   * Databases that the set always has: 1 to 64 letters, digits and _ $ -
   *
   * @default - none beside `database`
   */
  readonly databases?: string[];

  /**
   * Users that the set always has, with exactly these privileges.
   *
   * @default - none beside `user`
   */
  readonly users?: DatabaseUser[];

  /**
   * Password of the account `cdk8s_monitoring`, which may see what mysqld_exporter shows: PROCESS, REPLICATION CLIENT, and SELECT on
   * performance_schema. It connects by TLS only.
   *
   * @default - no such account
   */
  readonly monitoringPassword?: SecretKey;

  /**
   * Password of the account `cdk8s_backup`, which may read everything, as mysqldump and MySQL Shell do for a dump, and write nothing. It
   * connects by TLS only.
   *
   * @default - no such account
   */
  readonly backupPassword?: SecretKey;

  /**
   * How long the former password stays good after a Secret has got another one: whole seconds, at least 2 minutes, since nodes hear of
   * a changed Secret up to 90 seconds late. It is the time that clients have for going over to the new password.
   *
   * @default Duration.days(1)
   */
  readonly discardOldPasswordAfter?: Duration;
}
