import { restartsOf } from '../../e2e/framework/pods';
import { BOTH, Fault, Scene } from '../scene';

const GONE = ['--grace-period=0', '--force'];

async function deletePod({ database, namespace }: Scene, n: number, ...options: string[]): Promise<void> {
  const uid = namespace.pods.uid(database.pod(n));
  await namespace.kubectl(`delete pod ${database.pod(n)}`, ...options);
  await namespace.untilReplaced(database.pod(n), uid);
}

/** A label of the run keeps the drain from evicting what is not its own. */
async function drain({ namespace }: Scene, node: string): Promise<void> {
  await namespace.kubectl(`label pods -l app=mysql --overwrite chaos=${namespace.name}`);
  await namespace.kubectl(`drain ${node} --ignore-daemonsets --delete-emptydir-data --timeout=120s --pod-selector=chaos=${namespace.name}`);
}

async function drainEachNode(scene: Scene): Promise<void> {
  const { database, namespace, note } = scene;
  const nodes = [...new Set(database.members.map((n) => database.node(n)))];
  for (const node of nodes) {
    const evicted = database.members.filter((n) => database.node(n) === node).map((n) => database.pod(n));
    const uids = evicted.map((pod) => namespace.pods.uid(pod));
    try {
      await drain(scene, node);
      await namespace.until(`${evicted.join()} to be made again`, () => evicted.every((pod, place) => ![undefined, uids[place]].includes(namespace.pods.get(pod)?.metadata.uid)));
    } finally {
      await namespace.kubectl(`uncordon ${node}`);
    }
    await database.untilWhole();
  }
  note(`drained ${nodes.join(', ')}`);
}

async function changeSetting({ database, namespace, note }: Scene): Promise<void> {
  const before = database.members.map((n) => namespace.pods.uid(database.pod(n)));
  const mark = namespace.pods.mark();
  await database.apply({ settings: { 'max-connections': '77' } });
  await namespace.until('new pods everywhere', () => database.isWhole() && database.members.every((n) => namespace.pods.uid(database.pod(n)) !== before[n]), 300);
  for (const n of database.members) {
    const [found] = await database.sql(n, 'SELECT @@max_connections');
    if (found !== '77') throw new Error(`max_connections of ${database.pod(n)} is ${found}`);
  }
  const created = (n: number) => namespace.pods.life(database.pod(n), mark).created;
  const order = [...database.members].sort((one, other) => created(one) - created(other));
  if (order.at(-1) !== database.primary) throw new Error(`rolled in the order ${order.join()}`);
  note(`rolled in the order ${order.map((n) => database.pod(n)).join(', ')}`);
}

async function scale({ database, namespace, note }: Scene): Promise<void> {
  for (const replicas of [5, 3, 5]) {
    await database.apply({ replicas });
    await namespace.untilReady('mysql', replicas, 240);
  }
  note(`${namespace.pods.all().reduce((sum, pod) => sum + restartsOf(pod), 0)} restarts`);
}

export const pods: Fault[] = [
  { name: 'delete-primary', title: 'pod of the primary deleted with grace 0', durabilities: BOTH, outage: 12, run: (scene) => deletePod(scene, 0, ...GONE) },
  { name: 'delete-replica', title: 'pod of a replica deleted with grace 0', run: (scene) => deletePod(scene, 1, ...GONE) },
  { name: 'stop-primary', title: 'pod of the primary deleted as usual', durabilities: BOTH, outage: 12, run: (scene) => deletePod(scene, 0) },
  { name: 'drain', title: 'each node drained in turn', run: drainEachNode },
  { name: 'roll-out', title: 'roll-out of a changed setting', run: changeSetting },
  { name: 'scale', title: 'scaled 3, 5, 3, 5', members: 5, run: scale },
];
