import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkDnsSubdomain, Problems } from './checks';
import { checkMetadata, metadataOf } from './object';
import { ObjectProps } from './object-props';
import { refuseDuplicates } from './unique';

/** Settings of a ServiceAccount. */
export interface ServiceAccountProps extends ObjectProps {
  /**
   * Whether pods of this account get its token without asking.
   *
   * @default - not written, so they do
   */
  readonly automountServiceAccountToken?: boolean;
}

/** Who the pods are when they speak to the API server. */
export class ServiceAccount extends Construct {
  /** Name of the object, for `serviceAccountName` of a pod. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    const problems = new Problems(this);
    checkDnsSubdomain(problems, 'name', props.name);
    checkMetadata(problems, props);
    problems.throwIfAny();

    new ApiObject(this, 'Resource', {
      apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadataOf(props), automountServiceAccountToken: props.automountServiceAccountToken,
    });
    refuseDuplicates(this);
    this.name = props.name;
  }
}
