import { SecretKey } from './secret-key';

/** One user and one database, with names that may come from a Secret; `users` and `databases` are for more. */
export interface ApplicationOptions {
  /**
   * Database that the set always has.
   *
   * @default - none
   */
  readonly database?: string;

  /**
   * Secret with the name of the database, instead of `database`; in a key of its own, as names are logged.
   *
   * @default - none
   */
  readonly databaseFrom?: SecretKey;

  /**
   * User that the set always has; it may do everything in all databases that the set declares.
   *
   * @default - none
   */
  readonly user?: string;

  /**
   * Secret with the name of the application user, instead of `user`; in a key of its own, as names are logged.
   *
   * @default - none
   */
  readonly userFrom?: SecretKey;

  /**
   * Password of the application user; required where there is a user.
   *
   * @default - none
   */
  readonly userPassword?: SecretKey;
}
