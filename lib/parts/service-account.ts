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
export class ServiceAccount extends ApiObject {
  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    const problems = new Problems('ServiceAccount', scope, id);
    checkDnsSubdomain(problems, 'name', props.name);
    checkMetadata(problems, props);
    problems.throwIfAny();

    super(scope, id, {
      apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadataOf(props), automountServiceAccountToken: props.automountServiceAccountToken,
    });
    refuseDuplicates(this);
  }
}
