import { pause } from '../../e2e/framework/wait';
import { BOTH, Fault, Scene } from '../scene';

const PAUSE_SECONDS = 30;

async function killServer({ database, namespace }: Scene, n: number): Promise<void> {
  const before = await database.processOf(n);
  await database.signal(n, 'KILL');
  await namespace.until(`another mysqld in ${database.pod(n)}`, async () => (await database.processOf(n)) !== before, 60);
  await namespace.until(`${database.pod(n)} to answer`, () => database.sql(n, 'SELECT 1'), 60);
}

async function pauseServer({ database }: Scene, n: number): Promise<void> {
  await database.signal(n, 'STOP');
  await pause(PAUSE_SECONDS * 1000);
  await database.signal(n, 'CONT');
}

/** Each smaller than mysqld, together more than the limit of the container, so that the kernel ends mysqld. */
const GREED = 'for i in {1..12}; do { head -c 120M /dev/zero; sleep 3; } | tail >/dev/null & done; wait';

async function exhaustMemory({ database, namespace, note }: Scene, n: number): Promise<void> {
  const before = await database.processOf(n);
  await namespace.exec(`${database.pod(n)} -c mysql`, ['bash', '-c', GREED], { seconds: 60 });
  await namespace.until(`${database.pod(n)} to answer`, () => database.sql(n, 'SELECT 1'), 60);
  const killed = (await database.processOf(n)) !== before;
  note(killed ? 'the kernel ended mysqld' : 'the kernel ended other processes of the container');
}

export const processes: Fault[] = [
  { name: 'kill-primary', title: 'mysqld of the primary: SIGKILL', durabilities: BOTH, outage: 8, run: (scene) => killServer(scene, 0) },
  { name: 'kill-replica', title: 'mysqld of a replica: SIGKILL', run: (scene) => killServer(scene, 1) },
  { name: 'pause-primary', title: `mysqld of the primary: stopped for ${PAUSE_SECONDS} s`, run: (scene) => pauseServer(scene, 0) },
  { name: 'pause-replica', title: `mysqld of a replica: stopped for ${PAUSE_SECONDS} s`, run: (scene) => pauseServer(scene, 1) },
  { name: 'memory-primary', title: 'memory limit of the primary hit', run: (scene) => exhaustMemory(scene, 0) },
];
