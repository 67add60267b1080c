import { kubectl } from './kubectl';
import { alone } from './lock';
import { Namespace } from './namespace';

/** Long enough for the walks that may be before this one. */
const TURN_SECONDS = 400;

/** Nodes belong to all walks: one at a time closes one, as the pods of others may have no other place. */
export function closingNodes<T>(run: () => Promise<T>): Promise<T> {
  return alone('drain', run, TURN_SECONDS);
}

/** Drains a node of one pod, looks, and opens the node again; the documents drain all of it, a label spares what belongs to others. */
export function drained(namespace: Namespace, pod: string, node: string, look = () => Promise.resolve()): Promise<void> {
  return closingNodes(async () => {
    await namespace.kubectl(`label pod ${pod} e2e=${namespace.name}`);
    try {
      await kubectl(['drain', node, '--force', '--delete-emptydir-data', '--ignore-daemonsets', `--pod-selector=e2e=${namespace.name}`, '--timeout=60s']);
      await look();
    } finally {
      await kubectl(['uncordon', node]);
    }
  });
}
