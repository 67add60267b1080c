import { IMAGES } from '../../cluster/images';
import { Namespace } from '../../cluster/namespace';
import { pause } from '../../cluster/wait';

const SECONDS = 2;
const CONNECT = `for to; do timeout ${SECONDS} bash -c 'exec 3<>"/dev/tcp/$0"' "$to" 2>/dev/null && echo "$to" & done; wait; echo done`;

/** HOST/PORT, as bash has it. */
export type Target = `${string}/${number}`;

/** A container from which connections are tried. */
export interface Source {
  readonly namespace: Namespace;
  /** The pod; it may be followed by `-c CONTAINER`. */
  readonly pod: string;
}

interface Container {
  readonly image: string;
  readonly command: string[];
}

const IDLE: Container = { image: IMAGES.mysql, command: ['sleep', 'infinity'] };

/** Accepts connections on these ports. */
export function listener(ports: number[]): Container {
  const servers = ports.map((port) => `httpd -p ${port}`).join(' && ');
  return { image: IMAGES.busybox, command: ['sh', '-c', `${servers} && exec sleep 86400`] };
}

/** Starts a pod on a node that tries connections, or accepts them. */
export async function startPod(
  namespace: Namespace, name: string, node: string, labels: { [key: string]: string } = {}, container = IDLE,
): Promise<Source> {
  const containers = [{ name: 'peer', imagePullPolicy: 'IfNotPresent', ...container }];
  const spec = { nodeName: node, terminationGracePeriodSeconds: 0, containers };
  await namespace.apply([{ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec }]);
  await namespace.untilPodReady(name);
  return { namespace, pod: name };
}

export function addressOf({ namespace, pod }: Source): string {
  const address = namespace.pods.get(pod.split(' ')[0])?.status.podIP;
  if (!address) throw new Error(`pod ${pod} has no address`);
  return address;
}

/** Those of the targets that accept a connection; all are tried at once. */
export async function reached({ namespace, pod }: Source, targets: Target[]): Promise<string[]> {
  const { stdout, stderr } = await namespace.bash(pod, CONNECT, ['bash', ...targets]);
  const lines = stdout.trim().split('\n');
  if (lines.pop() !== 'done') throw new Error(`no connection was tried from ${pod}: ${stderr}`);
  return lines;
}

/** Waits until all targets are reached: nodes apply policies a moment after pods and policies are created. */
export async function untilReached(source: Source, ...targets: Target[]): Promise<void> {
  const allReached = async () => (await reached(source, targets)).length === targets.length;
  await source.namespace.until(`${source.pod} to reach ${targets}`, allReached, 30);
}

/** Waits until no target is reached, and asserts that it stays so. */
export async function expectUnreachable(source: Source, ...targets: Target[]): Promise<void> {
  const noneReached = async () => (await reached(source, targets)).length === 0;
  await source.namespace.until(`${source.pod} not to reach ${targets}`, noneReached, 30);
  const from = `${source.namespace.name}/${source.pod}`;
  for (let attempts = 3; attempts > 0; attempts--) {
    await pause(300);
    expect({ from, reached: await reached(source, targets) }).toMatchObject({ reached: [] });
  }
}

/** Fails if the network plug-in ignores policies, which it does without a message. */
export async function expectEnforcement(namespace: Namespace, node: string): Promise<void> {
  const labels = { e2e: 'closed' };
  const source = await startPod(namespace, 'open', node);
  const target: Target = `${addressOf(await startPod(namespace, 'closed', node, labels, listener([8080])))}/8080`;
  await untilReached(source, target);
  const spec = { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'] };
  await namespace.apply([{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'closed' }, spec }]);
  await namespace.until('a refused connection: does the network plug-in of this cluster enforce policies?', async () => {
    return (await reached(source, [target])).length === 0;
  }, 60);
}
