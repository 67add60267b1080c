import { Size } from 'cdk8s';
import { bytesOf } from '../../validation/sizes';

const [MIB, GIB] = [2 ** 20, 2 ** 30];

/**
 * What mysqld 9.7 holds beside its buffer pool with few clients: 485 MiB were measured, mostly performance_schema, log
 * buffers and plugins.
 */
const BASE = 512 * MIB;

/** The rest is for connections, sorts and copies: of 1 GiB, 145 connections and 40 large sorts at once leave 75 MiB. */
const SHARE = 0.75;

/** MySQL's own default, and the step in which it grows. */
const CHUNK = 128 * MIB;

/**
 * The buffer pool that fits into a memory limit, as MySQL writes sizes.
 *
 * MySQL rounds up, to a multiple of 128 MiB for each part that the pool has, and from 1 GiB it has up to eight parts.
 */
export function bufferPoolOf(memory: Size): string {
  const bytes = (bytesOf(memory) - BASE) * SHARE;
  const step = bytes < GIB ? CHUNK : GIB;
  return `${Math.max(Math.floor(bytes / step) * step, CHUNK) / MIB}M`;
}
