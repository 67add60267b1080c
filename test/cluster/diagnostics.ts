import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { tryKubectl } from './kubectl';
import type { Namespace } from './namespace';
import { containerStatuses, isReady } from './pods';
import type { Pod } from './recorder';

const RESULTS = join(__dirname, '..', 'e2e', 'results');
const OBJECTS = [
  'statefulsets', 'pods', 'services', 'endpointslices', 'configmaps', 'persistentvolumeclaims', 'controllerrevisions',
  'networkpolicies', 'poddisruptionbudgets',
].join();

async function output(namespace: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await tryKubectl([...args, '-n', namespace], { seconds: 30 });
  return `${stdout}${stderr}`;
}

/** Pods, events, and the last log lines of pods that are not Ready. */
export async function diagnosticsOf(namespace: string): Promise<string> {
  const [pods, events, list] = await Promise.all([
    output(namespace, 'get', 'pods', '-o', 'wide'),
    output(namespace, 'get', 'events', '--sort-by=.lastTimestamp'),
    output(namespace, 'get', 'pods', '-o', 'json'),
  ]);
  const tail = (pod: string) => output(namespace, 'logs', pod, '--all-containers', '--prefix', '--tail=10');
  const logs = await Promise.all(unreadyPods(list).map(tail));
  return [`Pods of ${namespace}`, pods, 'Events', events.split('\n').slice(-20).join('\n'), 'Logs', ...logs].join('\n');
}

/** The warnings of a namespace and the last lines of its agents, for a report that has no files. */
export async function summaryOf({ name, pods }: Namespace): Promise<string> {
  const columns = 'custom-columns=LAST:.lastTimestamp,COUNT:.count,OBJECT:.involvedObject.name,MESSAGE:.message';
  const warnings = output(name, 'get', 'events', '--field-selector=type=Warning', '--sort-by=.lastTimestamp', '-o', columns);
  const agents = pods.all().filter(({ spec }) => spec.containers.some((container) => container.name === 'agent'));
  const logs = agents.map(({ metadata }) => output(name, 'logs', metadata.name, '-c', 'agent', '--tail=10'));
  const texts = [(await warnings).split('\n').slice(-12).join('\n'), ...await Promise.all(logs)];
  return texts.join('\n').replace(/\n+/g, '\n    ');
}

function unreadyPods(list: string): string[] {
  try {
    const pods: Pod[] = JSON.parse(list).items;
    return pods.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name);
  } catch {
    return [];
  }
}

/** Writes what explains a failure to results/SCENARIO/STEP/ and returns that directory. */
export async function saveDiagnostics(
  namespace: Namespace, scenario: string, step: string, error: unknown,
): Promise<string> {
  const directory = join(RESULTS, scenario, step.replace(/[^\w.]+/g, '-').slice(0, 60));
  mkdirSync(directory, { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(directory, file), text);
  write('error.txt', error instanceof Error ? `${error.stack}` : String(error));
  write('watch.txt', namespace.pods.history());
  write('events.txt', await output(namespace.name, 'get', 'events', '--sort-by=.lastTimestamp', '-o', 'wide'));
  write('pods.txt', await output(namespace.name, 'describe', 'pods'));
  write('objects.yaml', await output(namespace.name, 'get', OBJECTS, '-o', 'yaml'));
  const saveLog = async ({ file, args }: LogFile) => write(file, await output(namespace.name, 'logs', ...args));
  await Promise.all(namespace.pods.all().flatMap(logFilesOf).map(saveLog));
  return directory;
}

interface LogFile { readonly file: string; readonly args: string[] }

/** Logs of all containers of a pod, and of their previous instances. */
function logFilesOf(pod: Pod): LogFile[] {
  const { name } = pod.metadata;
  return containerStatuses(pod).flatMap((container) => {
    const current = { file: `${name}.${container.name}.log.txt`, args: [name, '-c', container.name] };
    const previous = { file: `${name}.${container.name}.previous.log.txt`, args: [...current.args, '--previous'] };
    return container.restartCount > 0 ? [current, previous] : [current];
  });
}
