import type { k8s } from 'cdk8s-plus-27';
import { apiValue } from '../validation/api-values';
import { annotations, labels, oneOf, wholeNumber } from '../validation/limits';
import { validateAnnotations, validateLabels } from '../validation/names';
import { POD } from '../validation/pods';
import { RulesOf } from '../validation/rules';
import { EXPRESSIONS } from '../validation/selectors';
import { array, boolean, instanceOf, limited, required, string } from '../validation/types';
import { validateOneOf, validateWholeNumber } from '../validation/values';
import { ClaimTemplate, CLAIM_TEMPLATES } from './claim-template';
import type { ConfigMap } from './config-map';
import { OBJECT, ObjectProps } from './object-props';

/** Settings of a StatefulSet. */
export interface StatefulSetProps extends ObjectProps {
  /**
   * Labels that tell these pods from all others; they can never be changed, and the pods have them.
   *
   * An empty map if `matchExpressions` is enough.
   */
  readonly selector: { [key: string]: string };

  /**
   * Expressions that the labels of the pods must also match; they can never be changed. The pods get no label from
   * them: `podLabels` must meet them.
   *
   * @default - none
   */
  readonly matchExpressions?: k8s.LabelSelectorRequirement[];

  /**
   * Why pods of another StatefulSet carry the labels of this selector as well, where that is meant: `'blue and green
   * behind one Service'`. It is for readers of the program, and written nowhere.
   *
   * @default - a StatefulSet that selects pods of another one is refused at synth
   */
  readonly sharedSelector?: string;

  /**
   * Whether the name may be longer than 52 characters, for a StatefulSet that runs by such a name already.
   *
   * Pods carry the name with a hyphen and a hash of their revision, of up to ten digits, as a label, and a label has at
   * most 63 characters. Of 53 characters, about one revision in four has a hash that is short enough, of 54 one in
   * forty; with any other one no pod starts.
   *
   * @default false
   */
  readonly allowLongName?: boolean;

  /**
   * What runs in each pod.
   */
  readonly pod: k8s.PodSpec;

  /**
   * More labels of the pods.
   *
   * @default - the selector's labels alone
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - only the checksum of `restartOn`
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Anything else that the API knows of the metadata of pods; the props above win. Kubernetes keeps a name and a
   * namespace of it in the template, and ignores both.
   *
   * @default - nothing else
   */
  readonly podMetadata?: k8s.ObjectMeta;

  /**
   * Name of the headless Service that gives the pods their host names.
   *
   * @default - not written, so the pods have no host names of their own
   */
  readonly serviceName?: string;

  /**
   * Number of pods.
   *
   * @default - not written, so 1, or what an autoscaler has set
   */
  readonly replicas?: number;

  /**
   * Volumes that each pod keeps; they cannot be changed later.
   *
   * @default - none
   */
  readonly claims?: ClaimTemplate[];

  /**
   * `OrderedReady` for one pod after the other, `Parallel` for all at once. It cannot be changed later.
   *
   * @default - not written, so OrderedReady
   */
  readonly podManagementPolicy?: string;

  /**
   * How running pods are replaced when the pod changes.
   *
   * @default - not written, so a rolling update from the last pod to the first
   */
  readonly updateStrategy?: k8s.StatefulSetUpdateStrategy;

  /**
   * Seconds that a new pod must be ready before it counts as available.
   *
   * @default - not written, so 0
   */
  readonly minReadySeconds?: number;

  /**
   * Number of old revisions that are kept for a rollback.
   *
   * @default - not written, so 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * Ordinal of the first pod.
   *
   * @default - not written, so pods count from 0
   */
  readonly ordinals?: k8s.StatefulSetOrdinals;

  /**
   * Whether claims are kept (`Retain`) or deleted (`Delete`) with the StatefulSet, and on scale-down.
   *
   * @default - not written, so they are kept in both cases
   */
  readonly persistentVolumeClaimRetentionPolicy?: k8s.StatefulSetPersistentVolumeClaimRetentionPolicy;

  /**
   * ConfigMaps whose change restarts the pods, by an annotation of the pods with a checksum over them.
   *
   * @default - pods go on with what they have read
   */
  readonly restartOn?: ConfigMap[];
}

type Retention = k8s.StatefulSetPersistentVolumeClaimRetentionPolicy;

const retention = apiValue<Retention>(
  'StatefulSetPersistentVolumeClaimRetentionPolicy',
  "{ whenDeleted: 'Retain' }",
  (errors, prop, policy) => {
    for (const when of ['whenDeleted', 'whenScaled'] as const)
      validateOneOf(errors, `${prop}.${when}`, policy[when] || undefined, ['Retain', 'Delete']);
  },
);

const updateStrategy = apiValue<k8s.StatefulSetUpdateStrategy>(
  'StatefulSetUpdateStrategy',
  "{ type: 'OnDelete' }",
  (errors, prop, { type, rollingUpdate }) => {
    validateOneOf(errors, `${prop}.type`, type || undefined, ['RollingUpdate', 'OnDelete']);
    validateWholeNumber(errors, `${prop}.rollingUpdate.partition`, rollingUpdate?.partition);
  },
);

export const STATEFUL_SET = {
  ...OBJECT,
  selector: required(labels()),
  matchExpressions: EXPRESSIONS,
  sharedSelector: limited(string(), (errors, prop, reason) => {
    if (reason.trim() === '')
      errors.add(prop, reason, 'the reason for it', "for example 'blue and green behind one Service'");
  }),
  allowLongName: boolean(),
  pod: required(POD),
  podLabels: labels(),
  podAnnotations: annotations(),
  podMetadata: apiValue<k8s.ObjectMeta>('ObjectMeta', "{ finalizers: ['…'] }", (errors, prop, metadata) => {
    validateLabels(errors, `${prop}.labels`, metadata.labels);
    validateAnnotations(errors, `${prop}.annotations`, metadata.annotations);
  }),
  serviceName: string(),
  replicas: wholeNumber(0),
  claims: CLAIM_TEMPLATES,
  podManagementPolicy: oneOf(['OrderedReady', 'Parallel']),
  updateStrategy,
  minReadySeconds: wholeNumber(0),
  revisionHistoryLimit: wholeNumber(0),
  ordinals: apiValue<k8s.StatefulSetOrdinals>('StatefulSetOrdinals', '{ start: 1 }', (errors, prop, { start }) =>
    validateWholeNumber(errors, `${prop}.start`, start),
  ),
  persistentVolumeClaimRetentionPolicy: retention,
  restartOn: array(instanceOf<ConfigMap>('checksum', 'ConfigMap', "new ConfigMap(this, 'Config', { … })")),
} satisfies RulesOf<StatefulSetProps>;
