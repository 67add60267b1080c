import { randomInt } from 'crypto';
import { agentLog, donorsOf } from '../../cluster/mysql/server';
import { containerStatuses } from '../../cluster/pods';
import { recycle } from '../../cluster/recycle';
import { deleteClaimAndPod } from '../../cluster/volumes';
import { logLine, pause } from '../../cluster/wait';
import { kill } from '../driver';
import { Fault, FaultContext } from '../fault';

const KILLS = 100;
const KILLS_PER_CLUSTER = 10;
const KILLS_PER_CLONE = 5;
const MEGABYTES = 200;
const RECIPIENT = 2;

/**
 * Kills a running container, or deletes the whole pod with a grace period of 1 s. A new pod has no back-off, which
 * would leave some moments of a start without kills.
 */
async function killRandomly({ namespace }: FaultContext, name: string): Promise<boolean> {
  const pod = namespace.pods.get(name);
  const running = pod ? containerStatuses(pod).filter(({ state }) => state.running) : [];
  if (running.length === 0) return false;
  if (randomInt(2) === 0) {
    await namespace.tryKubectl(`delete pod ${name} --grace-period=1 --wait=false`);
    return true;
  }
  const container = running[randomInt(running.length)].name;
  return kill(namespace, name, container).then(() => true, () => false);
}

/** Kills servers during their first start. A cluster that becomes healthy is replaced by a new one. */
async function killFirstStarts(context: FaultContext): Promise<void> {
  const { mysql, note } = context;
  let [kills, clusters] = [0, 1];
  while (kills < KILLS) {
    for (let left = KILLS_PER_CLUSTER; left > 0 && !mysql.isHealthy();) {
      await pause(randomInt(2_500));
      if (await killRandomly(context, mysql.pod(randomInt(3)))) { left--; kills++; }
    }
    await mysql.untilHealthy(300);
    await mysql.untilConsistent();
    logLine(`${kills} kills so far`);
    if (kills < KILLS) {
      await replaceCluster(context);
      clusters++;
    }
  }
  note(`${kills} kills during ${clusters} first starts`);
}

async function replaceCluster({ mysql, namespace }: FaultContext): Promise<void> {
  await mysql.scale(0);
  await namespace.kubectl('delete pod -l app=mysql --grace-period=1');
  await namespace.untilDeleted('mysql-');
  await namespace.kubectl(`delete pvc ${mysql.ordinals.map((n) => mysql.claim(n)).join(' ')}`);
  await recycle();
  await mysql.scale(3);
}

/** Ten thousand rows of 1 KiB at a time. */
async function insertData({ mysql }: FaultContext): Promise<void> {
  await mysql.sql(0, 'CREATE TABLE shop.ballast (id INT AUTO_INCREMENT PRIMARY KEY, data BLOB)');
  const numbers = 'WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000)';
  const insert = `INSERT INTO shop.ballast (data) ${numbers} SELECT RANDOM_BYTES(1024) FROM numbers`;
  for (let tens = 0; tens < MEGABYTES / 10; tens++) {
    await mysql.sql(0, `SET SESSION cte_max_recursion_depth = 10000; ${insert}`);
  }
}

const ABOUT_CLONES = /: (cloning from|cloned|clone |finish_clone:|change_source:|steady:)/;
const CLONE_RUNS = /: (cloning from|cloned) /;

/** The donor of the running clone, if one runs. */
async function currentDonor({ namespace, mysql }: FaultContext): Promise<string | undefined> {
  const recipient = mysql.pod(RECIPIENT);
  const log = await agentLog(namespace, recipient).catch(() => '');
  const last = log.trim().split('\n').filter((line) => ABOUT_CLONES.test(line)).at(-1) ?? '';
  return CLONE_RUNS.test(last) ? (await donorsOf(namespace, recipient).catch(() => [])).at(-1) : undefined;
}

async function killClones(context: FaultContext): Promise<void> {
  const { mysql, namespace, note } = context;
  const kills = { recipient: 0, donor: 0 };
  const done = () => kills.recipient + kills.donor;
  await insertData(context);
  while (done() < KILLS) {
    await deleteClaimAndPod(namespace, mysql.pod(RECIPIENT), mysql.claim(RECIPIENT));
    for (let left = KILLS_PER_CLONE; left > 0; left--) {
      const donor = await namespace.until('a clone, or its end', async () => {
        return (await currentDonor(context)) ?? (mysql.isHealthy() ? 'none' : undefined);
      }, 120);
      if (donor === 'none') break;
      await pause(randomInt(1_500));
      const victim = kills.donor < kills.recipient ? 'donor' : 'recipient';
      if (await killRandomly(context, victim === 'donor' ? donor : mysql.pod(RECIPIENT))) kills[victim]++;
    }
    await mysql.untilHealthy(300);
    await mysql.untilConsistent();
    logLine(`${done()} kills so far`);
  }
  note(`${kills.recipient} kills of the recipient, ${kills.donor} of the donor`);
}

export const kills: Fault[] = [
  {
    name: 'kill-first-start', title: `${KILLS} kills at random moments of the first start`,
    needsDriver: true, beforeTraffic: true, run: killFirstStarts,
  },
  {
    name: 'kill-clone', title: `${KILLS} kills at random moments of a clone, half of them of the donor`,
    needsDriver: true, run: killClones,
  },
];
