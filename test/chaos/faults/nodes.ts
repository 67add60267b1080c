import { kubectl } from '../../e2e/framework/kubectl';
import { pause, say } from '../../e2e/framework/wait';
import { cut, heal, powerOff, powerOn } from '../machine';
import { BOTH, Fault, Scene } from '../scene';

const OFF_SECONDS = 10;

/** How long the node itself took to be Ready again, which the goals leave out. */
export async function boot({ note }: Scene, ...nodes: string[]): Promise<void> {
  const begin = Date.now();
  for (const node of nodes) await powerOn(node);
  await kubectl(['wait', ...nodes.map((node) => `node/${node}`), '--for=condition=Ready', '--timeout=180s'], { seconds: 200 });
  note(`${nodes.length === 1 ? 'the node' : 'the nodes'} took ${seconds(begin)} s to boot`);
}

function seconds(begin: number): string { return ((Date.now() - begin) / 1000).toFixed(0); }

async function powerCycle(scene: Scene, n: number): Promise<void> {
  const node = scene.database.node(n);
  const sure = scene.database.members.filter((other) => scene.database.node(other) === node);
  const begin = scene.namespace.pods.mark();
  await powerOff(node);
  await pause(OFF_SECONDS * 1000);
  await boot(scene, node);
  await untilRestarted(scene, sure, begin);
}

async function powerCycleAll(scene: Scene): Promise<void> {
  const begin = scene.namespace.pods.mark();
  const nodes = await allNodes();
  await Promise.all(nodes.map(powerOff));
  await pause(OFF_SECONDS * 1000);
  await boot(scene, ...nodes);
  await untilRestarted(scene, scene.database.members, begin);
}

/** Whatever the API server still believes, the pods have ended. */
export async function untilRestarted({ namespace, database }: Scene, members: number[], mark: number): Promise<void> {
  const unready = (n: number) => namespace.pods.fewestReady(database.pod(n), mark) === 0;
  await namespace.until('the restart of what was there', () => members.every(unready), 180);
}

export async function allNodes(): Promise<string[]> {
  const names = await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}']);
  return names.split(' ');
}

async function cutOff({ database, traffic }: Scene, n: number, length: number): Promise<void> {
  const node = database.node(n);
  await cut(node);
  say(`${node} is cut off for ${length} s`);
  await pause(length * 1000);
  await heal(node);
  await traffic.untilWritten();
}

function cutFor(n: number, length: number): Pick<Fault, 'machine' | 'node' | 'run'> {
  return { machine: true, node: n, run: (scene) => cutOff(scene, n, length) };
}

export const nodes: Fault[] = [
  { name: 'power-primary', title: 'node of the primary powered off and on', durabilities: BOTH, machine: true, node: 0, run: (scene) => powerCycle(scene, 0) },
  { name: 'power-replica', title: 'node of a replica powered off and on', machine: true, node: 1, run: (scene) => powerCycle(scene, 1) },
  { name: 'power-all', title: 'all nodes powered off at once, and on', durabilities: BOTH, machine: true, run: powerCycleAll },
  { name: 'cut-primary-10', title: 'node of the primary cut off for 10 s', ...cutFor(0, 10) },
  { name: 'cut-primary-60', title: 'node of the primary cut off for 60 s', durabilities: BOTH, ...cutFor(0, 60) },
  { name: 'cut-primary-300', title: 'node of the primary cut off for 5 min', ...cutFor(0, 300) },
  { name: 'cut-replica-60', title: 'node of a replica cut off for 60 s', ...cutFor(1, 60) },
];
