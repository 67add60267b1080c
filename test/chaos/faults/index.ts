import { Fault } from '../fault';
import { crashLoops } from './crash-loops';
import { failovers } from './failovers';
import { frozen } from './frozen';
import { kills } from './kills';
import { nodes } from './nodes';
import { pods } from './pods';
import { processes } from './processes';
import { replication } from './replication';
import { secrets } from './secrets';
import { services } from './services';
import { volumes } from './volumes';

/** All faults, in the order of the matrix. */
export const FAULTS: Fault[] = [
  ...processes, ...crashLoops, ...pods, ...nodes, ...volumes, ...kills, ...services, ...replication, ...failovers, ...frozen, ...secrets,
];
