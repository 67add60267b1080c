import type { OwnerReference } from 'cdk8s';
import { ValidationErrors } from './errors';
import { isQualifiedName } from './names';

/** The finalizers that Kubernetes itself has; all others begin with a domain. */
const STANDARD = ['foregroundDeletion', 'kubernetes', 'orphan'];

/** Objects that own another one. */
export function validateOwners(errors: ValidationErrors, prop: string, owners: OwnerReference[]): void {
  owners.forEach((owner, index) => {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (owner[field] === '')
        errors.add(
          `${prop}[${index}].${field}`,
          '',
          'a string that is not empty',
          `write what the owner has as ${field}`,
        );
    }
  });
  const controllers = owners.filter(({ controller }) => controller).map(({ name }) => name);
  if (controllers.length > 1)
    errors.add(`${prop}[].controller`, controllers, 'true for one owner at most', 'leave it out for all others');
}

/** Names of what must be done before an object is gone. */
export function validateFinalizers(errors: ValidationErrors, prop: string, finalizers: string[]): void {
  finalizers.forEach((name, index) => {
    if (isQualifiedName(name) && (name.includes('/') || STANDARD.includes(name))) return;
    errors.add(
      `${prop}[${index}]`,
      name,
      `a name after a domain and a slash, or one of ${STANDARD.join(', ')}`,
      "for example 'example.com/release-address'",
    );
  });
}
