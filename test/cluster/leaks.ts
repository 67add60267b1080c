import { Namespace } from './namespace';

const KINDS = 'pods,statefulsets,controllerrevisions,configmaps,services,persistentvolumeclaims,events';

// Often enough to see the agent's short-lived processes.
const WATCH_PROCESSES = 'for _ in {1..40}; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "; sleep 0.05; done';

interface Source { readonly name: string; readonly text: string }

/** Where secrets occur that must not: in objects, logs or arguments of processes. */
export async function leaksOf(namespace: Namespace, pods: string[], secrets: string[]): Promise<string[]> {
  const logs = pods.map(async (pod) => ({ name: `logs of ${pod}`, text: await namespace.kubectl(`logs ${pod} --all-containers`) }));
  const processes = containersOf(namespace, pods).map((container) => argumentsOf(namespace, container));
  const sources = await Promise.all([objectsOf(namespace), ...logs, ...processes]);
  return sources.flatMap(({ name, text }) => {
    return secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in the ${name}`);
  });
}

function containersOf(namespace: Namespace, pods: string[]): string[] {
  return pods.flatMap((pod) => namespace.pods.get(pod)?.spec.containers.map(({ name }) => `${pod} -c ${name}`) ?? []);
}

async function argumentsOf(namespace: Namespace, container: string): Promise<Source> {
  const { code, stdout, stderr } = await namespace.bash(container, WATCH_PROCESSES);
  if (code !== 0 || !stdout.includes('bash')) throw new Error(`cannot see the processes of ${container}: ${stderr}`);
  return { name: `processes of ${container}`, text: stdout };
}

/** All string values of all objects: in JSON, special characters would be escaped. */
async function objectsOf(namespace: Namespace): Promise<Source> {
  const strings: string[] = [];
  JSON.parse(JSON.stringify(await namespace.list(KINDS)), (_, value) => {
    if (typeof value === 'string') strings.push(value);
    return value;
  });
  return { name: 'objects', text: strings.join('\n') };
}
