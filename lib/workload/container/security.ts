import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from '../../validation/errors';
import { RulesOf, WithDefaults } from '../../validation/rules';
import { array, boolean, hinted, limited, string } from '../../validation/types';

/** What a container may do: by default nothing that the Pod Security level `restricted` refuses. */
export interface ContainerSecurityProps {
  /**
   * Whether the container's own file system cannot be written.
   *
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Whether a process may get more rights than its parent.
   *
   * @default false
   */
  readonly allowPrivilegeEscalation?: boolean;

  /**
   * Capabilities that the container keeps, for example `NET_BIND_SERVICE`; all others are dropped.
   *
   * @default - all are dropped
   */
  readonly capabilities?: string[];
}

export const CONTAINER_SECURITY = {
  readOnlyRootFilesystem: boolean(true),
  allowPrivilegeEscalation: boolean(false),
  capabilities: hinted("write ['NET_BIND_SERVICE']", array(limited(string(), validateCapability))),
} satisfies RulesOf<ContainerSecurityProps>;

/** Kubernetes puts the prefix of the kernel before the name. */
function validateCapability(errors: ValidationErrors, prop: string, name: string): void {
  if (/^(?!CAP_)[A-Z][A-Z0-9_]*$/.test(name)) return;
  const meant = name.toUpperCase().replace(/^CAP_/, '').replace(/[^A-Z0-9]+/g, '_');
  const hint = `for example '${/^[A-Z]/.test(meant) ? meant : 'NET_BIND_SERVICE'}'`;
  errors.add(prop, name, 'a name of capital letters without CAP_', hint);
}

type Security = WithDefaults<ContainerSecurityProps, typeof CONTAINER_SECURITY>;

export function containerSecurityOf({
  capabilities,
  readOnlyRootFilesystem,
  allowPrivilegeEscalation,
}: Security): k8s.SecurityContext {
  return { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities: { drop: ['ALL'], add: capabilities } };
}
