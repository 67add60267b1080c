import { Duration } from 'cdk8s';

/** How the accounts of a set are kept. */
export interface AccountOptions {
  /**
   * How long the former password stays good after a Secret has got another one: whole seconds, at least 2 minutes, since nodes hear of
   * a changed Secret up to 90 seconds late. It is the time that clients have for going over to the new password.
   *
   * @default Duration.days(1)
   */
  readonly discardOldPasswordAfter?: Duration;
}
