import { ValidationErrors } from '../../validation/errors';
import { LARGEST_SERVER_ID } from '../settings/props';
import type { Defaulted } from '../props';
import { Durability } from './durability';
import { Replication } from './replication';

/** Of 4 servers no more may fail than of 3; MySQL has a limit of 9. */
const GROUP_SIZES = [3, 5, 7, 9];

/** Refuses a primary that there is not, acknowledgements that nobody gives, and server ids without room. */
export function validateReplication(errors: ValidationErrors, set: Defaulted): void {
  const { replicas, primary = 0, serverIdBase, durability } = set;
  if (set.replication === Replication.GROUP) validateGroup(errors, set);
  if (primary >= replicas && replicas >= 1) {
    errors.add(
      'primary',
      primary,
      `the ordinal of a server, from 0 to ${replicas - 1}`,
      'raise replicas or name another server',
    );
  }
  if (serverIdBase + replicas - 1 > LARGEST_SERVER_ID) {
    const expected = `a whole number from 1 that leaves room for every server below ${LARGEST_SERVER_ID}`;
    errors.add('serverIdBase', serverIdBase, expected, 'use a smaller number, for example 100');
  }
  if (durability === Durability.LOSSLESS && replicas < 3) {
    const expected = replicas === 2 ? 'ASYNC or SEMI_SYNC with 2 servers' : 'ASYNC with a single server';
    errors.add('durability', durability, expected, 'a majority that survives a failure takes replicas: 3');
  }
  if (durability === Durability.SEMI_SYNC && replicas < 2) {
    errors.add(
      'durability',
      durability,
      'ASYNC with a single server',
      'there is nobody to acknowledge: use replicas: 2 or more',
    );
  }
}

function validateGroup(errors: ValidationErrors, set: Defaulted): void {
  const { replicas, durability } = set;
  for (const prop of ['primarySettings', 'replicaSettings'] as const) {
    if (set[prop] === undefined) continue;
    const hint = 'the group makes any server the primary, without a restart: write them into settings';
    errors.add(prop, Object.keys(set[prop]!), 'left out with Replication.GROUP', hint);
  }
  if (!GROUP_SIZES.includes(replicas)) {
    errors.add(
      'replicas',
      replicas,
      '3, 5, 7 or 9 with Replication.GROUP',
      'a group goes on while a majority of its servers is there, and has at most 9: use replicas: 3',
    );
  }
  if (durability !== undefined) {
    errors.add(
      'durability',
      durability,
      'left out with Replication.GROUP',
      'a group acknowledges a write when a majority has received it: leave it out',
    );
  }
}
