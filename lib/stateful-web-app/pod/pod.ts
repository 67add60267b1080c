import type { k8s } from 'cdk8s-plus-27';
import { containerOf } from '../../workload/container/container';
import { extraContainersOf } from '../../workload/container/extra-containers';
import { schedulingOf } from '../../workload/scheduling';
import { portsOf } from '../container/ports';
import type { Resolved } from '../defaults';
import { podSecurityOf } from '../security/security';
import { podVolumesOf, volumeMountsOf } from '../storage/storage';
import { laidOver } from './overlay';

/** The pod of the app, with `pod` laid over it. */
export function podOf(app: Resolved): k8s.PodSpec {
  const container = { ...containerOf(app.containerName, app, portsOf(app)), volumeMounts: volumeMountsOf(app) };
  const pod = {
    containers: [container, ...extraContainersOf(app.sidecars)],
    initContainers: app.initContainers && extraContainersOf(app.initContainers),
    volumes: podVolumesOf(app),
    securityContext: podSecurityOf(app),
    serviceAccountName: app.serviceAccountName,
    automountServiceAccountToken: app.automountServiceAccountToken,
    enableServiceLinks: app.enableServiceLinks,
    imagePullSecrets: app.imagePullSecrets?.map((name) => ({ name })),
    terminationGracePeriodSeconds: app.terminationGracePeriodSeconds,
    ...schedulingOf(app, app.selector),
  };
  return app.pod ? laidOver(pod, app.pod) : pod;
}
