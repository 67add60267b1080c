import { spawnSync } from 'child_process';
import { mkdirSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { kubectl } from './kubectl';
import { say, until } from './wait';

const LOCK = join(tmpdir(), 'cdk8s-stateful-e2e-recycle');
const STALE = 60_000;
const TRIES = 3;

/** Where volumes are a pool that somebody has to empty, E2E_RECYCLE is the command that does; one at a time. */
export async function recycle(): Promise<void> {
  const command = process.env.E2E_RECYCLE;
  if (!command) return;
  await untilReleased();
  await until('the turn to recycle volumes', lock, { every: 100 });
  try {
    for (let tries = TRIES; tries > 0 && !run(command); tries--);
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** A claim ends before its volume is said to be Released; what is recycled in between misses it. */
async function untilReleased(): Promise<void> {
  await until('volumes of deleted claims to be Released', async () => {
    const claims = (await objects('pvc --all-namespaces')).map(({ metadata }) => metadata.uid);
    const volumes = await objects('pv');
    return volumes.every(({ spec, status }) => status.phase !== 'Bound' || claims.includes(spec.claimRef?.uid ?? ''));
  }, { every: 200 });
}

interface Listed {
  readonly metadata: { uid: string };
  readonly spec: { claimRef?: { uid?: string } };
  readonly status: { phase: string };
}

async function objects(what: string): Promise<Listed[]> {
  return JSON.parse(await kubectl(['get', ...what.split(' '), '-o', 'json'])).items;
}

function run(command: string): boolean {
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', timeout: STALE });
  if (status !== 0) say(`E2E_RECYCLE: exit code ${status}: ${stderr.trim()}`);
  return status === 0;
}

function lock(): boolean {
  try {
    mkdirSync(LOCK);
  } catch {
    if (Date.now() - statSync(LOCK).mtimeMs > STALE) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
  return true;
}
