import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from './errors';
import { validateDnsLabel, validateKey, validateLabelValue } from './names';
import { NODE_OPERATORS, validateExpressions, validateSelector } from './selectors';
import { validateOneOf } from './values';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Where pods run, as the API server takes it. */
export function validateScheduling(
  errors: ValidationErrors,
  prop: string,
  { affinity, tolerations = [], topologySpreadConstraints = [] }: k8s.PodSpec,
): void {
  if (affinity) validateAffinity(errors, `${prop}.affinity`, affinity);
  tolerations.forEach((one, index) => validateToleration(errors, `${prop}.tolerations[${index}]`, one));
  topologySpreadConstraints.forEach((one, index) =>
    validateConstraint(errors, `${prop}.topologySpreadConstraints[${index}]`, one),
  );
}

/** Nodes and pods that pods keep to, or away from. */
export function validateAffinity(errors: ValidationErrors, prop: string, affinity: k8s.Affinity): void {
  const { nodeAffinity = {} } = affinity;
  const required = nodeAffinity[REQUIRED]?.nodeSelectorTerms;
  const nodes = `${prop}.nodeAffinity`;
  if (required?.length === 0)
    errors.add(`${nodes}.${REQUIRED}.nodeSelectorTerms`, [], 'at least one term', `leave out ${REQUIRED}`);
  required?.forEach((term, index) =>
    validateNodeTerm(errors, `${nodes}.${REQUIRED}.nodeSelectorTerms[${index}]`, term),
  );
  nodeAffinity[PREFERRED]?.forEach(({ weight, preference }, index) => {
    validateWeight(errors, `${nodes}.${PREFERRED}[${index}]`, weight);
    if (preference) validateNodeTerm(errors, `${nodes}.${PREFERRED}[${index}].preference`, preference);
  });
  for (const field of ['podAffinity', 'podAntiAffinity'] as const)
    validatePodTerms(errors, `${prop}.${field}`, affinity[field] ?? {});
}

function validateNodeTerm(
  errors: ValidationErrors,
  prop: string,
  { matchExpressions = [], matchFields = [] }: k8s.NodeSelectorTerm,
): void {
  validateExpressions(errors, `${prop}.matchExpressions`, matchExpressions, NODE_OPERATORS);
  matchFields.forEach(({ key, operator, values }, index) => {
    const here = `${prop}.matchFields[${index}]`;
    validateOneOf(errors, `${here}.key`, key, ['metadata.name'], 'take matchExpressions for labels');
    validateOneOf(errors, `${here}.operator`, operator, ['In', 'NotIn']);
    if (values?.length !== 1)
      errors.add(`${here}.values`, values, 'the name of one node', 'write a term for each node');
  });
}

function validateWeight(errors: ValidationErrors, prop: string, weight: number | undefined): void {
  if (weight !== undefined && !(weight >= 1 && weight <= 100))
    errors.add(`${prop}.weight`, weight, 'a whole number from 1 to 100', 'for example 100');
}

function validatePodTerms(errors: ValidationErrors, prop: string, affinity: k8s.PodAffinity): void {
  affinity[REQUIRED]?.forEach((term, index) => validatePodTerm(errors, `${prop}.${REQUIRED}[${index}]`, term));
  affinity[PREFERRED]?.forEach(({ weight, podAffinityTerm }, index) => {
    const here = `${prop}.${PREFERRED}[${index}]`;
    validateWeight(errors, here, weight);
    if (podAffinityTerm) validatePodTerm(errors, `${here}.podAffinityTerm`, podAffinityTerm);
  });
}

function validatePodTerm(
  errors: ValidationErrors,
  prop: string,
  { topologyKey, labelSelector, namespaceSelector, namespaces = [] }: k8s.PodAffinityTerm,
): void {
  if (topologyKey !== undefined) validateKey(errors, `${prop}.topologyKey`, topologyKey);
  validateSelector(errors, `${prop}.labelSelector`, labelSelector);
  validateSelector(errors, `${prop}.namespaceSelector`, namespaceSelector);
  namespaces.forEach((name, index) => validateDnsLabel(errors, `${prop}.namespaces[${index}]`, name));
}

/** A taint of nodes that pods tolerate. */
export function validateToleration(
  errors: ValidationErrors,
  prop: string,
  { key, operator, value, effect, tolerationSeconds }: k8s.Toleration,
): void {
  if (key) validateKey(errors, `${prop}.key`, key);
  else if (operator !== 'Exists')
    errors.add(`${prop}.key`, key, 'given', "for all taints write { operator: 'Exists' }");
  if (operator === 'Exists' && value)
    errors.add(`${prop}.value`, value, 'left out with Exists', "leave it out, or write operator: 'Equal'");
  else if (key && value) validateLabelValue(errors, `${prop}.value`, value, 'no taint has this value');
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.add(
      `${prop}.effect`,
      effect,
      "'NoExecute' where there are tolerationSeconds",
      'leave out tolerationSeconds: other effects evict no pod',
    );
  }
}

/** How evenly pods are spread. */
export function validateConstraint(
  errors: ValidationErrors,
  prop: string,
  { topologyKey, whenUnsatisfiable, minDomains, matchLabelKeys = [], labelSelector }: k8s.TopologySpreadConstraint,
): void {
  if (topologyKey === '')
    errors.add(`${prop}.topologyKey`, '', 'the key of a label of nodes', "for example 'topology.kubernetes.io/zone'");
  if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule')
    errors.add(`${prop}.minDomains`, minDomains, "left out without 'DoNotSchedule'", 'only then domains are counted');
  matchLabelKeys.forEach((key, index) => validateKey(errors, `${prop}.matchLabelKeys[${index}]`, key));
  validateSelector(errors, `${prop}.labelSelector`, labelSelector);
}
