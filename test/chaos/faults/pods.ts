import { restartsOf } from '../../cluster/pods';
import { BOTH, Fault, FaultContext } from '../fault';

const FORCE = ['--grace-period=0', '--force'];

function deletePod({ mysql, namespace }: FaultContext, n: number, ...options: string[]): Promise<void> {
  return namespace.replacePod(mysql.pod(n), ...options);
}

/** A label spares the pods of others. */
async function drain({ namespace }: FaultContext, node: string): Promise<void> {
  await namespace.kubectl(`label pods -l app=mysql --overwrite chaos=${namespace.name}`);
  const options = `--ignore-daemonsets --delete-emptydir-data --timeout=120s --pod-selector=chaos=${namespace.name}`;
  await namespace.kubectl(`drain ${node} ${options}`);
}

async function drainEachNode(context: FaultContext): Promise<void> {
  const { mysql, namespace, note } = context;
  const nodes = [...new Set(mysql.ordinals.map((n) => mysql.node(n)))];
  for (const node of nodes) {
    const evicted = mysql.ordinals.filter((n) => mysql.node(n) === node).map((n) => mysql.pod(n));
    const uids = evicted.map((pod) => namespace.pods.uid(pod));
    const isReplaced = (pod: string, n: number) => ![undefined, uids[n]].includes(namespace.pods.get(pod)?.metadata.uid);
    try {
      await drain(context, node);
      await namespace.until(`new pods ${evicted.join()}`, () => evicted.every(isReplaced));
    } finally {
      await namespace.kubectl(`uncordon ${node}`);
    }
    await mysql.untilHealthy();
  }
  note(`drained ${nodes.join(', ')}`);
}

async function changeSetting({ mysql, namespace, note }: FaultContext): Promise<void> {
  const before = namespace.pods.uids('mysql', mysql.replicas);
  const position = namespace.pods.position();
  await mysql.apply({ settings: { 'max-connections': '77' } });
  const isReplaced = (n: number) => namespace.pods.uid(mysql.pod(n)) !== before[n];
  await namespace.until('new pods', () => mysql.isHealthy() && mysql.ordinals.every(isReplaced), 300);
  const found = await mysql.sqlEverywhere('SELECT @@max_connections');
  if (found.some(([value]) => value !== '77')) throw new Error(`max_connections of the servers are ${found.join()}`);
  const created = (n: number) => namespace.pods.lifetime(mysql.pod(n), position).created;
  const order = [...mysql.ordinals].sort((one, other) => created(one) - created(other));
  if (order.at(-1) !== mysql.primary) throw new Error(`updated in the order ${order.join()}`);
  note(`updated in the order ${order.map((n) => mysql.pod(n)).join(', ')}`);
}

async function scale({ mysql, namespace, note }: FaultContext): Promise<void> {
  for (const replicas of [5, 3, 5]) {
    await mysql.apply({ replicas });
    await namespace.untilReady('mysql', replicas, 240);
  }
  note(`${namespace.pods.all().reduce((sum, pod) => sum + restartsOf(pod), 0)} restarts`);
}

export const pods: Fault[] = [
  {
    name: 'delete-primary', title: 'pod of the primary deleted with grace period 0',
    modes: BOTH, maxWriteOutage: 12, run: (context) => deletePod(context, 0, ...FORCE),
  },
  {
    name: 'delete-replica', title: 'pod of a replica deleted with grace period 0',
    run: (context) => deletePod(context, 1, ...FORCE),
  },
  {
    name: 'stop-primary', title: 'pod of the primary deleted with its grace period',
    modes: BOTH, maxWriteOutage: 12, run: (context) => deletePod(context, 0),
  },
  { name: 'drain', title: 'each node drained in turn', run: drainEachNode },
  { name: 'roll-out', title: 'roll-out of a changed setting', run: changeSetting },
  { name: 'scale', title: 'scaled 3, 5, 3, 5', servers: 5, run: scale },
];
