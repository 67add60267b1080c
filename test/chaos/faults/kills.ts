import { randomInt } from 'crypto';
import { agentLog } from '../../e2e/framework/mysql';
import { Pod } from '../../e2e/framework/recorder';
import { emptyVolume } from '../../e2e/framework/volumes';
import { recycle } from '../../e2e/framework/recycle';
import { pause, say } from '../../e2e/framework/wait';
import { kill } from '../machine';
import { Fault, Scene } from '../scene';

const KILLS = 100;
const KILLS_OF_A_SET = 10;
const KILLS_OF_A_COPY = 5;
const MEGABYTES = 200;
const COPIED = 2;

/** What runs in a pod at the moment, init containers among it. */
function running(pod: Pod | undefined): string[] {
  const statuses = [...pod?.status.initContainerStatuses ?? [], ...pod?.status.containerStatuses ?? []];
  return statuses.filter(({ state }) => state.running).map(({ name }) => name);
}

/** A container by SIGKILL, or the whole pod within a second: a new pod knows no back-off, which would hide moments. */
async function killSomethingOf({ namespace }: Scene, pod: string): Promise<boolean> {
  const containers = running(namespace.pods.get(pod));
  if (containers.length === 0) return false;
  if (randomInt(2) === 0) {
    await namespace.tryKubectl(`delete pod ${pod} --grace-period=1 --wait=false`);
    return true;
  }
  return kill(namespace, pod, containers[randomInt(containers.length)]).then(() => true, () => false);
}

/** A first start that is killed again and again; if it is Ready in between, its volumes are lost and it begins anew. */
async function killFirstStarts(scene: Scene): Promise<void> {
  const { database, note } = scene;
  let [kills, sets] = [0, 1];
  while (kills < KILLS) {
    for (let left = KILLS_OF_A_SET; left > 0 && !database.isWhole();) {
      await pause(randomInt(2_500));
      if (await killSomethingOf(scene, database.pod(randomInt(3)))) { left--; kills++; }
    }
    await database.untilWhole(300);
    await database.untilEqual();
    say(`${kills} kills so far`);
    if (kills < KILLS) {
      await beginAnew(scene);
      sets++;
    }
  }
  note(`${kills} kills during ${sets} first starts`);
}

async function beginAnew({ database, namespace }: Scene): Promise<void> {
  await namespace.kubectl('scale statefulset mysql --replicas=0');
  await namespace.kubectl('delete pod -l app=mysql --grace-period=1');
  await namespace.untilGone('mysql-');
  await namespace.kubectl(`delete pvc ${database.members.map((n) => database.claim(n)).join(' ')}`);
  await recycle();
  await namespace.kubectl('scale statefulset mysql --replicas=3');
}

/** Ten thousand rows of 1 KiB at a time. */
async function fillWithData({ database }: Scene): Promise<void> {
  await database.sql(0, 'CREATE TABLE shop.ballast (id INT AUTO_INCREMENT PRIMARY KEY, data BLOB)');
  const numbers = 'WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000)';
  for (let tens = 0; tens < MEGABYTES / 10; tens++) {
    await database.sql(0, `SET SESSION cte_max_recursion_depth = 10000; INSERT INTO shop.ballast (data) ${numbers} SELECT RANDOM_BYTES(1024) FROM numbers`);
  }
}

/** Who gives the copy that runs at present, if one does. */
async function donorOf({ namespace, database }: Scene): Promise<string | undefined> {
  const log = await agentLog(namespace, database.pod(COPIED)).catch(() => '');
  const last = log.trim().split('\n').filter((line) => /: (copying from|copied|the copy|adopt:|follow:|serve:)/.test(line)).at(-1) ?? '';
  if (!/: (copying from|copied) /.test(last)) return undefined;
  return [...log.matchAll(/copying from (\S+)/g)].at(-1)?.[1];
}

async function killCopies(scene: Scene): Promise<void> {
  const { database, namespace, note } = scene;
  const hits = { copy: 0, donor: 0 };
  await fillWithData(scene);
  for (let copies = 0; hits.copy + hits.donor < KILLS; copies++) {
    await emptyVolume(namespace, database.pod(COPIED), database.claim(COPIED));
    for (let left = KILLS_OF_A_COPY; left > 0; left--) {
      const donor = await namespace.until('a copy, or its end', async () => (await donorOf(scene)) ?? (database.isWhole() ? 'none' : undefined), 120);
      if (donor === 'none') break;
      await pause(randomInt(1_500));
      const victim = hits.donor < hits.copy ? 'donor' : 'copy';
      if (await killSomethingOf(scene, victim === 'donor' ? donor : database.pod(COPIED))) hits[victim]++;
    }
    await database.untilWhole(300);
    await database.untilEqual();
    say(`${hits.copy + hits.donor} kills so far`);
  }
  note(`${hits.copy} kills of the server that was filled, ${hits.donor} of the one that gave the copy`);
}

export const kills: Fault[] = [
  { name: 'kill-first-start', title: `${KILLS} kills at random moments of the first start`, machine: true, beforeTraffic: true, run: killFirstStarts },
  { name: 'kill-copy', title: `${KILLS} kills at random moments of a copy, half of them of the donor`, machine: true, run: killCopies },
];
