import { ValidationErrors } from '../../validation/errors';
import { validateServiceName } from '../../validation/names';
import type { StatefulWebAppProps } from '../props';
import type { Resolved } from '../defaults';

/** Refuses names and labels that contradict each other. */
export function validateNaming(errors: ValidationErrors, props: StatefulWebAppProps, app: Resolved): void {
  if (props.serviceName === undefined && /^[0-9]/.test(app.name)) validateServiceName(errors, 'name', app.name);
  if (app.clusterIpService && app.clusterIpServiceName === app.serviceName) {
    errors.add('clusterIpServiceName', app.clusterIpServiceName, 'another name than that of the headless Service',
      'leave it out, or give serviceName another one');
  }
  validateSelector(errors, props, app.selector);
}

function validateSelector(
  errors: ValidationErrors,
  props: StatefulWebAppProps,
  selector: { [key: string]: string },
): void {
  for (const prop of ['labels', 'podLabels'] as const) {
    for (const [key, value] of Object.entries(props[prop] ?? {})) {
      const fixed = selector[key] ?? value;
      if (fixed === value) continue;
      errors.add(
        `${prop}.${key}`,
        value,
        `'${fixed}' as in the selector`,
        'leave it out, or give a selector of your own',
      );
    }
  }
}
