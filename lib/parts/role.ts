import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkDnsSubdomain, Problems } from './checks';
import { checkMetadata, metadataOf } from './object';
import { ObjectProps } from './object-props';
import { refuseDuplicates } from './unique';
import { wire } from './wire';

const GROUP = 'rbac.authorization.k8s.io';

/** Settings of a Role. */
export interface RoleProps extends ObjectProps {
  /** What may be done to which objects of the namespace. */
  readonly rules: k8s.PolicyRule[];

  /** Name of the service account, in the same namespace, that may do it. */
  readonly serviceAccountName: string;
}

/** What one service account may do in its namespace: a Role with its binding, both of one name. */
export class Role extends Construct {
  /** Name of both objects. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const problems = new Problems('Role', this);
    checkDnsSubdomain(problems, 'name', props.name);
    checkDnsSubdomain(problems, 'serviceAccountName', props.serviceAccountName);
    checkMetadata(problems, props);
    problems.throwIfAny();

    new ApiObject(this, 'Resource', { apiVersion: `${GROUP}/v1`, kind: 'Role', metadata: metadataOf(props), rules: wire(props.rules) });
    new ApiObject(this, 'Binding', {
      apiVersion: `${GROUP}/v1`,
      kind: 'RoleBinding',
      metadata: metadataOf(props),
      roleRef: { apiGroup: GROUP, kind: 'Role', name: props.name },
      subjects: [{ kind: 'ServiceAccount', name: props.serviceAccountName }],
    });
    refuseDuplicates(this);
    this.name = props.name;
  }
}
