import { SecretKey } from './secret-key';

/** What an application finds in a new set. */
export interface ApplicationOptions {
  /**
   * Database that a new set begins with.
   *
   * @default - none
   */
  readonly database?: string;

  /**
   * Secret with the name of the database that a new set begins with, instead of `database`.
   *
   * @default - none
   */
  readonly databaseFrom?: SecretKey;

  /**
   * Application user that a new set begins with; it owns `database`.
   *
   * @default - none
   */
  readonly user?: string;

  /**
   * Secret with the name of the application user, instead of `user`.
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
