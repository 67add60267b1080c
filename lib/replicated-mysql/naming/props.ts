import { annotations, dnsLabel, labels } from '../../validation/limits';
import { Named, RulesOf } from '../../validation/rules';
import { limited, string } from '../../validation/types';

/** What objects are called, and how they are found. */
export interface NamingProps {
  /**
   * Name of the StatefulSet, and prefix of the other names: RFC 1123, at most 49 characters (the name of a StatefulSet
   * has at most 52, and the name of a server adds `-` and its ordinal).
   *
   * @default 'mysql'
   */
  readonly name?: string;

  /**
   * Labels of all objects and of the pods; they are in no selector. Claims have only the labels of `selector`.
   *
   * @default - `app: <name>` alone
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels that select the pods of this MySQL cluster. They cannot be changed later.
   *
   * @default - `app: <name>`
   */
  readonly selector?: { [key: string]: string };

  /**
   * Annotations of all objects, for example to tell a linter why a rule is not met.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * More labels of the pods, for tools that select pods; no selector of this construct has them.
   *
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * More annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Name of the volume: claims are called `<volumeName>-<name>-<ordinal>`.
   *
   * @default 'data'
   */
  readonly volumeName?: string;
}

/** The longest name that leaves room for a pod's ordinal; a StatefulSet allows 52 characters. */
const LONGEST_NAME = 49;

const name = limited(string('mysql'), (errors, prop, given) => {
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(given) && given.length <= LONGEST_NAME) return;
  const expected = `a lowercase RFC 1123 label of at most ${LONGEST_NAME} characters that begins with a letter`;
  errors.add(prop, given, expected, 'use lowercase letters, digits and -');
});

export const NAMING = {
  name,
  labels: labels(),
  selector: { ...labels(), default: ({ name: app }: Named) => ({ app }) },
  annotations: annotations(),
  podLabels: labels(),
  podAnnotations: annotations(),
  volumeName: dnsLabel('data'),
} satisfies RulesOf<NamingProps>;
