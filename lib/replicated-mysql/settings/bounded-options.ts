import { bytesOf, quantityOf } from '../../validation/sizes';
import type { Defaulted } from '../props';

/** What the limits follow from. */
type Room = Pick<Defaulted, 'memory' | 'storage'>;

/** What the value of an option may be. */
export interface Bound {
  readonly accepts: (value: string, room: Room) => boolean;
  readonly expected: (room: Room) => string;
  readonly hint: string;
}

const words = (value: string) => value.toLowerCase().split(',').map((word) => word.trim());

function oneOf(accepted: string[], reason: string): Bound {
  return {
    accepts: (value) => accepted.includes(value.trim().toLowerCase()),
    expected: () => accepted.filter((word) => word !== '').map((word) => `'${word.toUpperCase()}'`).join(' or '),
    hint: `leave it out: ${reason}`,
  };
}

/** MySQL's words for on; an option without a value is on. */
const on = (reason: string): Bound => ({ ...oneOf(['on', '1', 'true', ''], reason), expected: () => "'ON'" });

function listWith(needed: string[], reason: string): Bound {
  return {
    accepts: (value) => needed.some((word) => words(value).includes(word)),
    expected: () => `a list with ${needed.join(' or ')}`,
    hint: `leave it out: ${reason}`,
  };
}

function below(prop: keyof Room, hint: string): Bound {
  return {
    accepts: (value, room) => !(amountOf(value) >= bytesOf(room[prop])),
    expected: (room) => `less than ${prop}, which is ${quantityOf(room[prop])}`,
    hint,
  };
}

function atLeast(least: string, reason: string): Bound {
  return {
    accepts: (value) => !(amountOf(value) < amountOf(least)),
    expected: () => `at least ${least}`,
    hint: `leave it out: ${reason}`,
  };
}

function atMost(most: string, reason: string): Bound {
  return {
    accepts: (value) => !(amountOf(value) > amountOf(most)),
    expected: () => `at most ${most}`,
    hint: `leave it out: ${reason}`,
  };
}

const SIZE = /^\s*(\d+)\s*([kmgtpe]?)\s*$/i;

/** A number or size as MySQL writes it; NaN where it is none, which mysqld refuses itself. */
function amountOf(text: string): number {
  const [, digits, unit] = SIZE.exec(text) ?? [];
  return digits === undefined ? NaN : Number(digits) * 1024 ** ' kmgtpe'.indexOf(unit.toLowerCase() || ' ');
}

/** Options that users may set within limits; docs/decisions/006-settings.md says how each limit was found. */
export const BOUNDED: { readonly [option: string]: Bound } = {
  'binlog-error-action': oneOf(['abort_server', '1'], 'a write that is not in the binary log reaches no replica'),
  'binlog-format': oneOf(['row'], 'a statement may give other rows on another server'),
  'init-connect': {
    accepts: (value) => /^\s*(set\s(?!.*\b(global|persist))[^;(]*;?\s*)?$/i.test(value),
    expected: () => 'empty, or one SET of session variables',
    hint: 'leave it out: a statement that fails would disconnect the replicas',
  },
  'innodb-buffer-pool-size': below('memory', 'raise memory, or leave it out: the pool follows memory'),
  'innodb-checksum-algorithm': oneOf(['crc32', 'strict_crc32'], 'a damaged page must not be copied'),
  'innodb-flush-method': oneOf(
    ['fsync', 'o_dsync', 'o_direct', 'o_direct_no_fsync'],
    'a server must not lose what it has acknowledged',
  ),
  'innodb-log-buffer-size': below('memory', 'raise memory'),
  'innodb-log-checksums': on('a damaged log must not be applied'),
  'innodb-redo-log-capacity': below('storage', 'raise storage: mysqld allocates the files'),
  'innodb-thread-concurrency': atMost('256', 'mysqld does not start with many more'),
  'key-buffer-size': below('memory', 'raise memory'),
  'max-allowed-packet': atLeast('2M', 'CLONE needs packets of that size'),
  'max-binlog-cache-size': atLeast('16M', 'a transaction that fits on one server must fit on all'),
  'max-binlog-stmt-cache-size': atLeast('16M', 'a transaction that fits on one server must fit on all'),
  'max-connections': atLeast('8', 'replicas, agents and clients connect at the same time'),
  'protocol-compression-algorithms': listWith(['uncompressed'], 'the agents connect without compression'),
  'relay-log-purge': on('relay logs would fill the volume'),
  'replica-exec-mode': oneOf(['strict'], 'errors would be hidden, and the servers would differ'),
  'replica-preserve-commit-order': on('a replica that becomes the primary must not lack a transaction in between'),
  'thread-handling': oneOf(['one-thread-per-connection'], 'one connection would block all others'),
  'tls-version': listWith(['tlsv1.2', 'tlsv1.3'], 'the internal accounts need TLS'),
};
