import { Size } from 'cdk8s';
import { accessModes } from '../../kubernetes/claim-template';
import { annotations, dnsLabel, labels, size, storageClassName } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { array, boolean, hinted, required, struct } from '../../validation/types';
import { ClaimProps, CLAIMS } from '../../workload/claims';
import { EXTRA_VOLUMES, ExtraVolumeProps } from '../../workload/volumes/extra-volumes';
import { mountPath, subPath } from '../../workload/volumes/volume-mount';

/** A volume that each pod keeps. */
export interface AppVolume {
  /**
   * Name of the volume; a pod's claim is called `<name>-<pod>`. A change of it means new, empty volumes.
   */
  readonly name: string;

  /**
   * Size of each pod's volume.
   */
  readonly size: Size;

  /**
   * Directory in the container.
   */
  readonly mountPath: string;

  /**
   * Directory in the volume that is mounted, so that `lost+found` stays out of sight.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;

  /**
   * Whether the app can only read it.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Name of the StorageClass.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * How nodes may use the volume.
   *
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: string[];

  /**
   * More labels of the claims of this volume, beside `claimLabels`; they cannot be changed later.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * More annotations of the claims of this volume, beside `claimAnnotations`; they cannot be changed later.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Where the app keeps data. */
export interface AppStorageProps extends ClaimProps, ExtraVolumeProps {
  /**
   * Size of the one volume of each pod, called `data`; needs `mountPath`. For several there is `volumes`.
   *
   * @default - no such volume
   */
  readonly storage?: Size;

  /**
   * Directory in the container where `storage` is mounted.
   *
   * @default - needed with `storage`
   */
  readonly mountPath?: string;

  /**
   * Name of the StorageClass of `storage`.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Volumes that each pod keeps, beside `storage`.
   *
   * @default - none
   */
  readonly volumes?: AppVolume[];

  /**
   * Directories that can be written while a pod lives and are empty after, for example `/tmp`.
   *
   * @default - none
   */
  readonly emptyDirs?: string[];
}

const LEAST = Size.kibibytes(1);

const VOLUME = struct<AppVolume>({
  name: required(dnsLabel()),
  size: required(size(LEAST)),
  mountPath: required(mountPath()),
  subPath: subPath(),
  readOnly: boolean(false),
  storageClassName: storageClassName(),
  accessModes: { ...accessModes(), default: ['ReadWriteOnce'] },
  labels: labels(),
  annotations: annotations(),
}, "{ name: 'data', size: Size.gibibytes(10), mountPath: '/data' }");

export const STORAGE = {
  storage: size(LEAST),
  mountPath: mountPath(),
  storageClassName: storageClassName(),
  volumes: array(VOLUME),
  emptyDirs: hinted("write ['/tmp']", array(mountPath())),
  ...CLAIMS,
  ...EXTRA_VOLUMES,
} satisfies RulesOf<AppStorageProps>;
