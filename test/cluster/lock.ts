import { mkdirSync, rmSync, statSync, utimesSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { until } from './wait';

const HEARTBEAT_MS = 5_000;

/** A lock without a heartbeat for this long belongs to a killed process. No command blocks the event loop longer. */
const STALE_MS = 120_000;

/** Runs what two test files on this machine must not do at the same time. */
export async function withLock<T>(name: string, run: () => Promise<T>, seconds?: number): Promise<T> {
  const path = lockPath(name);
  await until(`the lock '${name}'`, () => acquired(path), { every: 100, seconds });
  const heartbeat = setInterval(() => utimesSync(path, new Date(), new Date()), HEARTBEAT_MS);
  try {
    return await run();
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { recursive: true, force: true });
  }
}

/** Waits while another test file on this machine holds the lock. */
export async function untilUnlocked(name: string, seconds?: number): Promise<void> {
  const path = lockPath(name);
  await until(`the release of the lock '${name}'`, () => (heartbeatAge(path) ?? Infinity) > STALE_MS, { every: 100, seconds });
}

function lockPath(name: string): string {
  return join(tmpdir(), `cdk8s-stateful-e2e-${name.replace(/ /g, '-')}`);
}

function acquired(path: string): boolean {
  try {
    mkdirSync(path);
  } catch {
    if ((heartbeatAge(path) ?? 0) > STALE_MS) rmSync(path, { recursive: true, force: true });
    return false;
  }
  return true;
}

/** Milliseconds since the last heartbeat, if the lock is held. */
function heartbeatAge(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && Date.now() - found.mtimeMs;
}
