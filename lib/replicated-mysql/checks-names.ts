import { checkAnnotations, checkDnsLabel, checkLabels, checkServiceName, Problems } from '../parts/checks';
import { ReplicatedMySQLProps } from './props';

/** The longest name that leaves room for a pod's ordinal; a StatefulSet allows 52 characters. */
const LONGEST_NAME = 49;

/** Labels that controllers or agents write on pods: who sets or selects them would lose pods, or find wrong ones. */
const WRITTEN_LABELS = /^(cdk8s-stateful\/.*|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|controller-revision-hash)$/;

/** Names of the pod's volumes that are not the data's. */
const VOLUMES = ['agent', 'conf', 'run', 'scripts', 'secrets', 'settings', 'tls', 'tmp', 'token', 'topology'];

/** Refuses names and labels that would not be found, or would find too much. */
export function checkNames(problems: Problems, props: ReplicatedMySQLProps): void {
  checkName(problems, props.name ?? 'mysql');
  checkServices(problems, props);
  for (const prop of ['labels', 'selector', 'readServiceLabels'] as const) checkLabels(problems, prop, props[prop]);
  for (const prop of ['annotations', 'podAnnotations'] as const) checkAnnotations(problems, prop, props[prop]);
  checkLabelKeys(problems, 'labels', props.labels);
  checkLabelKeys(problems, 'selector', props.selector);
  if (props.selector && Object.keys(props.selector).length === 0) problems.add('selector', 'none', 'at least one label', 'leave it out for that of the name');
  for (const [key, value] of Object.entries(props.labels ?? {})) {
    const fixed = (props.selector ?? { app: props.name ?? 'mysql' })[key] ?? value;
    if (fixed !== value) problems.add(`labels.${key}`, value, `'${fixed}' as in the selector`, 'leave it out, or give a selector of your own');
  }
  if (props.volumeName !== undefined) checkDnsLabel(problems, 'volumeName', props.volumeName);
  if (VOLUMES.includes(props.volumeName ?? 'data')) {
    problems.add('volumeName', props.volumeName, `another name than those of the pod's own volumes: ${VOLUMES.join(', ')}`, "use 'data'");
  }
}

function checkName(problems: Problems, name: string): void {
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= LONGEST_NAME) return;
  problems.add('name', name, `a lowercase RFC 1123 label of at most ${LONGEST_NAME} characters that begins with a letter`, 'use lowercase letters, digits and -');
}

function checkServices(problems: Problems, props: ReplicatedMySQLProps): void {
  const name = props.name ?? 'mysql';
  const services = {
    serviceName: props.serviceName ?? name,
    primaryServiceName: props.primaryServiceName ?? `${name}-primary`,
    readServiceName: props.readServiceName ?? `${name}-read`,
  };
  for (const [prop, service] of Object.entries(services)) {
    if (props[prop as keyof typeof services] !== undefined) checkServiceName(problems, prop, service);
    if (Object.values(services).filter((other) => other === service).length > 1) {
      problems.add(prop, service, 'different from the names of the other two Services', 'give each Service a name of its own');
    }
  }
}

function checkLabelKeys(problems: Problems, prop: string, labels: { [key: string]: string } = {}): void {
  for (const key of Object.keys(labels)) {
    if (WRITTEN_LABELS.test(key)) problems.add(prop, key, 'keys that no controller and no agent writes', 'leave it out: pods get this label while they run');
  }
}
