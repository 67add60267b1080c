import type { k8s } from 'cdk8s-plus-27';
import { apiValue } from '../validation/api-values';
import { ValidationErrors } from '../validation/errors';
import { annotations, dnsLabel, labels, oneOf } from '../validation/limits';
import { validateAnnotations, validateLabels } from '../validation/names';
import { validateBytes } from '../validation/quantities';
import { RulesOf } from '../validation/rules';
import { array, boolean, hinted, limited, required, string, struct } from '../validation/types';
import { validateDifferent } from '../validation/values';

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
   * @default - not written, so Filesystem
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
   * Whether apiVersion and kind are written, as the API server stores them: with `volumeMode` written as well, GitOps
   * tools see no difference.
   *
   * @default false
   */
  readonly typed?: boolean;

  /**
   * Anything else that the API knows of the metadata of claims; the props above win. A claim is always in the namespace
   * of its set.
   *
   * @default - nothing else
   */
  readonly metadata?: k8s.ObjectMeta;

  /**
   * Anything else that the API knows of a claim; the props above win.
   *
   * @default - nothing else
   */
  readonly spec?: k8s.PersistentVolumeClaimSpec;
}

const ACCESS_MODES = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'];

export const accessModes = () => limited(
  hinted("write ['ReadWriteOnce']", array(oneOf(ACCESS_MODES))),
  (errors, prop, modes) => {
    if (modes.length === 0) errors.add(prop, modes, 'at least one', "leave it out for ['ReadWriteOnce']");
    validateAlone(errors, prop, modes);
  },
);

function validateAlone(errors: ValidationErrors, prop: string, modes: string[] = []): void {
  if (modes.length > 1 && modes.includes('ReadWriteOncePod'))
    errors.add(prop, modes, 'ReadWriteOncePod alone, or others', 'Kubernetes takes no other mode beside it');
}

export const CLAIM_TEMPLATE = {
  name: required(dnsLabel()),
  size: required(limited(string(), validateBytes)),
  accessModes: accessModes(),
  storageClassName: string(),
  volumeMode: oneOf(['Filesystem', 'Block']),
  labels: labels(),
  annotations: annotations(),
  typed: boolean(),
  metadata: apiValue<k8s.ObjectMeta>('ObjectMeta', "{ finalizers: ['…'] }", (errors, prop, metadata) => {
    validateLabels(errors, `${prop}.labels`, metadata.labels);
    validateAnnotations(errors, `${prop}.annotations`, metadata.annotations);
  }),
  spec: apiValue<k8s.PersistentVolumeClaimSpec>(
    'PersistentVolumeClaimSpec',
    "{ volumeName: '…' }",
    (errors, prop, spec) => validateAlone(errors, `${prop}.accessModes`, spec.accessModes),
  ),
} satisfies RulesOf<ClaimTemplate>;

/** Claim templates of one StatefulSet. */
export const CLAIM_TEMPLATES = limited(
  array(struct<ClaimTemplate>(CLAIM_TEMPLATE, "{ name: 'data', size: '10Gi' }")),
  (errors, prop, templates) => {
    validateDifferent(errors, `${prop}[].name`, templates, ({ name }) => name);
  },
);
