import { Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { sizeQuantity } from '../../private/scalars';
import { apiValue } from '../../validation/api-values';
import { objectName, oneOf, size, storageClassName, wholeNumber } from '../../validation/limits';
import { validateMade } from '../../validation/made';
import { Rule, Rules, RulesOf } from '../../validation/rules';
import { validateFilePath, validateVolumeSource } from '../../validation/volumes';
import { boolean, instanceOf, limited, record, required, string, struct } from '../../validation/types';

/** Which keys of a Secret or ConfigMap are files, and who may read them. */
export interface FilesOptions {
  /**
   * Paths of files by the keys that they have; other keys are left out.
   *
   * @default - each key is a file of its name
   */
  readonly items?: { [key: string]: string };

  /**
   * Mode of the files, such as 0o440.
   *
   * @default - not written, so 0o644
   */
  readonly defaultMode?: number;

  /**
   * Whether pods start without it.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** An empty directory that lives as long as its pod. */
export interface EmptyDirOptions {
  /**
   * Size beyond which the pod is evicted.
   *
   * @default - that of the pod's ephemeral storage, or of its memory
   */
  readonly sizeLimit?: Size;

  /**
   * Whether it is in memory, which counts as the pod's.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** How the volume of an ephemeral claim is made. */
export interface EphemeralClaimOptions {
  /**
   * Name of the StorageClass.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * `ReadWriteOnce` or `ReadWriteOncePod`.
   *
   * @default 'ReadWriteOnce'
   */
  readonly accessMode?: string;
}

const FILES: RulesOf<FilesOptions> = {
  items: record(limited(string(), validateFilePath)),
  defaultMode: wholeNumber(0, 0o777),
  optional: boolean(),
};

const ASKED = {
  files: {
    name: required(objectName()),
    options: struct<FilesOptions>(FILES, "{ items: { 'tls.crt': 'server.crt' } }"),
  },
  claim: { name: required(objectName()), readOnly: boolean() },
  emptyDir: {
    options: struct<EmptyDirOptions>({ sizeLimit: size(Size.kibibytes(1)), inMemory: boolean() }, '{ inMemory: true }'),
  },
  ephemeralClaim: {
    size: required(size(Size.kibibytes(1))),
    options: struct<EphemeralClaimOptions>(
      {
        storageClassName: storageClassName(),
        accessMode: oneOf(['ReadWriteOnce', 'ReadWriteOncePod']),
      },
      "{ storageClassName: 'fast' }",
    ),
  },
  spec: {
    volume: required(apiValue<k8s.Volume>('Volume', "{ csi: { driver: '…' } }", validateVolumeSource, false)),
  },
};

type Source = Omit<k8s.Volume, 'name'>;

/** What a volume of a pod holds. */
export class VolumeSource {
  /** The keys of a ConfigMap in the namespace of the pods. */
  public static configMap(name: string, options: FilesOptions = {}): VolumeSource {
    return new VolumeSource({ name, options }, ASKED.files, () => ({ configMap: { name, ...filesOf(options) } }));
  }

  /** The keys of a Secret in the namespace of the pods. */
  public static secret(name: string, options: FilesOptions = {}): VolumeSource {
    return new VolumeSource({ name, options }, ASKED.files, () => ({
      secret: { secretName: name, ...filesOf(options) },
    }));
  }

  /**
   * A claim that exists, in the namespace of the pods; all of them mount the same one.
   *
   * @param name of the claim
   * @param readOnly whether all pods can only read it
   */
  public static claim(name: string, readOnly?: boolean): VolumeSource {
    return new VolumeSource({ name, readOnly }, ASKED.claim, () => ({
      persistentVolumeClaim: { claimName: name, readOnly },
    }));
  }

  /** An empty directory that lives as long as its pod. */
  public static emptyDir(options: EmptyDirOptions = {}): VolumeSource {
    return new VolumeSource({ options }, ASKED.emptyDir, () => ({ emptyDir: emptyDirOf(options) }));
  }

  /** An empty volume of a StorageClass that lives as long as its pod. */
  public static ephemeralClaim(size: Size, options: EphemeralClaimOptions = {}): VolumeSource {
    return new VolumeSource({ size, options }, ASKED.ephemeralClaim, () => ephemeralOf(size, options));
  }

  /** Anything that Kubernetes knows, as a CSI driver or the downward API: a volume without its name. */
  public static of(volume: k8s.Volume): VolumeSource {
    return new VolumeSource({ volume }, ASKED.spec, () => volume);
  }

  private constructor(
    /** @internal */ public readonly _asked: object,
    /** @internal */ public readonly _rules: Rules,
    /** @internal */ public readonly _render: () => Source,
  ) {}
}

export function volumeSource(): Rule<VolumeSource, undefined> {
  const rule = instanceOf<VolumeSource>('_render', 'a function of VolumeSource', "VolumeSource.configMap('web')");
  return limited(rule, (errors, prop, { _asked, _rules }) => validateMade(errors, prop, _asked, _rules));
}

function filesOf({ items, defaultMode, optional }: FilesOptions) {
  return { items: items && Object.entries(items).map(([key, path]) => ({ key, path })), defaultMode, optional };
}

function emptyDirOf({ sizeLimit, inMemory }: EmptyDirOptions): k8s.EmptyDirVolumeSource {
  return { sizeLimit: sizeLimit && sizeQuantity(sizeLimit), medium: inMemory ? 'Memory' : undefined };
}

function ephemeralOf(size: Size, { storageClassName, accessMode = 'ReadWriteOnce' }: EphemeralClaimOptions): Source {
  const spec = {
    accessModes: [accessMode],
    storageClassName,
    resources: { requests: { storage: sizeQuantity(size) } },
  };
  return { ephemeral: { volumeClaimTemplate: { spec } } };
}
