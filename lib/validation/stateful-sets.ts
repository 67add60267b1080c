import { ValidationErrors } from './errors';
import { validateDnsLabel, validateServiceName, validateStatefulSetName } from './names';
import { validateDemanding } from './selectors';
import { validatePod } from './pods';
import { inWords, meets } from '../private/label-selectors';
import { podLabelsOf } from '../private/pod-labels';
import type { StatefulSetProps } from '../kubernetes/stateful-set-props';

/** Checks what the props of a StatefulSet say together. */
export function validateStatefulSet(errors: ValidationErrors, props: StatefulSetProps): void {
  validateName(errors, props);
  if (props.serviceName) validateServiceName(errors, 'serviceName', props.serviceName);
  validatePodLabels(errors, props);
  validateUpdates(errors, props);
  validatePod(errors, 'pod', props.pod, (props.claims ?? []).map((claim) => claim.name));
}

/** The longest label, which each pod has with its name. */
const LONGEST_LABEL = 63;

const LONG_NAME_HINT = ', or, for a StatefulSet that runs by this name, say allowLongName: true';

function validateName(errors: ValidationErrors, { name, allowLongName, ordinals, replicas }: StatefulSetProps): void {
  const lastOrdinal = `-${(ordinals?.start ?? 0) + Math.max(replicas ?? 1, 1) - 1}`;
  if (allowLongName) validateDnsLabel(errors, 'name', name, LONGEST_LABEL - lastOrdinal.length);
  else validateStatefulSetName(errors, 'name', name, LONG_NAME_HINT);
}

function validatePodLabels(errors: ValidationErrors, props: StatefulSetProps): void {
  validateDemanding(errors, props, "for example { app: 'db' }");
  validateSelected(errors, 'podLabels', props.podLabels, props.selector);
  validateSelected(errors, 'podMetadata.labels', props.podMetadata?.labels, props.selector);
  const labels = podLabelsOf(props);
  for (const expression of props.matchExpressions ?? []) {
    if (!meets(labels, expression))
      errors.add(
        'podLabels',
        labels[expression.key],
        `labels that meet ${inWords(expression)}`,
        'change one of the two',
      );
  }
}

/** A label of the selector has one value. */
function validateSelected(
  errors: ValidationErrors,
  prop: string,
  labels: { [key: string]: string } = {},
  selector: { [key: string]: string },
): void {
  for (const [key, value] of Object.entries(labels)) {
    const fixed = selector[key] ?? value;
    if (fixed !== value) errors.add(`${prop}.${key}`, value, `'${fixed}' as in the selector`, 'leave it out');
  }
}

function validateUpdates(errors: ValidationErrors, props: StatefulSetProps): void {
  if (props.updateStrategy?.type === 'OnDelete' && props.updateStrategy.rollingUpdate) {
    errors.add('updateStrategy.rollingUpdate', 'a rolling update', 'absent with OnDelete', 'leave one of the two out');
  }
  const partition = props.updateStrategy?.rollingUpdate?.partition;
  const end = (props.ordinals?.start ?? 0) + (props.replicas ?? Infinity);
  if (partition !== undefined && partition > end) {
    errors.add(
      'updateStrategy.rollingUpdate.partition',
      partition,
      `at most ${end}, the ordinal after the last pod`,
      'beyond it no pod is ever updated',
    );
  }
}
