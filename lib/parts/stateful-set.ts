import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Problems } from './checks';
import { checkStatefulSet } from './checks-stateful-set';
import { checksumOver } from './checksum';
import { ClaimTemplate } from './claim-template';
import { claimOf } from './claims';
import { ConfigMap } from './config-map';
import { hostWithin, metadataOf } from './object';
import { ObjectProps } from './object-props';
import { refuseDuplicates } from './unique';
import { wire } from './wire';

/** Settings of a StatefulSet. */
export interface StatefulSetProps extends ObjectProps {
  /**
   * Labels that tell the pods of this set from all others; they can never be changed, and the pods carry them.
   */
  readonly selector: { [key: string]: string };

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
   * @default - none, but for the checksum of `restartOn`
   */
  readonly podAnnotations?: { [key: string]: string };

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
   * Number of former revisions kept for a roll-back.
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
   * Whether claims are kept (`Retain`) or deleted (`Delete`) with the set, and when it gets smaller.
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

/** Pods with fixed names, one after the other, each with volumes and a host name that it keeps. */
export class StatefulSet extends ApiObject {
  /** Annotation of the pods with the checksum of `restartOn`. */
  public static readonly CHECKSUM = 'cdk8s-stateful/checksum';

  /** Labels that tell the pods of this set from all others. */
  public readonly selector: { [key: string]: string };

  /** @internal */
  public readonly _podLabels: { [key: string]: string };

  private readonly serviceHost?: string;

  constructor(scope: Construct, id: string, props: StatefulSetProps) {
    checkStatefulSet(new Problems('StatefulSet', scope, id), props);

    super(scope, id, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: metadataOf(props), spec: wire(specOf(props)) });
    refuseDuplicates(this);

    this.selector = { ...props.selector };
    this._podLabels = podLabelsOf(props);
    this.serviceHost = props.serviceName && hostWithin(this, props.serviceName, props.namespace);
  }

  /**
   * DNS name of one pod, by way of the headless Service.
   *
   * @param ordinal number of the pod, beginning with 0 unless `ordinals` says otherwise
   */
  public hostOf(ordinal: number): string {
    if (!Number.isInteger(ordinal) || ordinal < 0) throw new Error(`'ordinal' of StatefulSet '${this.node.path}' must be a whole number of at least 0, got ${ordinal}`);
    if (!this.serviceHost) throw new Error(`StatefulSet '${this.node.path}' has no host names of pods: give it a serviceName`);
    return `${this.name}-${ordinal}.${this.serviceHost}`;
  }
}

function specOf(props: StatefulSetProps): k8s.StatefulSetSpec {
  return {
    replicas: props.replicas,
    // the generated type demands it, the API does not
    serviceName: (props.serviceName || undefined) as string,
    selector: { matchLabels: props.selector },
    template: {
      metadata: { labels: podLabelsOf(props), annotations: podAnnotationsOf(props) },
      spec: props.pod,
    },
    podManagementPolicy: props.podManagementPolicy,
    updateStrategy: props.updateStrategy,
    minReadySeconds: props.minReadySeconds,
    revisionHistoryLimit: props.revisionHistoryLimit,
    ordinals: props.ordinals,
    persistentVolumeClaimRetentionPolicy: props.persistentVolumeClaimRetentionPolicy,
    volumeClaimTemplates: props.claims?.map(claimOf),
  };
}

function podLabelsOf({ podLabels, selector }: StatefulSetProps): { [key: string]: string } {
  return { ...podLabels, ...selector };
}

function podAnnotationsOf(props: StatefulSetProps): { [key: string]: string } | undefined {
  if (!props.restartOn?.length) return props.podAnnotations;
  return { ...props.podAnnotations, [StatefulSet.CHECKSUM]: checksumOver(props.restartOn) };
}
