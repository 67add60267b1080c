import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { validateArguments } from '../validation/arguments';
import { ValidationErrors } from '../validation/errors';
import { validateStatefulSet } from '../validation/stateful-sets';
import { checksumOver } from '../private/checksum';
import { claimOf } from '../private/claims';
import { KubernetesObject } from '../private/kubernetes-object';
import { labelSelectorOf } from '../private/label-selectors';
import { hostWithin, metadataOf } from '../private/metadata';
import { podLabelsOf } from '../private/pod-labels';
import { StatefulSetProps, STATEFUL_SET } from './stateful-set-props';

/** Pods with fixed names, one after the other, each with volumes and a host name that it keeps. */
export class StatefulSet extends KubernetesObject {
  /** Annotation of the pods with the checksum of `restartOn`. */
  public static readonly CHECKSUM = 'cdk8s-stateful/checksum';

  /** Labels that tell these pods from all others. */
  public readonly selector: { [key: string]: string };

  /** Expressions that the labels of the pods must also match. */
  public readonly matchExpressions?: k8s.LabelSelectorRequirement[];

  /** @internal */
  public readonly _podLabels: { [key: string]: string };

  /** @internal */
  public readonly _sharedSelector?: string;

  /** @internal */
  public readonly _claims: string[];

  private readonly pod: k8s.PodSpec;
  private readonly serviceHost?: string;

  constructor(scope: Construct, id: string, props: StatefulSetProps) {
    validateArguments('StatefulSet', scope, id, props, STATEFUL_SET, validateStatefulSet);

    super(scope, id, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: metadataOf(props), spec: specOf(props) });

    this.selector = { ...props.selector };
    this.matchExpressions = props.matchExpressions;
    this._podLabels = podLabelsOf(props);
    this._sharedSelector = props.sharedSelector;
    this._claims = (props.claims ?? []).map(({ name }) => name);
    this.pod = props.pod;
    this.serviceHost = props.serviceName && hostWithin(this, props.serviceName, props.namespace);
  }

  /** @internal */
  public get _template() {
    return { metadata: { labels: this._podLabels }, spec: this.pod };
  }

  /**
   * DNS name of one pod, by way of the headless Service.
   *
   * @param ordinal number of the pod, beginning with 0 unless `ordinals` says otherwise
   */
  public hostOf(ordinal: number): string {
    const errors = new ValidationErrors('StatefulSet', this);
    if (!Number.isInteger(ordinal) || ordinal < 0)
      errors.add('ordinal', ordinal, 'a whole number of at least 0', 'for example 0 for the first pod');
    errors.throwIfAny();
    if (!this.serviceHost)
      throw new Error(`StatefulSet '${this.node.path}' has no host names of pods: give it a serviceName`);
    return `${this.name}-${ordinal}.${this.serviceHost}`;
  }
}

function specOf(props: StatefulSetProps): k8s.StatefulSetSpec {
  return {
    replicas: props.replicas,
    // the generated type demands it, the API does not
    serviceName: (props.serviceName || undefined) as string,
    selector: labelSelectorOf(props.selector, props.matchExpressions),
    template: {
      metadata: { ...props.podMetadata, labels: podLabelsOf(props), annotations: podAnnotationsOf(props) },
      spec: props.pod,
    },
    podManagementPolicy: props.podManagementPolicy || undefined,
    updateStrategy: props.updateStrategy,
    minReadySeconds: props.minReadySeconds,
    revisionHistoryLimit: props.revisionHistoryLimit,
    ordinals: props.ordinals,
    persistentVolumeClaimRetentionPolicy: props.persistentVolumeClaimRetentionPolicy,
    volumeClaimTemplates: props.claims?.map(claimOf),
  };
}

function podAnnotationsOf({
  podMetadata,
  podAnnotations,
  restartOn = [],
}: StatefulSetProps): { [key: string]: string } | undefined {
  const checksum = restartOn.length > 0 ? { [StatefulSet.CHECKSUM]: checksumOver(restartOn) } : undefined;
  const annotations = { ...podMetadata?.annotations, ...podAnnotations, ...checksum };
  return Object.keys(annotations).length > 0 ? annotations : podAnnotations;
}
