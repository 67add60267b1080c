import { Construct } from 'constructs';
import { validateArguments } from '../validation/arguments';
import { validateDnsSubdomain } from '../validation/names';
import { objectNames } from '../validation/limits';
import { RulesOf } from '../validation/rules';
import { boolean } from '../validation/types';
import { KubernetesObject } from '../private/kubernetes-object';
import { metadataOf } from '../private/metadata';
import { OBJECT, ObjectProps } from './object-props';

/** Settings of a ServiceAccount. */
export interface ServiceAccountProps extends ObjectProps {
  /**
   * Whether pods of this account get its token without asking.
   *
   * @default - not written, so they do
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Names of Secrets by which pods of this account get their images from a registry, unless a pod names its own.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Names of Secrets that the account lists: legacy tokens, and, where it has the annotation
   * `kubernetes.io/enforce-mountable-secrets`, all that its pods may mount.
   *
   * @default - none
   */
  readonly secrets?: string[];
}

const RULES = {
  ...OBJECT,
  automountServiceAccountToken: boolean(),
  imagePullSecrets: objectNames(),
  secrets: objectNames(),
} satisfies RulesOf<ServiceAccountProps>;

/** The identity of pods at the API server. */
export class ServiceAccount extends KubernetesObject {
  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    validateArguments('ServiceAccount', scope, id, props, RULES, (errors, { name }) =>
      validateDnsSubdomain(errors, 'name', name),
    );
    const { automountServiceAccountToken, imagePullSecrets, secrets } = props;

    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadataOf(props),
      automountServiceAccountToken,
      imagePullSecrets: imagePullSecrets?.map(referenceTo),
      secrets: secrets?.map(referenceTo),
    });
  }
}

function referenceTo(name: string) {
  return { name };
}
