import { amountOf } from '../../../lib/parts/checks-quantity';
import { tryKubectl } from './kubectl';
import { recycle } from './recycle';

const NODES = 3;
/** Five servers as `apps/` ships them ask for 2.6 CPUs and 5.4 GiB; walks beside them have as many, or fewer and smaller ones. */
const ROOM = {
  cpu: (walks: number) => 1.75 + 1.25 * walks,
  memory: (walks: number) => (3 + 3 * walks) * 2 ** 30,
};
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

/** What the nodes have not, for so many walks at a time. */
function lackOfRoom(nodes: Listed[], walks: number): string[] {
  const sum = (resource: string) => nodes.reduce((all, { status }) => all + amountOf(status?.allocatable?.[resource] ?? '0'), 0);
  const gibibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 30)}Gi`;
  const [cpu, memory] = [sum('cpu'), sum('memory')];
  return [
    ...cpu < ROOM.cpu(walks) ? [`${ROOM.cpu(walks)} CPUs on these nodes (there are ${cpu.toFixed(2)})`] : [],
    ...memory < ROOM.memory(walks) ? [`${gibibytes(ROOM.memory(walks))} of memory on these nodes (there are ${gibibytes(memory)})`] : [],
  ];
}

/** For fewer walks at a time there may be room. */
function adviceOf(nodes: Listed[], walks: number): string {
  for (let fewer = walks - 1; fewer > 0; fewer--) {
    if (lackOfRoom(nodes, fewer).length === 0) return `; fewer walks at a time need less: npm run e2e -- --maxWorkers=${fewer}`;
  }
  return '';
}

/** jest prints the stack of an error, which helps nobody here. */
function refusal(text: string): Error {
  return Object.assign(new Error(text), { stack: text });
}

/** Says what the cluster lacks before anything is changed there. */
export default async function preflight({ maxWorkers } = { maxWorkers: 1 }): Promise<void> {
  const nodes = (await list('nodes')).filter(takesPods);
  const classes = (await list('storageclasses')).filter(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  const lacking = [
    ...nodes.length < NODES ? [`${NODES} Ready nodes that take pods (there are ${nodes.length}: ${nodes.map(({ metadata }) => metadata.name).join(', ')})`] : [],
    ...classes.length === 0 ? ['a default StorageClass'] : [],
  ];
  const room = lackOfRoom(nodes, maxWorkers);
  if (lacking.length > 0) throw refusal(`the cluster lacks ${[...lacking, ...room].join(' and ')}; one that has all: kind create cluster --config test/e2e/kind.yaml`);
  if (room.length > 0) throw refusal(`the cluster lacks ${room.join(' and ')}${adviceOf(nodes, maxWorkers)}`);
  await recycle();
}
