import type { k8s } from 'cdk8s-plus-27';
import { apiValue } from './api-values';
import { ValidationErrors } from './errors';
import { validateKey, validateLabels, validateLabelValue } from './names';
import { validateOneOf } from './values';

type Labels = { [key: string]: string };
type Requirement = k8s.LabelSelectorRequirement;

/** What a selector demands: labels, and expressions on labels. */
export interface Demands {
  readonly selector: Labels;
  readonly matchExpressions?: Requirement[];
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Labels of nodes can be compared as numbers as well. */
export const NODE_OPERATORS = [...OPERATORS, 'Gt', 'Lt'];

/** Expressions on labels, as the API server takes them. */
export const EXPRESSIONS = apiValue<Requirement[]>(
  '[LabelSelectorRequirement',
  "[{ key: 'tier', operator: 'In', values: ['data'] }]",
  (errors, prop, expressions) => validateExpressions(errors, prop, expressions),
);

/** Refuses a selector that demands nothing: to Kubernetes it means every pod of the namespace. */
export function validateDemanding(
  errors: ValidationErrors,
  { selector, matchExpressions = [] }: Demands,
  hint: string,
): void {
  if (Object.keys(selector).length > 0 || matchExpressions.length > 0) return;
  errors.add('selector', 'none', 'at least one label', hint);
}

/** A selector of labels, as the API server takes it; an empty one is for all. */
export function validateSelector(
  errors: ValidationErrors,
  prop: string,
  { matchLabels, matchExpressions }: k8s.LabelSelector = {},
): void {
  validateLabels(errors, `${prop}.matchLabels`, matchLabels);
  if (matchExpressions) validateExpressions(errors, `${prop}.matchExpressions`, matchExpressions);
}

/** Expressions on labels: of pods, or by NODE_OPERATORS of nodes. */
export function validateExpressions(
  errors: ValidationErrors,
  prop: string,
  expressions: Requirement[],
  operators = OPERATORS,
): void {
  expressions.forEach(({ key, operator, values }, index) => {
    const here = `${prop}[${index}]`;
    validateKey(errors, `${here}.key`, key);
    validateOneOf(errors, `${here}.operator`, operator, operators, 'choose one of these');
    validateValues(errors, `${here}.values`, operator, values ?? []);
    for (const value of values ?? []) validateLabelValue(errors, `${here}.values`, value, 'no label has this value');
  });
}

function validateValues(errors: ValidationErrors, prop: string, operator: string, values: string[]): void {
  const needed = operator === 'In' || operator === 'NotIn';
  const compared = operator === 'Gt' || operator === 'Lt';
  if (compared && values.length !== 1) errors.add(prop, values, `one number with ${operator}`, "for example ['4']");
  if (needed && values.length === 0)
    errors.add(prop, values, `at least one value with ${operator}`, 'add one, or use Exists or DoesNotExist');
  if (!needed && !compared && values.length > 0)
    errors.add(prop, values, `absent with ${operator}`, 'leave it out, or use In or NotIn');
}
