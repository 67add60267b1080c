import { Fault } from '../fault';
import { failovers } from './failovers';
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
  ...processes, ...pods, ...nodes, ...volumes, ...kills, ...services, ...replication, ...failovers, ...secrets,
];
