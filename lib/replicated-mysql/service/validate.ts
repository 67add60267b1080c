import { ValidationErrors } from '../../validation/errors';
import { isExternal } from '../../workload/service-options';
import type { Defaulted } from '../props';

/** Refuses Services of one name, and those that the NetworkPolicy lets nobody reach. */
export function validateServices(errors: ValidationErrors, set: Defaulted): void {
  validateServiceNames(errors, set);
  if (!set.networkPolicy || set.clients?.length) return;
  for (const prop of ['primaryServiceOptions', 'readServiceOptions'] as const) {
    if (!isExternal(set[prop])) continue;
    const type = set[prop]?.type;
    const expected = `given with ${prop}.type '${type}', because the NetworkPolicy blocks all who are not in clients`;
    errors.add(
      'clients',
      undefined,
      expected,
      "name them, as [NetworkClient.cidr('203.0.113.0/24')], or set networkPolicy: false",
    );
  }
}

function validateServiceNames(errors: ValidationErrors, set: Defaulted): void {
  const { serviceName, primaryServiceName, readServiceName } = set;
  const services = { serviceName, primaryServiceName, readServiceName };
  for (const [prop, service] of Object.entries(services)) {
    if (Object.values(services).filter((other) => other === service).length > 1) {
      errors.add(
        prop,
        service,
        'different from the names of the other two Services',
        'give each Service a name of its own',
      );
    }
  }
}
