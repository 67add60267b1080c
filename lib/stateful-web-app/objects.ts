import type { StatefulWebAppProps } from '../stateful-web-app';
import { portsOf } from './container';
import { rulesOf } from './network';
import { podOf } from './pod';
import { claimsOf, retentionOf } from './storage';
import { UpdateStrategy } from './update-strategy';

type Labels = { [key: string]: string };

/** Name of the balanced Service; undefined where none is wanted. */
export function balancedNameOf(props: StatefulWebAppProps, name: string): string | undefined {
  const wanted = props.balanced ?? props.balancedName !== undefined;
  return wanted ? props.balancedName ?? `${name}-balanced` : undefined;
}

function labelsOf(props: StatefulWebAppProps, selector: Labels): Labels | undefined {
  return props.plain ? props.labels : { ...selector, ...props.labels };
}

/** What both Services have in common. */
export function serviceOf(props: StatefulWebAppProps, selector: Labels) {
  return {
    labels: both(labelsOf(props, selector), props.serviceLabels),
    annotations: props.annotations,
    selector,
    ports: portsOf(props),
  };
}

/** Who the pods are: nobody who may do anything, and not the namespace's default, to whom others may give rights. */
export function accountOf(props: StatefulWebAppProps, name: string, selector: Labels) {
  return { name, labels: labelsOf(props, selector), annotations: props.annotations, automountServiceAccountToken: false };
}

/** One pod at a time goes; one that is not Ready serves nobody and may go as well. */
export function budgetOf(props: StatefulWebAppProps, name: string, selector: Labels) {
  return {
    name, labels: labelsOf(props, selector), annotations: props.annotations, selector, maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}

/** Who reaches the app, and whom it reaches. */
export function policyOf(props: StatefulWebAppProps, name: string, selector: Labels) {
  return { name, labels: labelsOf(props, selector), annotations: props.annotations, selector, ...rulesOf(props, selector) };
}

/** The StatefulSet of the app. */
export function podsOf(props: StatefulWebAppProps, name: string, serviceName: string, selector: Labels) {
  return {
    name,
    labels: labelsOf(props, selector),
    annotations: props.annotations,
    selector,
    podLabels: both(props.labels, props.podLabels),
    podAnnotations: props.podAnnotations,
    serviceName,
    replicas: props.replicas ?? (props.plain ? undefined : 2),
    pod: podOf(props, name, selector),
    claims: claimsOf(props),
    podManagementPolicy: props.parallel ? 'Parallel' : undefined,
    updateStrategy: strategyOf(props)?._toKube(props.replicas ?? (props.plain ? 1 : 2)),
    minReadySeconds: props.minReadySeconds,
    revisionHistoryLimit: props.revisionHistoryLimit,
    persistentVolumeClaimRetentionPolicy: retentionOf(props),
    restartOn: props.restartOn,
  };
}

function strategyOf({ plain, updateStrategy }: StatefulWebAppProps): UpdateStrategy | undefined {
  return updateStrategy ?? (plain ? undefined : UpdateStrategy.rolling());
}

function both(labels?: Labels, more?: Labels): Labels | undefined {
  return more ? { ...labels, ...more } : labels;
}
