import { checkAnnotations, checkLabels, checkOneOf, checkServiceName, checkStatefulSetName, checkWholeNumber, Problems } from './checks';
import { checkPod } from './checks-pod';
import { checkClaims } from './claims';
import { checkMetadata } from './object';
import type { StatefulSetProps } from './stateful-set';

/** Checks all that a StatefulSet was given, and throws one error with everything that is wrong. */
export function checkStatefulSet(problems: Problems, props: StatefulSetProps): void {
  checkStatefulSetName(problems, 'name', props.name);
  checkMetadata(problems, props);
  checkPodLabels(problems, props);
  if (props.serviceName) checkServiceName(problems, 'serviceName', props.serviceName);
  checkWholeNumber(problems, 'replicas', props.replicas);
  checkWholeNumber(problems, 'minReadySeconds', props.minReadySeconds);
  checkWholeNumber(problems, 'revisionHistoryLimit', props.revisionHistoryLimit);
  checkWholeNumber(problems, 'ordinals.start', props.ordinals?.start);
  checkPolicies(problems, props);
  checkClaims(problems, props.claims ?? []);
  checkPod(problems, props.pod, (props.claims ?? []).map((claim) => claim.name));
  problems.throwIfAny();
}

function checkPodLabels(problems: Problems, props: StatefulSetProps): void {
  if (Object.keys(props.selector).length === 0) problems.add('selector', 'none', 'at least one label', "for example { app: 'db' }");
  checkLabels(problems, 'selector', props.selector);
  checkLabels(problems, 'podLabels', props.podLabels);
  checkAnnotations(problems, 'podAnnotations', props.podAnnotations);
  for (const [key, value] of Object.entries(props.podLabels ?? {})) {
    const fixed = props.selector[key] ?? value;
    if (fixed !== value) problems.add(`podLabels.${key}`, value, `'${fixed}' as in the selector`, 'leave it out');
  }
}

function checkPolicies(problems: Problems, props: StatefulSetProps): void {
  const retention = props.persistentVolumeClaimRetentionPolicy;
  checkOneOf(problems, 'podManagementPolicy', props.podManagementPolicy, ['OrderedReady', 'Parallel']);
  checkOneOf(problems, 'updateStrategy.type', props.updateStrategy?.type, ['RollingUpdate', 'OnDelete']);
  checkOneOf(problems, 'persistentVolumeClaimRetentionPolicy.whenDeleted', retention?.whenDeleted, ['Retain', 'Delete']);
  checkOneOf(problems, 'persistentVolumeClaimRetentionPolicy.whenScaled', retention?.whenScaled, ['Retain', 'Delete']);
  if (props.updateStrategy?.type === 'OnDelete' && props.updateStrategy.rollingUpdate) {
    problems.add('updateStrategy.rollingUpdate', 'a rolling update', 'absent with OnDelete', 'leave one of the two out');
  }
  const partition = props.updateStrategy?.rollingUpdate?.partition;
  const end = (props.ordinals?.start ?? 0) + (props.replicas ?? Infinity);
  checkWholeNumber(problems, 'updateStrategy.rollingUpdate.partition', partition);
  if (partition !== undefined && partition > end) {
    problems.add('updateStrategy.rollingUpdate.partition', partition, `at most ${end}, the ordinal after the last pod`, 'beyond it no pod is ever updated');
  }
}
