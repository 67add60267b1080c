import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { apiValue } from '../validation/api-values';
import { validateArguments } from '../validation/arguments';
import { objectName } from '../validation/limits';
import { ValidationErrors } from '../validation/errors';
import { validateDnsSubdomain } from '../validation/names';
import { KubernetesObject } from '../private/kubernetes-object';
import { metadataOf } from '../private/metadata';
import { RulesOf } from '../validation/rules';
import { required } from '../validation/types';
import { OBJECT, ObjectProps } from './object-props';

const GROUP = 'rbac.authorization.k8s.io';

/** Settings of a Role. */
export interface RoleProps extends ObjectProps {
  /** What may be done to which objects of the namespace. */
  readonly rules: k8s.PolicyRule[];

  /** Name of the service account, in the same namespace, that may do it. */
  readonly serviceAccountName: string;
}

const EXAMPLE = "[{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]";

const RULES = {
  ...OBJECT,
  rules: required(
    apiValue<k8s.PolicyRule[]>('[PolicyRule', EXAMPLE, validateRules),
  ),
  serviceAccountName: required(objectName()),
} satisfies RulesOf<RoleProps>;

/** As the API server judges the rules of a Role. */
function validateRules(errors: ValidationErrors, prop: string, rules: k8s.PolicyRule[]): void {
  rules.forEach((rule, index) => {
    for (const field of ['verbs', 'resources', 'apiGroups'] as const) {
      if (rule[field]?.length) continue;
      errors.add(`${prop}[${index}].${field}`, rule[field], 'at least one', `write ${EXAMPLE}`);
    }
  });
}

/** What one service account may do in its namespace: a Role with its binding, both of one name. */
export class Role extends Construct {
  /** Name of both objects. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: RoleProps) {
    validateArguments('Role', scope, id, props, RULES, (errors, { name }) =>
      validateDnsSubdomain(errors, 'name', name),
    );
    super(scope, id);

    new KubernetesObject(this, 'Resource', {
      apiVersion: `${GROUP}/v1`,
      kind: 'Role',
      metadata: metadataOf(props),
      rules: props.rules,
    });
    new KubernetesObject(this, 'Binding', {
      apiVersion: `${GROUP}/v1`,
      kind: 'RoleBinding',
      metadata: metadataOf(props),
      roleRef: { apiGroup: GROUP, kind: 'Role', name: props.name },
      subjects: [{ kind: 'ServiceAccount', name: props.serviceAccountName }],
    });
    this.name = props.name;
  }
}
