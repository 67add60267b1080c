import type { OwnerReference } from 'cdk8s';
import { apiValue } from '../validation/api-values';
import { validateFinalizers, validateOwners } from '../validation/lifecycles';
import { annotations, labels } from '../validation/limits';
import { RulesOf } from '../validation/rules';
import { array, limited, required, string } from '../validation/types';

/** The metadata of every namespaced object. */
export interface ObjectProps {
  /**
   * Name of the object, exactly as it is written.
   */
  readonly name: string;

  /**
   * Namespace of the object.
   *
   * @default - the namespace of the chart; where that has none, it is decided when the manifest is applied
   */
  readonly namespace?: string;

  /**
   * Labels of the object; they never reach a selector.
   *
   * @default - the labels of the chart alone
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Objects of the same namespace that own this one: it is deleted once none of them is left.
   *
   * @default - none
   */
  readonly ownerReferences?: OwnerReference[];

  /**
   * What must be done before the object is gone, as `example.com/release-address`: whoever does it takes its name off
   * the list.
   *
   * @default - none
   */
  readonly finalizers?: string[];
}

export const OBJECT = {
  name: required(string()),
  namespace: string(),
  labels: labels(),
  annotations: annotations(),
  ownerReferences: apiValue<OwnerReference[]>(
    '[OwnerReference',
    "[{ apiVersion: 'v1', kind: '…', name: '…', uid: '…' }]",
    validateOwners,
  ),
  finalizers: limited(array(string()), validateFinalizers),
} satisfies RulesOf<ObjectProps>;
