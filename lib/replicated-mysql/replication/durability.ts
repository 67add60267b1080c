import type { k8s } from 'cdk8s-plus-27';

/** When a write counts as done, and with that, what a crash can take away. */
export enum Durability {
  /** The primary has it on its disk. Losing the primary's volume loses what no replica had fetched yet. */
  ASYNC = 'ASYNC',

  /** A replica has it as well, unless none answers within a second: then the primary goes on alone until one does. */
  SEMI_SYNC = 'SEMI_SYNC',

  /**
   * A majority of the servers has it. Without enough replicas writes wait, for as long as it takes, and no server
   * becomes the primary while so many do not answer that a write could be known to them alone.
   */
  LOSSLESS = 'LOSSLESS',
}

/** Replicas that must have a write, for the agents; with the primary, a majority of LOSSLESS. */
export function acknowledgementsOf({ durability, replicas }: { durability?: Durability; replicas: number }): {
  acknowledgements?: string;
} {
  if (durability === undefined) return {};
  return { acknowledgements: `${durability === Durability.LOSSLESS ? Math.floor(replicas / 2) : 1}\n` };
}

/** Milliseconds; the longest that MySQL knows is 49 days, and it restarts with each write. */
const FOREVER = 2 ** 32 - 1;
const SEMI_SYNC_TIMEOUT = 1000;

/** For the agents of a source and its replicas. */
export function durabilityEnvironment(durability?: Durability): k8s.EnvVar[] {
  if (durability === undefined) return [];
  const timeout = durability === Durability.LOSSLESS ? FOREVER : SEMI_SYNC_TIMEOUT;
  return [{ name: 'DURABILITY', value: durability }, { name: 'SEMI_SYNC_TIMEOUT', value: String(timeout) }];
}
