import { IMAGES } from '../framework/images';
import { Namespace } from '../framework/namespace';
import { pause } from '../framework/wait';

/** Listens on 8080 without any right. */
export const WEB_IMAGE = process.env.E2E_IMAGE_WEB ?? 'nginxinc/nginx-unprivileged:1.27';

const SECONDS = 2;
const TRY = `for to; do timeout ${SECONDS} bash -c 'exec 3<>"/dev/tcp/$0"' "$to" 2>/dev/null && echo "$to" & done; wait; echo tried`;

/** An address or a name, and a port, as bash writes them. */
export type Target = `${string}/${number}`;

/** A container from which a connection is tried. */
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

/** Takes connections on these ports. */
export function listener(ports: number[]): Container {
  return { image: IMAGES.busybox, command: ['sh', '-c', `${ports.map((port) => `httpd -p ${port}`).join(' && ')} && exec sleep 86400`] };
}

/** Makes a pod on a node that can try connections, or takes them. */
export async function startPod(namespace: Namespace, name: string, node: string, labels: { [key: string]: string } = {}, container = IDLE): Promise<Source> {
  const spec = { nodeName: node, terminationGracePeriodSeconds: 0, containers: [{ name: 'peer', imagePullPolicy: 'IfNotPresent', ...container }] };
  await namespace.apply([{ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec }]);
  await namespace.until(`pod ${name}`, () => namespace.pods.ready().includes(name));
  return { namespace, pod: name };
}

export function addressOf({ namespace, pod }: Source): string {
  const address = namespace.pods.get(pod.split(' ')[0])?.status.podIP;
  if (!address) throw new Error(`pod ${pod} has no address`);
  return address;
}

/** Those of the targets that take connections from there; all are tried at once. */
export async function reached({ namespace, pod }: Source, targets: Target[]): Promise<string[]> {
  const { stdout, stderr } = await namespace.exec(pod, ['bash', '-c', TRY, 'bash', ...targets]);
  const lines = stdout.trim().split('\n');
  if (lines.pop() !== 'tried') throw new Error(`nothing was tried from ${pod}: ${stderr}`);
  return lines;
}

/** Rules reach the nodes a moment after pods and policies. */
export async function untilReaches(source: Source, ...targets: Target[]): Promise<void> {
  await source.namespace.until(`${source.pod} to reach ${targets}`, async () => (await reached(source, targets)).length === targets.length, 30);
}

/** Fails where the network plug-in ignores policies, which it does silently. */
export async function checkEnforcement(namespace: Namespace, node: string): Promise<void> {
  const labels = { e2e: 'closed' };
  const [source, target] = [await startPod(namespace, 'open', node), await startPod(namespace, 'closed', node, labels, listener([8080]))];
  const port: Target = `${addressOf(target)}/8080`;
  await untilReaches(source, port);
  await namespace.apply([{
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'closed' }, spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'] },
  }]);
  await namespace.until('a connection to be refused: does the network plug-in of this cluster enforce policies?', async () => {
    return (await reached(source, [port])).length === 0;
  }, 60);
}

/** Waits until none is reached, and tries again and again that it stays so. */
export async function staysAway(source: Source, ...targets: Target[]): Promise<void> {
  await source.namespace.until(`${source.pod} not to reach ${targets}`, async () => (await reached(source, targets)).length === 0, 30);
  for (let tries = 3; tries > 0; tries--) {
    await pause(300);
    expect({ from: `${source.namespace.name}/${source.pod}`, reached: await reached(source, targets) }).toMatchObject({ reached: [] });
  }
}
