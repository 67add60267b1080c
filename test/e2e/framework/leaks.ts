import { Namespace } from './namespace';

const OBJECTS = 'pods,statefulsets,controllerrevisions,configmaps,services,persistentvolumeclaims,events';

// Looks often enough to meet the short-lived programs of the agent.
const WATCH_PROCESSES = 'for _ in {1..40}; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "; sleep 0.05; done';

/** Where a text stands though it must stay secret: objects, logs, command lines of processes. */
export async function leaksOf(namespace: Namespace, pods: string[], secrets: string[]): Promise<string[]> {
  const places: Array<[string, string]> = [['objects', await texts(namespace)]];
  for (const pod of pods) places.push([`logs of ${pod}`, await namespace.kubectl(`logs ${pod} --all-containers`)]);
  places.push(...await Promise.all(containersOf(namespace, pods).map((container) => commandLines(namespace, container))));
  return places.flatMap(([place, text]) => secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in the ${place}`));
}

function containersOf(namespace: Namespace, pods: string[]): string[] {
  return pods.flatMap((pod) => namespace.pods.get(pod)?.spec.containers.map(({ name }) => `${pod} -c ${name}`) ?? []);
}

async function commandLines(namespace: Namespace, container: string): Promise<[string, string]> {
  const { code, stdout, stderr } = await namespace.exec(container, ['bash', '-c', WATCH_PROCESSES]);
  if (code !== 0 || !stdout.includes('bash')) throw new Error(`cannot see the processes of ${container}: ${stderr}`);
  return [`processes of ${container}`, stdout];
}

/** Every text in every object, as it is and not as JSON writes it. */
async function texts(namespace: Namespace): Promise<string> {
  const found: string[] = [];
  JSON.parse(JSON.stringify(await namespace.list(OBJECTS)), (_, value) => {
    if (typeof value === 'string') found.push(value);
    return value;
  });
  return found.join('\n');
}
