import type { k8s } from 'cdk8s-plus-27';
import { yamlText } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { array, limited } from '../../validation/types';

/** What runs in a container after its start, and before its end. */
export interface LifecycleProps {
  /**
   * Command that runs in the container as soon as it has started, beside its own; where it fails, the container is
   * killed. No shell is around it.
   *
   * @default - none
   */
  readonly postStart?: string[];

  /**
   * Command that runs in the container before it is stopped, within the pod's grace period. No shell is around it.
   *
   * @default - none
   */
  readonly preStop?: string[];
}

const hook = () => limited(array(yamlText()), (errors, prop, command) => {
  if (command.length === 0) errors.add(prop, command, 'a command of at least one word', 'leave it out');
});

export const LIFECYCLE = { postStart: hook(), preStop: hook() } satisfies RulesOf<LifecycleProps>;

export function lifecycleOf({ postStart, preStop }: LifecycleProps): k8s.Lifecycle | undefined {
  if (!postStart && !preStop) return undefined;
  return {
    postStart: postStart && { exec: { command: postStart } },
    preStop: preStop && { exec: { command: preStop } },
  };
}
