import type { StatefulSetProps } from '../kubernetes/stateful-set-props';

/** The labels of the pods: those of the selector, and more. */
export function podLabelsOf({ podMetadata, podLabels, selector }: StatefulSetProps): { [key: string]: string } {
  return { ...podMetadata?.labels, ...podLabels, ...selector };
}
