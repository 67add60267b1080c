import { Duration } from 'cdk8s';
import { AccountOptions } from './account-options';
import { ApplicationOptions } from './application-options';
import { AvailabilityOptions } from './availability-options';
import { Durability } from './durability';
import { HardeningOptions } from './hardening-options';
import { NamingOptions } from './naming-options';
import { NetworkOptions } from './network-options';
import { SecretKey } from './secret-key';
import { ServerOptions } from './server-options';
import { SettingsOptions } from './settings-options';
import { TlsOptions } from './tls-options';

/** What a ReplicatedMySQL can be asked for. */
export interface ReplicatedMySQLProps
  extends AccountOptions, ApplicationOptions, AvailabilityOptions, HardeningOptions, NamingOptions, NetworkOptions, ServerOptions, SettingsOptions {
  /** Password of root, who may log in only inside the pods. Any text of UTF-8 except line ends. */
  readonly rootPassword: SecretKey;

  /**
   * Certificates by which clients verify the servers, and the servers each other.
   *
   * @default - each server makes a certificate of its own, which encrypts and which nobody can verify
   */
  readonly tls?: TlsOptions;

  /**
   * Name of the StatefulSet, and what the other names begin with: RFC 1123, at most 49 characters
   * (a StatefulSet's pods carry a label that has room for 52, and a server's name needs `-` and its ordinal).
   *
   * @default 'mysql'
   */
  readonly name?: string;

  /**
   * Number of servers: one primary, the others are replicas.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * Ordinal of the server that is the primary. Applying another one moves the primary: the new one takes over when it
   * has everything that the present one has. If the present one is gone, the new one takes over if nobody who answers
   * has more, and refuses otherwise. Make sure that a server you believe dead is: cut off, it may still take writes.
   *
   * @default 0
   */
  readonly primary?: number;

  /**
   * When a write counts as done.
   *
   * @default Durability.ASYNC
   */
  readonly durability?: Durability;

  /**
   * Whether a set whose members are all empty begins a new database. Set it to false once there is data: then
   * the loss of all volumes, or of a single server's, ends in a refusal instead of an empty database.
   *
   * @default true
   */
  readonly createDatabase?: boolean;

  /**
   * How old a replica's data may be while it is Ready.
   *
   * @default Duration.seconds(60)
   */
  readonly maxLag?: Duration;
}
