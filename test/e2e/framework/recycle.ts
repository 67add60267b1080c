import { spawnSync } from 'child_process';
import { kubectl } from './kubectl';
import { alone } from './lock';
import { pause, say, until } from './wait';

const LIMIT = 60_000;
const TRIES = 3;

/** Where volumes are a pool that somebody has to empty, E2E_RECYCLE is the command that does; one at a time. */
export async function recycle(): Promise<void> {
  const command = process.env.E2E_RECYCLE;
  if (!command) return;
  await untilReleased();
  await alone('recycle', async () => {
    for (let tries = TRIES; tries > 0 && !run(command); tries--) await pause(0);
  });
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
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', timeout: LIMIT });
  if (status !== 0) say(`E2E_RECYCLE: exit code ${status}: ${stderr.trim()}`);
  return status === 0;
}
