import type { Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';

/** Stands for the generated scalar types, whose module takes as long to load as all of cdk8s. */
class Scalar {
  constructor(readonly value: string | number) {}
}

/** An amount such as `10Gi` or `500m`. */
export function quantity(text: string): k8s.Quantity {
  return new Scalar(text) as unknown as k8s.Quantity;
}

/** A size as Kubernetes writes it. */
export function sizeQuantity(size: Size): k8s.Quantity {
  return quantity(size.asString());
}

/** A port by its number. */
export function portNumber(port: number): k8s.IntOrString {
  return new Scalar(port) as unknown as k8s.IntOrString;
}

/** A number where a percentage could stand as well. */
export function wholeNumber(value: number): k8s.IntOrString {
  return new Scalar(value) as unknown as k8s.IntOrString;
}
