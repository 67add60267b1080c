import { amountOf } from '../../../lib/parts/checks-quantity';
import { tryKubectl } from './kubectl';
import { recycle } from './recycle';

const NODES = 3;
/** Five servers as `apps/` ships them ask for 2.6 CPUs and 5.4 GiB; walks beside them have as many, or fewer and smaller ones. */
const ROOM = [['cpu', 1, 1.5], ['memory', 2 * 2 ** 30, 3 * 2 ** 30]] as const;
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

interface Listed {
  readonly metadata: { name: string; annotations?: { [key: string]: string } };
  readonly spec?: { unschedulable?: boolean; taints?: Array<{ effect: string }> };
  readonly status?: { conditions?: Array<{ type: string; status: string }>; allocatable?: { [resource: string]: string } };
}

async function list(what: string): Promise<Listed[]> {
  const { code, stdout, stderr } = await tryKubectl(['get', what, '-o', 'json', '--request-timeout=10s']);
  if (code !== 0) throw refusal(`no cluster answers; set KUBECONFIG, or make a cluster: kind create cluster --config test/e2e/kind.yaml\n${stderr}`);
  return JSON.parse(stdout).items;
}

function takesPods({ spec, status }: Listed): boolean {
  const ready = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  const closed = spec?.unschedulable || spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule');
  return Boolean(ready) && !closed;
}

function lackOfRoom(nodes: Listed[], walks: number): string[] {
  return ROOM.flatMap(([resource, base, forEach]) => {
    const needed = base + walks * forEach;
    const found = nodes.reduce((sum, { status }) => sum + amountOf(status?.allocatable?.[resource] ?? '0'), 0);
    const show = (amount: number) => resource === 'cpu' ? amount : `${Math.floor(amount / 2 ** 20)}Mi`;
    return found < needed ? [`${show(needed)} of ${resource} on these nodes (there are ${show(found)}; fewer walks at a time, as --maxWorkers=1, need less)`] : [];
  });
}

/** jest prints the stack of an error, which helps nobody here. */
function refusal(text: string): Error {
  return Object.assign(new Error(text), { stack: text });
}

/** Says what the cluster lacks before anything is changed there. */
export default async function preflight({ maxWorkers } = { maxWorkers: 1 }): Promise<void> {
  const nodes = (await list('nodes')).filter(takesPods);
  const classes = (await list('storageclasses')).filter(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  const missing = [
    ...nodes.length < NODES ? [`${NODES} Ready nodes that take pods (there are ${nodes.length}: ${nodes.map(({ metadata }) => metadata.name).join(', ')})`] : [],
    ...lackOfRoom(nodes, maxWorkers),
    ...classes.length === 0 ? ['a default StorageClass'] : [],
  ];
  if (missing.length > 0) throw refusal(`the cluster lacks ${missing.join(' and ')}; one that has all: kind create cluster --config test/e2e/kind.yaml`);
  await recycle();
}
