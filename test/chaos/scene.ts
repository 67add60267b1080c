import { Durability } from '../../lib';
import { Namespace } from '../e2e/framework/namespace';
import { Database } from './database';
import { Traffic } from './traffic';

/** For faults whose cost depends on when a write counts as done. */
export const BOTH = [Durability.LOSSLESS, Durability.ASYNC];

/** What a fault does, and what may be expected of the set after it. */
export interface Fault {
  /** By this name it can be run alone. */
  readonly name: string;
  /** The fault in the words of the matrix. */
  readonly title: string;
  /** Durabilities for which it is run. @default LOSSLESS */
  readonly durabilities?: Durability[];
  /** Whether it needs CHAOS_MACHINE. */
  readonly machine?: boolean;
  /** How many members the client asks. @default 3 */
  readonly members?: number;
  /** Which node it hits, by the member that is there. */
  readonly node?: number;
  /** Seconds that writes may be away. @default no goal */
  readonly outage?: number;
  /** What a person has to do, in the words of the matrix. @default nothing */
  readonly human?: string;
  /** Whether writes acknowledged under ASYNC may be lost, because the primary's volume is. */
  readonly costsVolume?: boolean;
  /** Whether it happens before there is a set that clients could use. */
  readonly beforeTraffic?: boolean;
  /** Returns when the fault is over, and waits for what shows that it has happened. */
  run(scene: Scene): Promise<void>;
}

/** What a fault has at hand. */
export interface Scene {
  readonly namespace: Namespace;
  readonly database: Database;
  /** Clients at work, unless the fault comes before them. */
  readonly traffic: Traffic;
  /** Adds to what the matrix tells of this run. */
  note(text: string): void;
}
