import { donorsOf } from '../../cluster/mysql/server';
import { recycle } from '../../cluster/recycle';
import { replaceVolume } from '../../cluster/volumes';
import { pause } from '../../cluster/wait';
import { fill, powerOff, unfill, wipe } from '../driver';
import { BOTH, Fault, FaultContext } from '../fault';
import { allNodes, boot, untilRestarted } from './nodes';

const FULL_SECONDS = 20;
const NUMBERS = 'WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 20000)';
const LARGE = `SET SESSION cte_max_recursion_depth = 20000;
  CREATE TABLE shop.large (data BLOB) ${NUMBERS} SELECT RANDOM_BYTES(1024) AS data FROM numbers`;

async function loseVolume(context: FaultContext, n: number): Promise<void> {
  const { namespace, mysql } = context;
  await replaceVolume(namespace, mysql.pod(n), mysql.claim(n));
  await noteClone(context, n);
}

async function noteClone({ namespace, mysql, note }: FaultContext, n: number): Promise<void> {
  const donor = (await donorsOf(namespace, mysql.pod(n))).at(-1);
  if (!donor) throw new Error(`${mysql.pod(n)} was not cloned from another server`);
  note(`${mysql.pod(n)} cloned ${donor}`);
}

async function loseVolumeWhileScaledToZero(context: FaultContext): Promise<void> {
  const { namespace, mysql } = context;
  await mysql.scale(0);
  await namespace.untilDeleted('mysql-', 180);
  await namespace.kubectl(`delete pvc ${mysql.claim(0)}`);
  await recycle();
  await mysql.scale(3);
  await mysql.untilHealthy();
  await noteClone(context, 0);
}

async function loseVolumeWhileOff(context: FaultContext): Promise<void> {
  const { namespace, mysql } = context;
  const position = namespace.pods.position();
  const nodes = await allNodes();
  await Promise.all(nodes.map(powerOff));
  await wipe(namespace, mysql.claim(0));
  await boot(context, ...nodes);
  await untilRestarted(context, mysql.ordinals, position);
  await mysql.untilHealthy();
  await noteClone(context, 0);
}

const NO_SPACE = /No space left|is full|errno: 28/;

/**
 * Fills a disk. A transaction that needs more space than there is makes sure that mysqld notices; mysqld reports that
 * in its log, or only to the client.
 */
async function fillDisk({ namespace, mysql, note }: FaultContext, n: number): Promise<void> {
  await fill(namespace, mysql.claim(n));
  const begin = Date.now();
  let clientError = '';
  const transaction = mysql.sql(mysql.primary, LARGE).then(() => 'was committed', (error) => {
    clientError = String(error);
    return 'failed';
  });
  const serverLog = () => namespace.kubectl(`logs ${mysql.pod(n)} -c mysql`);
  try {
    await namespace.until('mysqld to report the full disk', async () => {
      return NO_SPACE.test(clientError) || NO_SPACE.test(await serverLog());
    }, 60);
    await pause(Math.max(0, FULL_SECONDS * 1000 + begin - Date.now()));
  } finally {
    await unfill(namespace, mysql.claim(n));
  }
  note(`a transaction of 20 MB ${await transaction}`);
}

/** Scales down, purges the binary logs that the removed server will need, and scales up. */
async function attachOutdatedVolume(context: FaultContext): Promise<void> {
  const { namespace, mysql, traffic } = context;
  await mysql.scale(2);
  await namespace.untilReady('mysql', 2);
  await traffic.untilWritten();
  for (const n of [0, 1]) {
    await mysql.sql(n, 'FLUSH BINARY LOGS; DO SLEEP(1); PURGE BINARY LOGS BEFORE NOW()');
  }
  await mysql.scale(3);
  await mysql.untilHealthy();
  await noteClone(context, 2);
}

const lostPrimary = { modes: BOTH, losesVolume: true };

export const volumes: Fault[] = [
  { name: 'wipe-replica', title: 'volume of a replica lost', run: (context) => loseVolume(context, 1) },
  {
    ...lostPrimary, name: 'wipe-primary', title: 'volume of the primary lost, replicas running',
    run: (context) => loseVolume(context, 0),
  },
  {
    ...lostPrimary, name: 'wipe-primary-scaled', title: 'volume of the primary lost while scaled to 0',
    run: loseVolumeWhileScaledToZero,
  },
  {
    ...lostPrimary, name: 'wipe-primary-off', title: 'volume of the primary lost while all nodes are off',
    needsDriver: true, run: loseVolumeWhileOff,
  },
  {
    name: 'fill-primary', title: `disk of the primary full for ${FULL_SECONDS} s`,
    modes: BOTH, needsDriver: true, run: (context) => fillDisk(context, 0),
  },
  {
    name: 'fill-replica', title: `disk of a replica full for ${FULL_SECONDS} s`,
    needsDriver: true, run: (context) => fillDisk(context, 1),
  },
  { name: 'old-volume', title: 'old volume attached after the binary logs it needs were purged', run: attachOutdatedVolume },
];
