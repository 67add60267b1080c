import { kubectl } from './kubectl';
import { Namespace } from './namespace';

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
