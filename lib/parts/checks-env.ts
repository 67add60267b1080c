import type { k8s } from 'cdk8s-plus-27';
import { checkAnnotations, checkDifferent, checkLabels, isDataKey, isDnsSubdomain, Problems } from './checks';
import { shownReference } from './checks-references';
import { checkText } from './checks-text';

/** What a variable may tell of its pod; `status.hostIPs` from Kubernetes 1.29. */
const FIELDS = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
];

const SUBSCRIPT = /^metadata\.(labels|annotations)\['(.*)'\]$/;

/** Variables of a container. */
export function checkEnv(problems: Problems, env: k8s.EnvVar[]): void {
  env.forEach((variable, index) => {
    checkVariableName(problems, `env[${index}].name`, variable.name);
    checkVariable(problems, `env[${index}]`, variable);
  });
  checkDifferent(problems, 'env[].name', env, ({ name }) => name, 'the last one would win silently');
}

/** The name of a variable, as the API server takes it. */
export function checkVariableName(problems: Problems, prop: string, name: string): void {
  if (typeof name !== 'string' || !/^[ -<>-~]+$/.test(name)) problems.add(prop, name, 'printable ASCII without =', "for example 'LOG_LEVEL'");
}

/** The value of a variable, or where it comes from. */
export function checkVariable(problems: Problems, prop: string, { name, value, valueFrom }: k8s.EnvVar): void {
  checkText(problems, `${prop}.value`, value);
  if (value && valueFrom) problems.add(prop, name, 'given by a value or by a source, not by both', 'leave one of them out');
  checkKeyOf(problems, prop, valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef);
  if (valueFrom?.fieldRef) checkField(problems, prop, valueFrom.fieldRef.fieldPath);
}

function checkKeyOf(problems: Problems, prop: string, reference?: k8s.SecretKeySelector): void {
  if (!reference || (isDnsSubdomain(reference.name) && isDataKey(reference.key))) return;
  problems.add(prop, shownReference(reference.name, reference.key), 'the name of a Secret or ConfigMap and one of its keys', "for example 'shop' and 'api-token'");
}

function checkField(problems: Problems, prop: string, field: string): void {
  const [, map, key] = (typeof field === 'string' && SUBSCRIPT.exec(field)) || [];
  if (map === 'labels') checkLabels(problems, prop, { [key]: '' });
  else if (map === 'annotations') checkAnnotations(problems, prop, { [key]: '' });
  else if (!FIELDS.includes(field)) {
    problems.add(prop, field, `a field that a variable may tell: ${FIELDS.join(', ')}`, "or metadata.labels['<key>'] and metadata.annotations['<key>']");
  }
}
