import { annotations, labels, statefulSetName } from '../../validation/limits';
import { Named, RulesOf } from '../../validation/rules';
import { limited } from '../../validation/types';

/** What objects are called, and how they are found. */
export interface AppNamingProps {
  /**
   * Name of the app and of its objects; pods are called `<name>-<ordinal>`. At most 52 characters.
   *
   * @default 'web'
   */
  readonly name?: string;

  /**
   * Labels that tell the pods of this app from all others; they can never be changed.
   *
   * @default - `app: <name>`
   */
  readonly selector?: { [key: string]: string };

  /**
   * Labels of all objects and of the pods; they never reach a selector.
   *
   * @default - the selector's labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of all objects.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * More labels of the pods.
   *
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
}

const selector = limited(labels(), (errors, prop, given) => {
  if (Object.keys(given).length === 0)
    errors.add(prop, 'none', 'at least one label', 'leave it out for that of the name');
});

export const NAMING = {
  name: statefulSetName('web'),
  selector: { ...selector, default: ({ name }: Named) => ({ app: name }) },
  labels: labels(),
  annotations: annotations(),
  podLabels: labels(),
  podAnnotations: annotations(),
} satisfies RulesOf<AppNamingProps>;
