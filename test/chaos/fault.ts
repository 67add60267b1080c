import { Durability, Replication } from '../../lib';
import { Namespace } from '../cluster/namespace';
import { MySQLCluster } from './mysql-cluster';
import { Traffic } from './traffic';

/** How a MySQL cluster replicates: by source and replicas with this durability, or as a group. */
export type Mode = Durability | Replication.GROUP;

/** For faults whose cost depends on when a write is acknowledged. */
export const BOTH: Mode[] = [Durability.LOSSLESS, Durability.ASYNC];

/** What a fault does, and what is expected of the MySQL cluster after it. */
export interface Fault {
  /** The name by which it is run alone. */
  readonly name: string;
  /** Its description in the matrix. */
  readonly title: string;
  /** Modes for which it is run; with Replication.GROUP only if that is asked for. @default LOSSLESS */
  readonly modes?: Mode[];
  /** Whether it needs CHAOS_DRIVER. */
  readonly needsDriver?: boolean;
  /** The number of servers that the client queries. @default 3 */
  readonly servers?: number;
  /** The ordinal of the server whose node it hits; the client runs on another node. */
  readonly node?: number;
  /** The longest accepted write outage, in seconds. @default no limit */
  readonly maxWriteOutage?: number;
  /** What a person has to do, in the words of the matrix. @default none */
  readonly manualAction?: string;
  /** Whether rows acknowledged with ASYNC may be lost, because the primary's volume is. */
  readonly losesVolume?: boolean;
  /** For how many seconds a server may accept writes besides the primary, as nobody could tell it that it was replaced. */
  readonly mayOverlap?: number;
  /** Whether it hits a cluster that no client can use yet. */
  readonly beforeTraffic?: boolean;
  /** Returns when the fault is over, after it has waited for the effect of the fault. */
  run(context: FaultContext): Promise<void>;
}

/** What a fault can use. */
export interface FaultContext {
  readonly namespace: Namespace;
  readonly mysql: MySQLCluster;
  /** Running clients; absent at a fault that comes before them. */
  readonly traffic: Traffic;
  /** Adds an observation to the row of the matrix. */
  note(text: string): void;
}
