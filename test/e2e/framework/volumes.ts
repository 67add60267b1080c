import { kubectl } from './kubectl';
import { Namespace } from './namespace';
import { recycle } from './recycle';

interface Volume {
  readonly metadata: { name: string };
  readonly spec: { claimRef?: { namespace: string }; persistentVolumeReclaimPolicy: string };
  readonly status: { phase: string };
}

/** Waits until volumes without claims are gone, or are Released where they are to be kept. */
export async function untilVolumesAreFree(namespace: Namespace): Promise<void> {
  await namespace.until('volumes to be deleted or Released', async () => {
    const volumes: Volume[] = JSON.parse(await kubectl(['get', 'pv', '-o', 'json'])).items;
    const left = volumes.filter(({ spec, status }) => {
      return spec.claimRef?.namespace === namespace.name && !(spec.persistentVolumeReclaimPolicy === 'Retain' && status.phase === 'Released');
    });
    expect(left.map(({ metadata, status }) => `${metadata.name} ${status.phase}`)).toEqual([]);
    return true;
  });
}

/** Waits until these volumes are gone, or are Released where they are to be kept. */
export async function untilVolumesEnd(namespace: Namespace, names: string[]): Promise<void> {
  await namespace.until(`the end of volumes ${names}`, async () => {
    const volumes: Volume[] = JSON.parse(await kubectl(['get', 'pv', '-o', 'json'])).items;
    return volumes.every(({ metadata, spec, status }) => {
      return !names.includes(metadata.name) || spec.persistentVolumeReclaimPolicy === 'Retain' && status.phase !== 'Bound';
    });
  });
}

/** Takes the volume from a pod of a StatefulSet: the claim is deleted with the pod, and both come back, the volume empty. */
export async function loseVolume(namespace: Namespace, pod: string, claim: string): Promise<void> {
  const uid = namespace.pods.uid(pod);
  await emptyVolume(namespace, pod, claim);
  await namespace.untilReplaced(pod, uid);
}

/** The same, without waiting for the new pod to be Ready. */
export async function emptyVolume(namespace: Namespace, pod: string, claim: string): Promise<void> {
  const uidOfClaim = async () => (await namespace.tryKubectl(`get pvc ${claim} -o jsonpath={.metadata.uid}`)).stdout;
  const lost = await uidOfClaim();
  await namespace.kubectl(`delete pvc ${claim} --wait=false`);
  await namespace.kubectl(`delete pod ${pod}`);
  await namespace.until(`the end of ${claim}`, async () => (await uidOfClaim()) !== lost);
  await recycle();
}
