import { tryKubectl } from './kubectl';
import { recycle } from './recycle';

const NODES = 3;
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

interface Listed {
  readonly metadata: { name: string; annotations?: { [key: string]: string } };
  readonly spec?: { unschedulable?: boolean; taints?: Array<{ effect: string }> };
  readonly status?: { conditions?: Array<{ type: string; status: string }> };
}

async function list(what: string): Promise<Listed[]> {
  const { code, stdout, stderr } = await tryKubectl(['get', what, '-o', 'json', '--request-timeout=10s']);
  if (code !== 0) throw new Error(`no cluster answers; set KUBECONFIG, or make a cluster: kind create cluster --config test/e2e/kind.yaml\n${stderr}`);
  return JSON.parse(stdout).items;
}

function takesPods({ spec, status }: Listed): boolean {
  const ready = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  const closed = spec?.unschedulable || spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule');
  return Boolean(ready) && !closed;
}

/** Says what the cluster lacks before anything is changed there. */
export default async function preflight(): Promise<void> {
  const nodes = (await list('nodes')).filter(takesPods);
  const classes = (await list('storageclasses')).filter(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  const missing = [
    ...nodes.length < NODES ? [`${NODES} Ready nodes that take pods (there are ${nodes.length}: ${nodes.map(({ metadata }) => metadata.name).join(', ')})`] : [],
    ...classes.length === 0 ? ['a default StorageClass'] : [],
  ];
  if (missing.length > 0) throw new Error(`the cluster lacks ${missing.join(' and ')}; one that has all: kind create cluster --config test/e2e/kind.yaml`);
  await recycle();
}
