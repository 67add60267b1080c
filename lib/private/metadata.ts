import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ObjectProps } from '../kubernetes/object-props';

/** The metadata of an object; what was not given is not written. */
export function metadataOf(props: ObjectProps): k8s.ObjectMeta {
  const { name, namespace, labels, annotations, ownerReferences, finalizers } = props;
  // to the API server an empty namespace is none
  return { name, namespace: namespace || undefined, labels, annotations, ownerReferences, finalizers };
}

/** The DNS name of a Service: short within a namespace, with the namespace where one is stated. */
export function hostWithin(scope: Construct, service: string, namespace: string | undefined): string {
  const stated = namespace || Chart.of(scope).namespace;
  return stated ? `${service}.${stated}.svc` : service;
}
