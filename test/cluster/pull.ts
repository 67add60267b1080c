import { Namespace } from './namespace';

interface DaemonSet {
  readonly status: { readonly desiredNumberScheduled: number; readonly numberReady: number };
}

/** Pulls an image on every node, so that a timed start does not include downloads. */
export async function pullEverywhere(namespace: Namespace, image: string): Promise<void> {
  const labels = { app: 'pull' };
  const containers = [{ name: 'pull', image, command: ['sleep', 'infinity'] }];
  const template = { metadata: { labels }, spec: { terminationGracePeriodSeconds: 0, containers } };
  const spec = { selector: { matchLabels: labels }, template };
  await namespace.apply([{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'pull' }, spec }]);
  await namespace.until(`${image} on every node`, async () => {
    const [{ status }] = await namespace.list<DaemonSet>('daemonset pull');
    return status.desiredNumberScheduled > 0 && status.numberReady === status.desiredNumberScheduled;
  }, 300);
  await namespace.kubectl('delete daemonset pull');
}
