import { ValidationErrors } from '../../validation/errors';
import { validateDifferent } from '../../validation/values';
import { ContainerPort } from '../../workload/container/port';
import type { Resolved } from '../defaults';

/** All ports of the app, `port` first. */
export function portsOf({ port, portName, extraPorts = [] }: Resolved): ContainerPort[] {
  return [{ name: portName, port }, ...extraPorts];
}

export function validatePorts(errors: ValidationErrors, app: Resolved): void {
  validateDifferent(errors, 'extraPorts[].name', portsOf(app), ({ name }) => name);
  validateDifferent(errors, 'extraPorts[].port', portsOf(app), ({ port, protocol = 'TCP' }) => `${port}/${protocol}`);
}
