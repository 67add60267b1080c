import { Duration } from 'cdk8s';
import { duration, oneOf, wholeNumber } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { boolean } from '../../validation/types';
import { Durability } from './durability';
import { Replication } from './replication';

/** How many servers there are, which one is the primary, and when a write counts as done. */
export interface ReplicationProps {
  /**
   * Number of servers: one primary, the others are replicas.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * How the servers replicate, and who names the primary. With `Replication.GROUP` there are 3, 5, 7 or 9 servers.
   *
   * @default Replication.SOURCE_REPLICA
   */
  readonly replication?: Replication;

  /**
   * Ordinal of the server that is the primary. Applying another one moves the primary: the new one takes over when it
   * has everything that the present one has. If the present one is gone, the new one takes over if nobody who answers
   * has more, and refuses otherwise. Make sure that a lost primary has stopped: if it is only cut off, it may
   * still accept writes.
   *
   * With `Replication.GROUP` it is a preference: the primary moves to that server whenever it is a member of the group.
   *
   * @default - 0; with `Replication.GROUP` the group elects its primary, and nobody is preferred
   */
  readonly primary?: number;

  /**
   * When a write counts as done. A group has a rule of its own: when a majority has received it.
   *
   * @default - Durability.ASYNC; none with `Replication.GROUP`
   */
  readonly durability?: Durability;

  /**
   * Whether a MySQL cluster whose servers are all empty bootstraps a new database. Set it to false once there is data:
   * if all volumes are lost, the servers then stay not Ready instead of starting with an empty database.
   *
   * @default true
   */
  readonly allowBootstrap?: boolean;

  /**
   * How old a replica's data may be while it is Ready.
   *
   * @default Duration.seconds(60)
   */
  readonly maxLag?: Duration;
}

function unlessGroup<T>(value: T): (props: { replication: Replication }) => T | undefined {
  return ({ replication }) => (replication === Replication.GROUP ? undefined : value);
}

export const REPLICATION = {
  replicas: wholeNumber(1, 1000, 3, 'use 1 for a single server, 3 for a primary and two replicas'),
  replication: oneOf(Object.values(Replication), Replication.SOURCE_REPLICA),
  primary: wholeNumber(0, 999, unlessGroup(0), 'raise replicas or name another server'),
  durability: oneOf(Object.values(Durability), unlessGroup(Durability.ASYNC)),
  allowBootstrap: boolean(true),
  maxLag: duration(5, 'use Duration.seconds(60)', Duration.seconds(60)),
} satisfies RulesOf<ReplicationProps>;
