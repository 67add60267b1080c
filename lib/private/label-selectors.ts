import type { k8s } from 'cdk8s-plus-27';

export type Labels = { readonly [key: string]: string };
type Requirement = k8s.LabelSelectorRequirement;

/** A selector as the API has it; what demands nothing is not written. */
export function labelSelectorOf(labels: { [key: string]: string }, expressions: Requirement[] = []): k8s.LabelSelector {
  return {
    ...Object.keys(labels).length > 0 && { matchLabels: labels },
    ...expressions.length > 0 && { matchExpressions: expressions },
  };
}

/** Whether pods of these labels are selected. */
export function selects(selector: Labels, expressions: Requirement[] = [], labels: Labels): boolean {
  return (
    Object.entries(selector).every(([key, value]) => labels[key] === value) &&
    expressions.every((expression) => meets(labels, expression))
  );
}

/** Whether labels meet one expression. */
export function meets(labels: Labels, { key, operator, values = [] }: Requirement): boolean {
  const value: string | undefined = labels[key];
  if (operator === 'In') return value !== undefined && values.includes(value);
  if (operator === 'NotIn') return value === undefined || !values.includes(value);
  return (operator === 'Exists') === (value !== undefined);
}

/** An expression as a message shows it. */
export function inWords({ key, operator, values = [] }: Requirement): string {
  return [key, operator, ...values.length > 0 ? [`[${values.join(', ')}]`] : []].join(' ');
}
