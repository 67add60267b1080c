// jsii has no word for unknown but any
/* eslint-disable @typescript-eslint/no-explicit-any */
import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from '../../validation/errors';
import { validateVariable, validateVariableName } from '../../validation/env';
import { Rule } from '../../validation/rules';
import { instanceOf, limited, record } from '../../validation/types';

/** Where the value of an environment variable comes from: an EnvValue of this package, or of cdk8s-plus. */
export interface IEnvValue {
  /** The value itself, where it is known at synth. */
  readonly value?: any;

  /** Where Kubernetes takes it from otherwise. */
  readonly valueFrom?: any;
}

/** Where the value of an environment variable comes from. */
export class EnvValue implements IEnvValue {
  /** A string that is written into the manifest; not for secrets. */
  public static fromValue(value: string): EnvValue {
    return new EnvValue(value);
  }

  /** One key of a Secret in the namespace of the pods. */
  public static fromSecret(name: string, key: string): EnvValue {
    return new EnvValue(undefined, { secretKeyRef: { name, key } });
  }

  /** One key of a ConfigMap in the namespace of the pods. */
  public static fromConfigMap(name: string, key: string): EnvValue {
    return new EnvValue(undefined, { configMapKeyRef: { name, key } });
  }

  /**
   * A field of the pod.
   *
   * @param fieldPath metadata.name, metadata.namespace, metadata.uid, metadata.labels['<key>'],
   * metadata.annotations['<key>'], spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs (from
   * Kubernetes 1.29), status.podIP or status.podIPs
   */
  public static fromField(fieldPath: string): EnvValue {
    return new EnvValue(undefined, { fieldRef: { fieldPath } });
  }

  private constructor(public readonly value?: any, public readonly valueFrom?: any) {}
}

type Variables = { readonly [name: string]: IEnvValue };

const ENV_VALUE = instanceOf<IEnvValue>('valueFrom', 'a function of EnvValue', "EnvValue.fromValue('…')");

/** Variables by name. */
export function env(): Rule<Variables, undefined> {
  return limited(record(ENV_VALUE), (errors, prop, variables) => {
    for (const variable of variablesOf(variables) ?? []) validate(errors, prop, variable);
  });
}

function validate(errors: ValidationErrors, prop: string, variable: k8s.EnvVar): void {
  validateVariableName(errors, prop, variable.name);
  validateVariable(errors, `${prop}.${variable.name}`, variable);
  validateText(errors, `${prop}.${variable.name}`, variable);
}

/** Where nothing is written, Kubernetes makes an empty string of it; an object may be a string that comes at synth. */
function validateText(errors: ValidationErrors, prop: string, { value, valueFrom }: k8s.EnvVar): void {
  if (valueFrom || typeof value === 'string' || (typeof value === 'object' && value !== null)) return;
  errors.add(
    prop,
    value,
    'a string',
    value === undefined ? "for an empty one write EnvValue.fromValue('')" : 'put it in quotes',
  );
}

/** The variables as a container has them. */
export function variablesOf(variables: Variables | undefined): k8s.EnvVar[] | undefined {
  return variables && Object.entries(variables).map(([name, { value, valueFrom }]) => ({ name, value, valueFrom }));
}
