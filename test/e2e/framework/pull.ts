import { Namespace } from './namespace';

/** Has an image on every node, so that what is timed afterwards is no download. */
export async function pull(namespace: Namespace, image: string): Promise<void> {
  const labels = { app: 'pull' };
  const pod = { terminationGracePeriodSeconds: 0, containers: [{ name: 'pull', image, command: ['sleep', 'infinity'] }] };
  await namespace.apply([{
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'pull' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  }]);
  await namespace.until(`${image} on every node`, async () => {
    const { desiredNumberScheduled: wanted, numberReady: ready } = (await namespace.list<DaemonSet>('daemonset pull'))[0].status;
    return wanted > 0 && ready === wanted;
  }, 300);
  await namespace.kubectl('delete daemonset pull');
}

interface DaemonSet {
  readonly status: { readonly desiredNumberScheduled: number; readonly numberReady: number };
}
