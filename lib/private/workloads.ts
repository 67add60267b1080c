import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { LabelSelector } from './label-answers';
import type { Labels } from './label-selectors';
import { Manifest, manifestOf, objectsIn, Template, templateOf } from './manifest';

const KINDS = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);
/** Groups of Kubernetes itself, whose kinds are known. */
const KNOWN_GROUP = /^[a-z]+$|\.k8s\.io$/;

/** Objects that make pods: a construct itself, or those within it, of whatever library. */
export function workloadsIn(construct: IConstruct): ApiObject[] {
  return objectsIn(construct).filter(isWorkload);
}

/** Whether an object makes pods; a kind of somebody else does, where it has a template of them. */
export function isWorkload(object: ApiObject): boolean {
  return KINDS.has(object.kind) || !KNOWN_GROUP.test(object.apiGroup) && templateOf(manifestOf(object)) !== undefined;
}

/**
 * What tells the pods of a workload from others: its selector, which never changes, or else the labels of its pods.
 * Undefined where they have none.
 */
export function podSelectorOf(workload: ApiObject): LabelSelector | undefined {
  const manifest = manifestOf(workload);
  const { matchLabels, matchExpressions } = selectorOf(manifest);
  if (matchLabels || matchExpressions) return { matchLabels, matchExpressions };
  const labels = podLabelsOf(manifest, templateOf(manifest));
  return Object.keys(labels).length > 0 ? { matchLabels: labels } : undefined;
}

/** Labels that pods of a template have; those of a Job have its name. */
export function podLabelsOf({ kind, metadata }: Manifest, template: Template | undefined): Labels {
  const labels = template?.metadata?.labels ?? {};
  const isBare = Object.keys(labels).length === 0;
  return kind === 'Job' && isBare ? { 'batch.kubernetes.io/job-name': metadata.name } : labels;
}

function selectorOf({ kind, spec }: Manifest): LabelSelector {
  const selector = (kind === 'ReplicationController' ? { matchLabels: spec?.selector } : spec?.selector) as
    LabelSelector | undefined;
  const [matchLabels, matchExpressions] = [filled(selector?.matchLabels), filled(selector?.matchExpressions)];
  return { matchLabels, matchExpressions };
}

function filled<T extends object>(value: T | undefined): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}
