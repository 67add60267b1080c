import { agentLog } from '../../e2e/framework/mysql';
import { recycle } from '../../e2e/framework/recycle';
import { loseVolume } from '../../e2e/framework/volumes';
import { pause } from '../../e2e/framework/wait';
import { fill, powerOff, unfill, wipe } from '../machine';
import { BOTH, Fault, Scene } from '../scene';
import { allNodes, boot, untilRestarted } from './nodes';

const FULL_SECONDS = 20;
const LARGE = `SET SESSION cte_max_recursion_depth = 20000; CREATE TABLE shop.large (data BLOB)
  WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 20000) SELECT RANDOM_BYTES(1024) AS data FROM numbers`;

async function loseDisk({ namespace, database, note }: Scene, n: number): Promise<void> {
  await loseVolume(namespace, database.pod(n), database.claim(n));
  await noteCopy({ namespace, database, note }, n);
}

async function noteCopy({ namespace, database, note }: Pick<Scene, 'namespace' | 'database' | 'note'>, n: number): Promise<void> {
  const [copy] = (await agentLog(namespace, database.pod(n))).match(/copying from \S+/) ?? [];
  if (!copy) throw new Error(`${database.pod(n)} was not filled from another server`);
  note(`${database.pod(n)}: ${copy}`);
}

/** All servers away, the disk of the primary replaced, all servers back. */
async function loseDiskWhileScaledToZero(scene: Scene): Promise<void> {
  const { namespace, database } = scene;
  await namespace.kubectl('scale statefulset mysql --replicas=0');
  await namespace.untilGone('mysql-', 180);
  await namespace.kubectl(`delete pvc ${database.claim(0)}`);
  await recycle();
  await namespace.kubectl('scale statefulset mysql --replicas=3');
  await database.untilWhole();
  await noteCopy(scene, 0);
}

async function loseDiskWhileOff(scene: Scene): Promise<void> {
  const { namespace, database } = scene;
  const mark = namespace.pods.mark();
  const nodes = await allNodes();
  await Promise.all(nodes.map(powerOff));
  await wipe(namespace, database.claim(0));
  await boot(scene, ...nodes);
  await untilRestarted(scene, database.members, mark);
  await database.untilWhole();
  await noteCopy(scene, 0);
}

const NO_ROOM = /No space left|is full|errno: 28/;

/** A transaction that needs more room than there is makes sure that mysqld hits the end of the disk, which it says in its log or to the client alone. */
async function fillDisk({ namespace, database, note }: Scene, n: number): Promise<void> {
  await fill(namespace, database.claim(n));
  const begin = Date.now();
  let answer = '';
  const large = database.sql(database.primary, LARGE).then(() => 'was committed', (error) => {
    answer = String(error);
    return 'failed';
  });
  try {
    await namespace.until('mysqld to find no room', async () => NO_ROOM.test(answer) || NO_ROOM.test(await namespace.kubectl(`logs ${database.pod(n)} -c mysql`)), 60);
    await pause(Math.max(0, FULL_SECONDS * 1000 + begin - Date.now()));
  } finally {
    await unfill(namespace, database.claim(n));
  }
  note(`a transaction of 20 MB ${await large}`);
}

/** Scaled in, the binary logs that the volume needs purged, scaled out: the volume is of an earlier life. */
async function attachOldVolume(scene: Scene): Promise<void> {
  const { namespace, database, traffic } = scene;
  await namespace.kubectl('scale statefulset mysql --replicas=2');
  await namespace.untilReady('mysql', 2);
  await traffic.untilWritten();
  for (const n of [0, 1]) {
    await database.sql(n, 'FLUSH BINARY LOGS; DO SLEEP(1); PURGE BINARY LOGS BEFORE NOW()');
  }
  await namespace.kubectl('scale statefulset mysql --replicas=3');
  await database.untilWhole();
  await noteCopy(scene, 2);
}

export const volumes: Fault[] = [
  { name: 'wipe-replica', title: 'volume of a replica lost', run: (scene) => loseDisk(scene, 1) },
  { name: 'wipe-primary', title: 'volume of the primary lost, replicas up', durabilities: BOTH, costsVolume: true, run: (scene) => loseDisk(scene, 0) },
  { name: 'wipe-primary-scaled', title: 'volume of the primary lost with the set scaled to 0', durabilities: BOTH, costsVolume: true, run: loseDiskWhileScaledToZero },
  { name: 'wipe-primary-off', title: 'volume of the primary lost with all nodes off', durabilities: BOTH, machine: true, costsVolume: true, run: loseDiskWhileOff },
  { name: 'fill-primary', title: `disk of the primary full for ${FULL_SECONDS} s`, durabilities: BOTH, machine: true, run: (scene) => fillDisk(scene, 0) },
  { name: 'fill-replica', title: `disk of a replica full for ${FULL_SECONDS} s`, machine: true, run: (scene) => fillDisk(scene, 1) },
  { name: 'old-volume', title: 'old volume attached after the logs it needs were purged', run: attachOldVolume },
];
