import { Construct } from 'constructs';
import { ConfigMap } from '../../kubernetes/config-map';
import { Role } from '../../kubernetes/role';
import { ServiceAccount } from '../../kubernetes/service-account';
import { describe, MAX_SCALE, Resolved } from '../defaults';

/** The agents label pods with their roles, and watch the desired state. Named objects only. */
export function addRbac(scope: Construct, set: Resolved, desiredState: ConfigMap): void {
  const { serviceAccountName } = set;
  if (!set.hasServiceAccount) {
    const account = { ...describe(set), name: serviceAccountName, automountServiceAccountToken: false };
    new ServiceAccount(scope, 'Account', account);
  }
  const rules = [
    { apiGroups: [''], resources: ['pods'], resourceNames: podNamesOf(set), verbs: ['patch'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [desiredState.name], verbs: ['watch'] },
  ];
  new Role(scope, 'Role', { ...describe(set), name: set.name, serviceAccountName, rules });
}

/** If kubectl scales the StatefulSet beyond `replicas`, its pods have roles as well. */
function podNamesOf({ name, replicas }: Resolved): string[] {
  return Array.from({ length: Math.max(replicas, MAX_SCALE) }, (_, ordinal) => `${name}-${ordinal}`);
}
