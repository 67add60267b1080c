import type { k8s } from 'cdk8s-plus-27';
import { dnsLabel } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { array, boolean, required, struct } from '../../validation/types';
import { mountPath, subPath, VolumeMount } from './volume-mount';
import { VolumeSource, volumeSource } from './volume-source';

/** A volume of the pod beside those of the construct, all pods alike. */
export interface ExtraVolume {
  /** Name of the volume, by which sidecars mount it. */
  readonly name: string;

  /** What it holds. */
  readonly source: VolumeSource;

  /**
   * Where the construct's main container sees it.
   *
   * @default - only containers that name it in `volumeMounts` see it
   */
  readonly mountPath?: string;

  /**
   * Directory or file of the volume that is mounted there.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;

  /**
   * Whether the main container can only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Volumes beside those that pods keep. */
export interface ExtraVolumeProps {
  /**
   * Volumes of the pod that hold files of a ConfigMap or Secret, an existing claim, or nothing at first.
   *
   * @default - none
   */
  readonly extraVolumes?: ExtraVolume[];
}

export const EXTRA_VOLUMES = {
  extraVolumes: array(
    struct<ExtraVolume>(
      {
        name: required(dnsLabel()),
        source: required(volumeSource()),
        mountPath: mountPath(),
        subPath: subPath(),
        readOnly: boolean(false),
      },
      "{ name: 'settings', source: VolumeSource.configMap('web'), mountPath: '/etc/web' }",
    ),
  ),
} satisfies RulesOf<ExtraVolumeProps>;

export function extraVolumesOf(volumes: ExtraVolume[] = []): k8s.Volume[] {
  return volumes.map(({ name, source }) => ({ ...source._render(), name }));
}

/** Where the main container sees them. */
export function extraMountsOf(volumes: ExtraVolume[] = []): VolumeMount[] {
  return volumes.flatMap(({ name, mountPath: path, subPath: sub, readOnly }) =>
    path === undefined ? [] : [{ name, mountPath: path, subPath: sub, readOnly }]);
}
