import type { k8s } from 'cdk8s-plus-27';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { checkOneOf, checkWholeNumber, Problems } from '../parts/checks';

/** Checks who the pods run as, and what they may do. */
export function checkSecurity(problems: Problems, props: StatefulWebAppProps): void {
  for (const prop of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) checkWholeNumber(problems, prop, props[prop]);
  checkOneOf(problems, 'seccompProfile', props.seccompProfile, ['RuntimeDefault', 'Unconfined']);
  props.capabilities?.forEach((name, index) => checkCapability(problems, `capabilities[${index}]`, name));
  const refused = props.runAsNonRoot ?? !props.plain;
  if (props.runAsUser === 0 && refused) problems.add('runAsUser', 0, 'above 0', 'for an app that needs root say runAsNonRoot: false');
  if (props.pod) checkOverlaid(problems, props.pod, refused);
}

/** Kubernetes puts the prefix of the kernel before the name. */
function checkCapability(problems: Problems, prop: string, name: string): void {
  if (/^(?!CAP_)[A-Z][A-Z0-9_]*$/.test(name)) return;
  const meant = name.toUpperCase().replace(/^CAP_/, '').replace(/[^A-Z0-9]+/g, '_');
  problems.add(prop, name, 'a name of capital letters without CAP_', `for example '${/^[A-Z]/.test(meant) ? meant : 'NET_BIND_SERVICE'}'`);
}

/** The kubelet starts no container as root where that is refused. */
function checkOverlaid(problems: Problems, pod: k8s.PodSpec, refusedByProps: boolean): void {
  const refused = pod.securityContext?.runAsNonRoot ?? refusedByProps;
  checkNoRoot(problems, 'pod', pod.securityContext, refused);
  for (const list of ['initContainers', 'containers'] as const) {
    pod[list]?.forEach(({ securityContext }, index) => checkNoRoot(problems, `pod.${list}[${index}]`, securityContext, securityContext?.runAsNonRoot ?? refused));
  }
}

function checkNoRoot(problems: Problems, prop: string, context: k8s.SecurityContext | undefined, refused: boolean): void {
  if (context?.runAsUser === 0 && refused) problems.add(`${prop}.securityContext.runAsUser`, 0, 'above 0', 'for an app that needs root say runAsNonRoot: false beside it');
}
