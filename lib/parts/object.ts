import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkAnnotations, checkLabels, Problems } from './checks';
import { ObjectProps } from './object-props';

/** The metadata of an object; what was not given is not written. */
export function metadataOf(props: ObjectProps): k8s.ObjectMeta {
  return { name: props.name, namespace: props.namespace, labels: props.labels, annotations: props.annotations };
}

/** Checks labels and annotations; each kind has a rule of its own for the name. */
export function checkMetadata(problems: Problems, props: ObjectProps): void {
  checkLabels(problems, 'labels', props.labels);
  checkAnnotations(problems, 'annotations', props.annotations);
}

/** The DNS name of a Service: short within a namespace, with the namespace where one is stated. */
export function hostWithin(scope: Construct, service: string, namespace: string | undefined): string {
  const place = namespace ?? Chart.of(scope).namespace;
  return place ? `${service}.${place}.svc` : service;
}
