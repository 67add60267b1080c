import { ValidationErrors } from '../../validation/errors';
import { LARGEST_SERVER_ID } from '../settings/props';
import type { Defaulted } from '../props';
import { Durability } from './durability';

/** Refuses a primary that there is not, acknowledgements that nobody gives, and server ids without room. */
export function validateReplication(errors: ValidationErrors, set: Defaulted): void {
  const { replicas, primary, serverIdBase, durability } = set;
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
