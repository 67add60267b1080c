/** A volume that each pod keeps. */
export interface AppVolume {
  /**
   * Name of the volume; a pod's claim is called `<name>-<pod>`. A change of it means new, empty volumes.
   */
  readonly name: string;

  /**
   * Size as a Kubernetes quantity, for example `10Gi`.
   */
  readonly size: string;

  /**
   * Folder in the container.
   */
  readonly mountPath: string;

  /**
   * Folder in the volume that is mounted, so that `lost+found` stays out of sight.
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
   * Labels of the claims; like all about a claim, they cannot be changed later.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims; they cannot be changed later.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** What becomes of a claim whose pod or set is gone. */
export enum ClaimRetention {
  /** The claim stays, with its data. */
  RETAIN = 'Retain',

  /** The claim is deleted, and its data with it. */
  DELETE = 'Delete',
}

/** Where the app keeps data. */
export interface AppStorageOptions {
  /**
   * Size of the one volume of each pod, called `data`; needs `mountPath`. For several there is `volumes`.
   *
   * @default - no such volume
   */
  readonly storage?: string;

  /**
   * Folder in the container where `storage` is mounted.
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
   * Volumes of each pod, beside `storage`.
   *
   * @default - none
   */
  readonly volumes?: AppVolume[];

  /**
   * Folders that can be written while a pod lives and are empty after, for example `/tmp`.
   *
   * @default - none
   */
  readonly scratch?: string[];

  /**
   * What becomes of the claims when the app is deleted.
   *
   * @default ClaimRetention.RETAIN - with `plain` it is not written, which means the same
   */
  readonly claimsWhenDeleted?: ClaimRetention;

  /**
   * What becomes of the claims of the pods that go when the app gets smaller.
   *
   * @default ClaimRetention.RETAIN - with `plain` it is not written, which means the same
   */
  readonly claimsWhenScaled?: ClaimRetention;
}
