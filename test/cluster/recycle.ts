import { spawnSync } from 'child_process';
import { kubectlJson } from './kubectl';
import { withLock } from './lock';
import { pause, logLine, until } from './wait';

const TIMEOUT_MS = 60_000;
const ATTEMPTS = 3;

interface KubeObject {
  readonly metadata: { uid: string };
  readonly spec: { claimRef?: { uid?: string } };
  readonly status: { phase: string };
}

/** Where volumes are a fixed pool, E2E_RECYCLE names the command that empties Released ones. One run at a time. */
export async function recycle(): Promise<void> {
  const command = process.env.E2E_RECYCLE;
  if (!command) return;
  await untilReleased();
  await withLock('recycle', async () => {
    for (let left = ATTEMPTS; left > 0 && !succeeds(command); left--) await pause(0);
  });
}

/** A claim is deleted before its volume is Released; a recycle in between would miss the volume. */
async function untilReleased(): Promise<void> {
  await until('volumes of deleted claims to be Released', async () => {
    const claims = (await listObjects('pvc', '--all-namespaces')).map(({ metadata }) => metadata.uid);
    const volumes = await listObjects('pv');
    return volumes.every(({ spec, status }) => status.phase !== 'Bound' || claims.includes(spec.claimRef?.uid ?? ''));
  }, { every: 200 });
}

async function listObjects(...args: string[]): Promise<KubeObject[]> {
  return (await kubectlJson<{ items: KubeObject[] }>(['get', ...args])).items;
}

function succeeds(command: string): boolean {
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', timeout: TIMEOUT_MS });
  if (status !== 0) logLine(`E2E_RECYCLE: exit code ${status}: ${stderr.trim()}`);
  return status === 0;
}
