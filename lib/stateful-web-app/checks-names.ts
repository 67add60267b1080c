import type { StatefulWebApp, StatefulWebAppProps } from '../stateful-web-app';
import { checkAnnotations, checkDnsLabel, checkLabels, checkServiceName, checkStatefulSetName, Problems } from '../parts/checks';

/** The names that an app's objects get. */
export type Names = Pick<StatefulWebApp, 'name' | 'headlessName' | 'balancedName'> & { selector: { [key: string]: string } };

/** Checks what objects are called, and how they are found. */
export function checkNames(problems: Problems, props: StatefulWebAppProps, names: Names): void {
  checkStatefulSetName(problems, 'name', names.name);
  if (props.containerName !== undefined) checkDnsLabel(problems, 'containerName', props.containerName);
  checkServices(problems, props, names);
  checkSelector(problems, props, names.selector);
  for (const prop of ['labels', 'podLabels', 'serviceLabels'] as const) checkLabels(problems, prop, props[prop]);
  for (const prop of ['annotations', 'podAnnotations'] as const) checkAnnotations(problems, prop, props[prop]);
}

function checkServices(problems: Problems, props: StatefulWebAppProps, names: Names): void {
  if (props.serviceName !== undefined) checkServiceName(problems, 'serviceName', props.serviceName);
  // all else about the name is said above
  else if (/^[0-9]/.test(names.name)) checkServiceName(problems, 'name', names.name);
  if (names.balancedName !== undefined) checkServiceName(problems, 'balancedName', names.balancedName);
  if (names.balancedName === names.headlessName) {
    problems.add('balancedName', names.balancedName, 'another name than that of the headless Service', 'leave it out, or give serviceName another one');
  }
}

function checkSelector(problems: Problems, props: StatefulWebAppProps, selector: Names['selector']): void {
  checkLabels(problems, 'selector', props.selector);
  if (Object.keys(selector).length === 0) problems.add('selector', 'none', 'at least one label', 'leave it out for that of the name');
  for (const prop of ['labels', 'podLabels'] as const) {
    for (const [key, value] of Object.entries(props[prop] ?? {})) {
      const fixed = selector[key] ?? value;
      if (fixed !== value) problems.add(`${prop}.${key}`, value, `'${fixed}' as in the selector`, 'leave it out, or give a selector of your own');
    }
  }
}
