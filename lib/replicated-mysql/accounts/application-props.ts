import { RulesOf } from '../../validation/rules';
import { databaseName, userName } from './rules';
import { SecretKey, secretKey } from './secret-key';

/** One user and one database, with names that may come from a Secret; `users` and `databases` are for more. */
export interface ApplicationProps {
  /**
   * Database that is created and kept.
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
   * User that is created and kept, with all privileges on all declared databases.
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

export const APPLICATION = {
  database: databaseName(),
  databaseFrom: secretKey(),
  user: userName(),
  userFrom: secretKey(),
  userPassword: secretKey(),
} satisfies RulesOf<ApplicationProps>;
