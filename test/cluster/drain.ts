import { kubectl, Result, tryKubectl } from './kubectl';
import { withLock } from './lock';
import { Namespace } from './namespace';

/** Long enough for the drains of other scenarios that come first. */
const LOCK_SECONDS = 400;

/** Nodes are shared by all scenarios: one node at a time is cordoned, since evicted pods may fit nowhere else. */
export function withDrainLock<T>(run: () => Promise<T>): Promise<T> {
  return withLock('drain', run, LOCK_SECONDS);
}

/** Drains a node of one pod, runs `check`, and uncordons the node. A label spares the pods of other scenarios. */
export function whileDrained(
  namespace: Namespace, pod: string, node: string, check = () => Promise.resolve(),
): Promise<void> {
  return withDrainLock(async () => {
    await namespace.kubectl(`label pod ${pod} e2e=${namespace.name}`);
    const selector = `--pod-selector=e2e=${namespace.name}`;
    try {
      await kubectl(['drain', node, '--force', '--delete-emptydir-data', '--ignore-daemonsets', selector, '--timeout=60s']);
      await check();
    } finally {
      await kubectl(['uncordon', node]);
    }
  });
}

/** Requests the eviction of a pod, as `kubectl drain` does; a disruption budget may refuse it. */
export function evict({ name: namespace }: Namespace, pod: string): Promise<Result> {
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } };
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`;
  return tryKubectl(['create', '--raw', path, '-f', '-'], { input: JSON.stringify(eviction) });
}
