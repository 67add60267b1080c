import { whileDrained } from '../../cluster/drain';
import { IMAGES } from '../../cluster/images';
import { kubectl } from '../../cluster/kubectl';
import { donorsOf } from '../../cluster/mysql/server';
import { Namespace } from '../../cluster/namespace';
import { Step } from '../../cluster/scenario';
import { replaceVolume } from '../../cluster/volumes';
import { logLine } from '../../cluster/wait';
import { canLeave, claimsOf, TutorialCluster } from './tutorial-cluster';

// MySQL's limit for one attempt, while the primary's old address may lead nowhere, and some seconds more.
const RECONNECT_SECONDS = 30;
const NODE = '{.spec.nodeName}';

/** Waits until the scheduler has placed a pod on a node. */
async function untilSchedulable(namespace: Namespace, node: string): Promise<void> {
  const onNode = { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: onNode } };
  const containers = [{ name: 'probe', image: IMAGES.busybox, command: ['true'] }];
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'probe' }, spec: { affinity, restartPolicy: 'Never', containers } };
  await namespace.apply([pod]);
  await namespace.until(`a pod on ${node}`, () => namespace.pods.get('probe')?.status.phase === 'Succeeded');
  await namespace.kubectl('delete pod probe');
}

const unschedulable = (node: string) => kubectl(['get', 'node', node, '-o', 'jsonpath={.spec.unschedulable}']);

/** A deleted primary pod, a deleted claim, a drained node: M6, M7, M16 and M17. */
export function rescheduling(step: Step, mysql: TutorialCluster): void {
  step('M6.2 replicas reconnect to a primary with another address', async (namespace) => {
    const replicas = () => ['mysql-1', 'mysql-2'].map((pod) => namespace.pods.uid(pod));
    const before = replicas();
    await namespace.replacePod('mysql-0');
    await mysql.client.untilConnects('mysql-primary');
    await mysql.write('after the return of the primary');
    const begin = Date.now();
    await mysql.untilComplete([0, 1, 2], RECONNECT_SECONDS);
    logLine(`replicas have new rows ${((Date.now() - begin) / 1000).toFixed(1)} s after the primary is back`);
    expect(replicas()).toEqual(before);
  });

  step('M7 a replica with a new, empty claim clones another replica', async (namespace) => {
    await replaceVolume(namespace, 'mysql-2', 'data-mysql-2');
    // from a replica, to spare the primary
    expect(await donorsOf(namespace, 'mysql-2')).toContain('mysql-1');
    await mysql.untilComplete([2]);
  });

  step('M16, M17 a drained node loses its pod and takes pods again when it is uncordoned', async (namespace) => {
    const [uid, node] = [namespace.pods.uid('mysql-2'), await namespace.field('pod mysql-2', NODE)];
    const claims = await claimsOf(namespace);
    const movable = await canLeave(namespace, 'data-mysql-2', node);
    await whileDrained(namespace, 'mysql-2', node, async () => {
      expect(await unschedulable(node)).toBe('true');
      if (movable) {
        await namespace.untilReplaced('mysql-2', uid);
        expect(await namespace.field('pod mysql-2', NODE)).not.toBe(node);
      } else {
        await namespace.until('a Pending pod', () => namespace.pods.get('mysql-2')?.status.phase === 'Pending');
      }
    });
    expect(await unschedulable(node)).toBe('');
    await untilSchedulable(namespace, node);
    await namespace.untilReplaced('mysql-2', uid);
    await mysql.loop.untilAnswers('102');
    await mysql.untilComplete([2]);
    expect(await claimsOf(namespace)).toEqual(claims);
  });
}
