import { ValidationErrors } from '../../validation/errors';
import type { Defaulted } from '../props';

/** Labels that controllers or agents write on pods: who sets or selects them would lose pods, or find wrong ones. */
const WRITTEN_LABELS =
  /^(cdk8s-stateful\/.*|(statefulset|apps)\.kubernetes\.io\/(pod-name|pod-index)|controller-revision-hash)$/;

/** Names of the pod's volumes that are not the data's. */
export const OWN_VOLUMES = [
  'agent',
  'agent-scripts',
  'conf',
  'desired-state',
  'engine-scripts',
  'run',
  'secrets',
  'server-scripts',
  'settings',
  'tls',
  'tmp',
  'token',
];

interface Labels {
  readonly [key: string]: string;
}

/** Refuses names and labels that would not be found, or would find too much. */
export function validateNaming(errors: ValidationErrors, set: Defaulted): void {
  if (Object.keys(set.selector).length === 0)
    errors.add('selector', 'none', 'at least one label', 'leave it out for that of the name');
  validateLabelKeys(errors, 'selector', set.selector);
  for (const prop of ['labels', 'podLabels', 'claimLabels'] as const) {
    validateLabelKeys(errors, prop, set[prop]);
    validateWithSelector(errors, prop, set[prop], set.selector);
  }
  if (OWN_VOLUMES.includes(set.volumeName)) {
    errors.add(
      'volumeName',
      set.volumeName,
      `another name than those of the pod's own volumes: ${OWN_VOLUMES.join(', ')}`,
      "use 'data'",
    );
  }
  const { primarySettingsKey: primary, replicaSettingsKey: replica } = set;
  if (primary === replica)
    errors.add('replicaSettingsKey', replica, 'another key than primarySettingsKey', 'give each role a key of its own');
}

/** The controller puts the labels of the selector over all others. */
function validateWithSelector(errors: ValidationErrors, prop: string, labels: Labels = {}, selector: Labels): void {
  for (const [key, value] of Object.entries(labels)) {
    const fixed = selector[key] ?? value;
    if (fixed !== value)
      errors.add(
        `${prop}.${key}`,
        value,
        `'${fixed}' as in the selector`,
        'leave it out, or give a selector of your own',
      );
  }
}

function validateLabelKeys(errors: ValidationErrors, prop: string, labels: Labels = {}): void {
  for (const key of Object.keys(labels)) {
    if (!WRITTEN_LABELS.test(key)) continue;
    errors.add(
      prop,
      key,
      'keys that no controller and no agent writes',
      'leave it out: pods get this label while they run',
    );
  }
}
