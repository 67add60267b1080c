import { kubectl } from '../../test/cluster/kubectl';
import { Namespace } from '../../test/cluster/namespace';
import { pause, until } from '../../test/cluster/wait';
import { Row } from './rows';

const SECONDS = Number(process.env.BENCH_IDLE_SECONDS ?? 60);
const CONTAINERS = ['mysql-0 agent', 'mysql-0 mysql', 'mysql-1 agent', 'mysql-1 mysql', 'raw-0 mysql'];

/** CPU time of a container since its start. */
interface Usage {
  readonly at: number;
  readonly seconds: number;
}

interface Summary {
  readonly pods: Array<{
    readonly podRef: { namespace: string; name: string };
    readonly containers?: Array<{ readonly name: string; readonly cpu?: { time: string; usageCoreNanoSeconds: number } }>;
  }>;
}

/** From the kubelets' last readings of the cgroups: a reading by exec would count its own CPU time. */
async function usages(namespace: Namespace): Promise<Usage[]> {
  const nodes = [...new Set(namespace.pods.all().map(({ spec }) => spec.nodeName))];
  const summaries: Summary[] = await Promise.all(nodes.map(async (node) => JSON.parse(await kubectl(['get', '--raw', `/api/v1/nodes/${node}/proxy/stats/summary`]))));
  const pods = summaries.flatMap((summary) => summary.pods).filter(({ podRef }) => podRef.namespace === namespace.name);
  const found = new Map(pods.flatMap(({ podRef, containers }) => (containers ?? []).map(({ name, cpu }) => [`${podRef.name} ${name}`, cpu])));
  return CONTAINERS.map((name) => {
    const cpu = found.get(name);
    if (!cpu) throw new Error(`the kubelet has no CPU time of ${name} yet`);
    return { at: Date.parse(cpu.time) / 1000, seconds: cpu.usageCoreNanoSeconds / 1e9 };
  });
}

/** Percent of one core for each container, while no client is connected. */
async function shares(namespace: Namespace): Promise<number[]> {
  const first = await until('the CPU time of all containers', () => usages(namespace), { every: 2000 });
  await pause(SECONDS * 1000);
  const last = await until(`${SECONDS} s of CPU time`, async () => {
    const now = await usages(namespace);
    return now.every(({ at }, index) => at - first[index].at >= SECONDS) ? now : undefined;
  }, { every: 2000 });
  return last.map(({ at, seconds }, index) => 100 * (seconds - first[index].seconds) / (at - first[index].at));
}

/** The CPU time of a pod without that of mysqld, which raw-0 runs alone: probes run in the container of mysqld. */
export async function idle(namespace: Namespace): Promise<Row> {
  const [agent0, server0, agent1, server1, alone] = await shares(namespace);
  const text = (name: string, agent: number, server: number) => `${name}: agent ${agent.toFixed(2)}, mysqld and probes ${server.toFixed(2)}`;
  return {
    name: 'probes and agent of an idle pod, % of a core',
    goal: 2,
    measured: [Math.max(agent0 + server0, agent1 + server1) - alone],
    raw: `${text('primary', agent0, server0)}; ${text('replica', agent1, server1)}; mysqld alone ${alone.toFixed(2)}`,
  };
}
