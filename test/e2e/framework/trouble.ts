import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { tryKubectl } from './kubectl';
import type { Namespace } from './namespace';
import { isReady } from './pods';
import type { Pod } from './recorder';

const RESULTS = join(__dirname, '..', 'results');
const OBJECTS = 'statefulsets,pods,services,endpointslices,configmaps,persistentvolumeclaims,controllerrevisions,networkpolicies,poddisruptionbudgets';

async function show(namespace: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await tryKubectl([...args, '-n', namespace], { seconds: 30 });
  return `${stdout}${stderr}`;
}

/** Pods, events and the ends of the logs of pods that are not Ready. */
export async function troubleOf(namespace: string): Promise<string> {
  const [pods, events, list] = await Promise.all([
    show(namespace, 'get', 'pods', '-o', 'wide'),
    show(namespace, 'get', 'events', '--sort-by=.lastTimestamp'),
    show(namespace, 'get', 'pods', '-o', 'json'),
  ]);
  const logs = await Promise.all(unready(list).map((pod) => show(namespace, 'logs', pod, '--all-containers', '--prefix', '--tail=10')));
  return [`Pods of ${namespace}`, pods, 'Events', events.split('\n').slice(-20).join('\n'), 'Logs', ...logs].join('\n');
}

function unready(list: string): string[] {
  try {
    return JSON.parse(list).items.filter((pod: never) => !isReady(pod)).map((pod: { metadata: { name: string } }) => pod.metadata.name);
  } catch {
    return [];
  }
}

/** Leaves what is needed to understand a failure in results/<walk>/<step>/ and returns that folder. */
export async function dump(namespace: Namespace, walk: string, step: string, error: unknown): Promise<string> {
  const folder = join(RESULTS, walk, step.replace(/[^\w.]+/g, '-').slice(0, 60));
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write('error.txt', error instanceof Error ? `${error.stack}` : String(error));
  write('watch.txt', namespace.pods.story());
  write('events.txt', await show(namespace.name, 'get', 'events', '--sort-by=.lastTimestamp', '-o', 'wide'));
  write('pods.txt', await show(namespace.name, 'describe', 'pods'));
  write('objects.yaml', await show(namespace.name, 'get', OBJECTS, '-o', 'yaml'));
  await Promise.all(namespace.pods.all().flatMap(logsOf).map(async ({ file, args }) => write(file, await show(namespace.name, 'logs', ...args))));
  return folder;
}

/** The logs of all containers of a pod, and of those before that were restarted. */
function logsOf({ metadata: { name }, status }: Pod): Array<{ file: string; args: string[] }> {
  const statuses = [...status.initContainerStatuses ?? [], ...status.containerStatuses ?? []];
  return statuses.flatMap((container) => [
    { file: `${name}.${container.name}.log.txt`, args: [name, '-c', container.name] },
    ...container.restartCount > 0 ? [{ file: `${name}.${container.name}.previous.log.txt`, args: [name, '-c', container.name, '--previous'] }] : [],
  ]);
}
