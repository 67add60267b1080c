import { drained } from '../framework/drain';
import { IMAGES } from '../framework/images';
import { kubectl } from '../framework/kubectl';
import { agentLog } from '../framework/mysql';
import { Namespace } from '../framework/namespace';
import { loseVolume } from '../framework/volumes';
import { say } from '../framework/wait';
import { Step } from '../framework/walk';
import { canLeave, claimsOf, MySQLSet } from './set';

// MySQL's own limit for one try, while the old address of the primary may lead nowhere, and some seconds more.
const RECONNECT_SECONDS = 30;
const NODE = '{.spec.nodeName}';

/** Waits until the scheduler has given a pod to a node. */
async function untilTakesPods(namespace: Namespace, node: string): Promise<void> {
  const onNode = { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: onNode } };
  const spec = { affinity, restartPolicy: 'Never', containers: [{ name: 'guest', image: IMAGES.busybox, command: ['true'] }] };
  await namespace.apply([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'guest' }, spec }]);
  await namespace.until(`a pod on ${node}`, () => namespace.pods.get('guest')?.status.phase === 'Succeeded');
  await namespace.kubectl('delete pod guest');
}

/** A lost primary pod, a lost claim, a drained node: M6, M7, M16 and M17. */
export function moves(step: Step, set: MySQLSet): void {
  step('M6 replicas find the primary again', async (namespace) => {
    const { pods } = namespace;
    const [uid, followers] = [pods.uid('mysql-0'), set.uids(namespace, 3).slice(1)];
    await namespace.kubectl('delete pod mysql-0');
    await namespace.untilReplaced('mysql-0', uid);
    await set.client.untilConnects('mysql-primary');
    await set.write('after the return of the primary');
    const begin = Date.now();
    await set.untilComplete([0, 1, 2], RECONNECT_SECONDS);
    say(`replicas have new rows ${((Date.now() - begin) / 1000).toFixed(1)} s after the primary has come back`);
    expect(set.uids(namespace, 3).slice(1)).toEqual(followers);
  });

  step('M7 a lost claim is filled again', async (namespace) => {
    await loseVolume(namespace, 'mysql-2', 'data-mysql-2');
    // a replica gives the copy, to spare the primary
    expect(await agentLog(namespace, 'mysql-2')).toMatch(/copying from mysql-1/);
    await set.untilComplete([2]);
  });

  step('M16, M17 drain and uncordon a node', async (namespace) => {
    const [uid, node, claims] = [namespace.pods.uid('mysql-2'), await namespace.field('pod mysql-2', NODE), await claimsOf(namespace)];
    const free = await canLeave(namespace, 'data-mysql-2', node);
    await drained(namespace, 'mysql-2', node, async () => {
      expect(await kubectl(['get', 'node', node, '-o', 'jsonpath={.spec.unschedulable}'])).toBe('true');
      if (free) {
        await namespace.untilReplaced('mysql-2', uid);
        expect(await namespace.field('pod mysql-2', NODE)).not.toBe(node);
      } else {
        await namespace.until('a pod that waits for its node', () => namespace.pods.get('mysql-2')?.status.phase === 'Pending');
      }
    });
    expect(await kubectl(['get', 'node', node, '-o', 'jsonpath={.spec.unschedulable}'])).toBe('');
    await untilTakesPods(namespace, node);
    await namespace.untilReplaced('mysql-2', uid);
    await set.loop.untilAnswers('102');
    await set.untilComplete([2]);
    expect(await claimsOf(namespace)).toEqual(claims);
  });
}
