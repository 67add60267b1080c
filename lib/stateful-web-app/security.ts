import type { k8s } from 'cdk8s-plus-27';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { volumesOf } from './storage';

/** Above 10000, so that it meets no user of the node. */
const USER = 10999;

/** Rights of the container: none that the Pod Security level "restricted" refuses, unless asked for. */
export function containerSecurityOf(props: StatefulWebAppProps): k8s.SecurityContext | undefined {
  const safe = !props.plain;
  const capabilities = safe || props.capabilities
    ? { drop: ['ALL'], add: props.capabilities }
    : undefined;
  return unlessEmpty({
    allowPrivilegeEscalation: props.allowPrivilegeEscalation ?? (safe ? false : undefined),
    readOnlyRootFilesystem: props.readOnlyRootFilesystem ?? (safe ? true : undefined),
    capabilities,
  });
}

/** Users and groups of the pod. */
export function podSecurityOf(props: StatefulWebAppProps): k8s.PodSecurityContext | undefined {
  const safe = !props.plain;
  const seccomp = props.seccompProfile ?? (safe ? 'RuntimeDefault' : undefined);
  const stores = safe && volumesOf(props).length > 0;
  const user = props.runAsUser ?? (safe && !props.imageUser ? USER : undefined);
  const group = props.runAsGroup ?? (safe ? user : undefined);
  const fsGroup = props.fsGroup ?? (stores ? group ?? USER : undefined);
  return unlessEmpty({
    runAsUser: user,
    runAsGroup: group,
    runAsNonRoot: props.runAsNonRoot ?? (safe ? true : undefined),
    fsGroup,
    // the other policy walks through the whole volume at every start
    fsGroupChangePolicy: safe && fsGroup !== undefined ? 'OnRootMismatch' : undefined,
    seccompProfile: seccomp === undefined ? undefined : { type: seccomp },
  });
}

function unlessEmpty<T extends object>(fields: T): T | undefined {
  return Object.values(fields).some((value) => value !== undefined) ? fields : undefined;
}
