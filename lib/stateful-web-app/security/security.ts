import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from '../../validation/errors';
import type { Resolved } from '../defaults';

/** Users and groups of the pod. */
export function podSecurityOf({
  runAsUser,
  runAsGroup,
  runAsNonRoot,
  fsGroup,
  seccompProfile,
}: Resolved): k8s.PodSecurityContext {
  return {
    runAsUser,
    runAsGroup,
    runAsNonRoot,
    fsGroup,
    // the other policy walks through the whole volume at every start
    fsGroupChangePolicy: fsGroup === undefined ? undefined : 'OnRootMismatch',
    seccompProfile: { type: seccompProfile },
  };
}

/** The kubelet starts no container as root where that is refused. */
export function validateSecurity(errors: ValidationErrors, { runAsUser, runAsNonRoot, pod }: Resolved): void {
  if (runAsUser === 0 && runAsNonRoot)
    errors.add('runAsUser', 0, 'above 0', 'for an app that needs root say runAsNonRoot: false');
  if (pod) validateOverlay(errors, pod, pod.securityContext?.runAsNonRoot ?? runAsNonRoot);
}

function validateOverlay(errors: ValidationErrors, pod: k8s.PodSpec, refused: boolean): void {
  validateNoRoot(errors, 'pod', pod.securityContext, refused);
  for (const list of ['initContainers', 'containers'] as const) {
    pod[list]?.forEach(({ securityContext }, index) => {
      validateNoRoot(errors, `pod.${list}[${index}]`, securityContext, securityContext?.runAsNonRoot ?? refused);
    });
  }
}

function validateNoRoot(
  errors: ValidationErrors,
  prop: string,
  context: k8s.SecurityContext | undefined,
  refused: boolean,
): void {
  if (context?.runAsUser !== 0 || !refused) return;
  errors.add(
    `${prop}.securityContext.runAsUser`,
    0,
    'above 0',
    'for an app that needs root say runAsNonRoot: false beside it',
  );
}
