import { Labels, meets } from './label-selectors';

/** Whether something holds; undefined where it cannot be known here. */
export type Answer = boolean | undefined;

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: Array<{ readonly key: string; readonly operator: string; readonly values?: string[] }>;
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Labels that controllers, and the agents of this package, write on pods. */
const WRITTEN_LATER = new RegExp('^(job-name|controller-uid|controller-revision-hash|pod-template-(hash|generation)'
  + '|(batch|apps|statefulset)\\.kubernetes\\.io/.*|cdk8s-stateful/.*)$');

/** Whether pods of a template have a label that the template itself has not. */
export function isWrittenLater(key: string): boolean {
  return WRITTEN_LATER.test(key);
}

/** Whether a selector matches these labels, where those of some keys are not known. */
export function matches(
  selector: LabelSelector,
  labels: Labels,
  isUnknown: (key: string) => boolean = isWrittenLater,
): Answer {
  const equal = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }));
  return every(
    [...equal, ...(selector.matchExpressions ?? [])].map(({ key, operator, values = [] }) => {
      if (labels[key] === undefined && isUnknown(key)) return undefined;
      return OPERATORS.includes(operator) ? meets(labels, { key, operator, values }) : undefined;
    }),
  );
}

/** Whether all of them hold. */
export function every(answers: Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
