import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from './errors';
import { validateAnnotations, validateLabels, isDataKey, isDnsSubdomain } from './names';
import { validateDifferent } from './values';
import { formattedReference } from './references';
import { validateArgument } from './text';

/** What a variable may tell of its pod; `status.hostIPs` from Kubernetes 1.29. */
const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const SUBSCRIPT = /^metadata\.(labels|annotations)\['(.*)'\]$/;

/** Variables of a container. */
export function validateEnv(errors: ValidationErrors, env: k8s.EnvVar[]): void {
  env.forEach((variable, index) => {
    validateVariableName(errors, `env[${index}].name`, variable.name);
    validateVariable(errors, `env[${index}]`, variable);
  });
  validateDifferent(errors, 'env[].name', env, ({ name }) => name, 'the last one would win silently');
}

/** The name of a variable, as the API server takes it. */
export function validateVariableName(errors: ValidationErrors, prop: string, name: string): void {
  if (typeof name !== 'string' || !/^[ -<>-~]+$/.test(name))
    errors.add(prop, name, 'printable ASCII without =', "for example 'LOG_LEVEL'");
}

/** The value of a variable, or where it comes from. */
export function validateVariable(errors: ValidationErrors, prop: string, { name, value, valueFrom }: k8s.EnvVar): void {
  validateArgument(errors, `${prop}.value`, value);
  if (value && valueFrom)
    errors.add(prop, name, 'given by a value or by a source, not by both', 'leave one of them out');
  const sources = Object.values(valueFrom ?? {}).filter((source) => source !== undefined);
  if (valueFrom && sources.length !== 1)
    errors.add(prop, `${sources.length} sources`, 'from one source', "for example { fieldRef: { fieldPath: '…' } }");
  validateKeyOf(errors, prop, valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef);
  if (valueFrom?.fieldRef) validateField(errors, prop, valueFrom.fieldRef.fieldPath);
}

function validateKeyOf(errors: ValidationErrors, prop: string, reference?: k8s.SecretKeySelector): void {
  if (!reference || (isDnsSubdomain(reference.name) && isDataKey(reference.key))) return;
  errors.add(
    prop,
    formattedReference(reference.name, reference.key),
    'the name of a Secret or ConfigMap and one of its keys',
    "for example 'shop' and 'api-token'",
  );
}

function validateField(errors: ValidationErrors, prop: string, field: string): void {
  const [, map, key] = (typeof field === 'string' && SUBSCRIPT.exec(field)) || [];
  if (map === 'labels') validateLabels(errors, prop, { [key]: '' });
  else if (map === 'annotations') validateAnnotations(errors, prop, { [key]: '' });
  else if (!FIELDS.includes(field)) {
    errors.add(
      prop,
      field,
      `a field of the pod that a variable can have: ${FIELDS.join(', ')}`,
      "or metadata.labels['<key>'] and metadata.annotations['<key>']",
    );
  }
}
