import { kubectlJson } from './kubectl';
import { Namespace } from './namespace';
import { recycle } from './recycle';

interface Volume {
  readonly metadata: { name: string };
  readonly spec: { claimRef?: { namespace: string }; persistentVolumeReclaimPolicy: string };
  readonly status: { phase: string };
}

/** Waits until the volumes of a namespace (or those named) are deleted, or Released if their reclaim policy is Retain. */
export async function untilVolumesReleased(namespace: Namespace, names?: string[]): Promise<void> {
  await namespace.untilPasses('volumes to be deleted or Released', async () => {
    const { items } = await kubectlJson<{ items: Volume[] }>(['get', 'pv']);
    const left = items.filter(({ metadata, spec, status }) => {
      const released = spec.persistentVolumeReclaimPolicy === 'Retain' && status.phase === 'Released';
      return spec.claimRef?.namespace === namespace.name && !released && (names ?? [metadata.name]).includes(metadata.name);
    });
    expect(left.map(({ metadata, status }) => `${metadata.name} ${status.phase}`)).toEqual([]);
  });
}

/** Deletes the claim and the pod of a StatefulSet, and waits until the pod is Ready with an empty volume. */
export async function replaceVolume(namespace: Namespace, pod: string, claim: string): Promise<void> {
  const uid = namespace.pods.uid(pod);
  await deleteClaimAndPod(namespace, pod, claim);
  await namespace.untilReplaced(pod, uid);
}

/** Deletes the claim and the pod of a StatefulSet, and waits until the claim is deleted or replaced. */
export async function deleteClaimAndPod(namespace: Namespace, pod: string, claim: string): Promise<void> {
  const uidOfClaim = async () => (await namespace.tryKubectl(`get pvc ${claim} -o jsonpath={.metadata.uid}`)).stdout;
  const old = await uidOfClaim();
  await namespace.kubectl(`delete pvc ${claim} --wait=false`);
  await namespace.kubectl(`delete pod ${pod}`);
  await namespace.until(`the deletion of ${claim}`, async () => (await uidOfClaim()) !== old);
  await recycle();
}
