import type { k8s } from 'cdk8s-plus-27';

/** A volume that each pod of a StatefulSet gets for itself and keeps. */
export interface ClaimTemplate {
  /**
   * Name that containers mount it by; a pod's claim is called `<name>-<pod>`. A change of it means new, empty volumes.
   */
  readonly name: string;

  /**
   * Size of the volume as a Kubernetes quantity, for example `10Gi`.
   */
  readonly size: string;

  /**
   * How nodes may use the volume.
   *
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: string[];

  /**
   * Name of the StorageClass.
   *
   * @default - not written, so the cluster's default class is used
   */
  readonly storageClassName?: string;

  /**
   * `Filesystem`, or `Block` for a raw device.
   *
   * @default - not written, so Filesystem, unless `typed` writes it
   */
  readonly volumeMode?: string;

  /**
   * Labels of the claims.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Whether apiVersion, kind and volumeMode are written as the API server stores them, so that GitOps tools see no difference.
   *
   * @default false
   */
  readonly typed?: boolean;

  /**
   * Anything else that the API knows of a claim; the props above win.
   *
   * @default - nothing else
   */
  readonly spec?: k8s.PersistentVolumeClaimSpec;
}
