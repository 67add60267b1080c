import { kubectl } from '../../cluster/kubectl';
import { logLine, pause } from '../../cluster/wait';
import { heal, partition, powerOff, powerOn } from '../driver';
import { BOTH, Fault, FaultContext } from '../fault';

const OFF_SECONDS = 10;

/** Powers nodes on, and notes how long they took to be Ready. */
export async function boot({ note }: FaultContext, ...nodes: string[]): Promise<void> {
  const begin = Date.now();
  for (const node of nodes) await powerOn(node);
  const names = nodes.map((node) => `node/${node}`);
  await kubectl(['wait', ...names, '--for=condition=Ready', '--timeout=180s'], { seconds: 200 });
  const seconds = ((Date.now() - begin) / 1000).toFixed(0);
  note(`${nodes.length === 1 ? 'the node' : 'the nodes'} took ${seconds} s to boot`);
}

async function powerCycle(context: FaultContext, nodes: string[], restarted: number[]): Promise<void> {
  const position = context.namespace.pods.position();
  await Promise.all(nodes.map(powerOff));
  await pause(OFF_SECONDS * 1000);
  await boot(context, ...nodes);
  await untilRestarted(context, restarted, position);
}

async function powerCycleNode(context: FaultContext, n: number): Promise<void> {
  const { mysql } = context;
  const node = mysql.node(n);
  await powerCycle(context, [node], mysql.ordinals.filter((other) => mysql.node(other) === node));
}

async function powerCycleAll(context: FaultContext): Promise<void> {
  await powerCycle(context, await allNodes(), context.mysql.ordinals);
}

/** Waits until servers were not Ready: the API server reports the old state for a while. */
export async function untilRestarted({ namespace, mysql }: FaultContext, ordinals: number[], position: number): Promise<void> {
  const wasUnready = (n: number) => namespace.pods.minReady(mysql.pod(n), position) === 0;
  await namespace.until('the restart of servers', () => ordinals.every(wasUnready), 180);
}

export async function allNodes(): Promise<string[]> {
  const names = await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}']);
  return names.split(' ');
}

async function partitionNode({ mysql, traffic }: FaultContext, n: number, seconds: number): Promise<void> {
  const node = mysql.node(n);
  await partition(node);
  logLine(`${node} is partitioned for ${seconds} s`);
  await pause(seconds * 1000);
  await heal(node);
  await traffic.untilWritten();
}

function partitionFor(n: number, seconds: number): Pick<Fault, 'needsDriver' | 'node' | 'run'> {
  return { needsDriver: true, node: n, run: (context) => partitionNode(context, n, seconds) };
}

function powerCycleOf(n: number): Pick<Fault, 'needsDriver' | 'node' | 'run'> {
  return { needsDriver: true, node: n, run: (context) => powerCycleNode(context, n) };
}

export const nodes: Fault[] = [
  { name: 'power-primary', title: 'node of the primary powered off and on', modes: BOTH, ...powerCycleOf(0) },
  { name: 'power-replica', title: 'node of a replica powered off and on', ...powerCycleOf(1) },
  { name: 'power-all', title: 'all nodes powered off at once, and on', modes: BOTH, needsDriver: true, run: powerCycleAll },
  { name: 'partition-primary-10', title: 'node of the primary partitioned for 10 s', ...partitionFor(0, 10) },
  { name: 'partition-primary-60', title: 'node of the primary partitioned for 60 s', modes: BOTH, ...partitionFor(0, 60) },
  { name: 'partition-primary-300', title: 'node of the primary partitioned for 5 min', ...partitionFor(0, 300) },
  { name: 'partition-replica-60', title: 'node of a replica partitioned for 60 s', ...partitionFor(1, 60) },
];
