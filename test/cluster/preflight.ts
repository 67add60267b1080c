import { amountOf } from '../../lib/validation/quantities';
import { tryKubectl } from './kubectl';
import { recycle } from './recycle';

const NODES = 3;
/** Five servers as `apps/` has them request 2.6 CPUs and 5.4 GiB; scenarios beside them need as much or less. */
const CAPACITY = {
  cpu: (scenarios: number) => 1.75 + 1.25 * scenarios,
  memory: (scenarios: number) => (3 + 3 * scenarios) * 2 ** 30,
};
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const KIND = 'kind create cluster --config test/e2e/kind.yaml';

interface KubeObject {
  readonly metadata: { name: string; annotations?: { [key: string]: string } };
  readonly spec?: { unschedulable?: boolean; taints?: Array<{ effect: string }> };
  readonly status?: { conditions?: Array<{ type: string; status: string }>; allocatable?: { [resource: string]: string } };
}

async function list(what: string): Promise<KubeObject[]> {
  const { code, stdout, stderr } = await tryKubectl(['get', what, '-o', 'json', '--request-timeout=10s']);
  if (code !== 0) throw withoutStack(`no cluster answers; set KUBECONFIG, or create a cluster: ${KIND}\n${stderr}`);
  return JSON.parse(stdout).items;
}

function isSchedulable({ spec, status }: KubeObject): boolean {
  const ready = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  const excluded = spec?.unschedulable || spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule');
  return Boolean(ready) && !excluded;
}

/** What the nodes lack for a number of concurrent scenarios. */
function missingCapacity(nodes: KubeObject[], scenarios: number): string[] {
  const sum = (resource: string) => nodes.reduce((all, { status }) => all + amountOf(status?.allocatable?.[resource] ?? '0'), 0);
  const gibibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 30)}Gi`;
  const [cpu, memory] = [sum('cpu'), sum('memory')];
  const [cpuNeeded, memoryNeeded] = [CAPACITY.cpu(scenarios), CAPACITY.memory(scenarios)];
  return [
    ...cpu < cpuNeeded ? [`${cpuNeeded} CPUs on these nodes (there are ${cpu.toFixed(2)})`] : [],
    ...memory < memoryNeeded ? [`${gibibytes(memoryNeeded)} of memory on these nodes (there are ${gibibytes(memory)})`] : [],
  ];
}

/** Fewer concurrent scenarios may fit. */
function capacityHint(nodes: KubeObject[], scenarios: number): string {
  for (let fewer = scenarios - 1; fewer > 0; fewer--) {
    if (missingCapacity(nodes, fewer).length > 0) continue;
    return `; fewer scenarios at a time need less: npm run e2e -- --maxWorkers=${fewer}`;
  }
  return '';
}

/** jest prints the stack of an error, which does not help here. */
function withoutStack(message: string): Error {
  return Object.assign(new Error(message), { stack: message });
}

/** Fails, before anything is created, if the cluster lacks something that the tests need. */
export default async function preflight({ maxWorkers } = { maxWorkers: 1 }): Promise<void> {
  const nodes = (await list('nodes')).filter(isSchedulable);
  const classes = (await list('storageclasses')).filter(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  const names = nodes.map(({ metadata }) => metadata.name).join(', ');
  const missing = [
    ...nodes.length < NODES ? [`${NODES} Ready nodes that take pods (there are ${nodes.length}: ${names})`] : [],
    ...classes.length === 0 ? ['a default StorageClass'] : [],
  ];
  const capacity = missingCapacity(nodes, maxWorkers);
  if (missing.length > 0) throw withoutStack(`the cluster lacks ${[...missing, ...capacity].join(' and ')}; one that has all: ${KIND}`);
  if (capacity.length > 0) throw withoutStack(`the cluster lacks ${capacity.join(' and ')}${capacityHint(nodes, maxWorkers)}`);
  await recycle();
}
