import { App, Chart, Duration, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { StatefulWebApp } from '../../lib';
import { IMAGES } from '../cluster/images';
import { kubectlJson } from '../cluster/kubectl';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { Manifest } from '../cluster/synth';
import { addressOf, expectEnforcement, expectUnreachable, Source, Target, untilReached } from './network/peers';

const USER = 999;

/** An app, a Deployment that it allows, and another one that differs in nothing but its name. */
function manifests(namespace: string): Manifest[] {
  const chart = new Chart(new App(), 'chart', { namespace });
  const web = new StatefulWebApp(chart, 'Web', { image: IMAGES.unprivilegedNginx, emptyDirs: ['/tmp'], replicas: 1 });
  web.allow(deployment(chart, 'allowed'));
  deployment(chart, 'other');
  return Testing.synth(chart);
}

function deployment(chart: Chart, name: string): plus.Deployment {
  const container: plus.ContainerProps = {
    image: IMAGES.mysql, command: ['sleep', 'infinity'], imagePullPolicy: plus.ImagePullPolicy.IF_NOT_PRESENT,
    securityContext: { user: USER, group: USER }, resources: {},
  };
  return new plus.Deployment(chart, name, {
    metadata: { name }, replicas: 1, containers: [container], terminationGracePeriod: Duration.seconds(1),
  });
}

scenario('allow', (step) => {
  let [allowed, other]: Source[] = [];
  let target: Target;

  const podOf = (namespace: Namespace, name: string) => namespace.until(`a Ready pod of ${name}`, () => {
    const [pod] = namespace.pods.ready(`${name}-`);
    return pod === undefined ? undefined : { namespace, pod };
  });

  step('the Kubernetes cluster enforces network policies', async (namespace) => {
    const { items: [node] } = await kubectlJson<{ items: Array<{ metadata: { name: string } }> }>(['get', 'nodes']);
    await expectEnforcement(namespace, node.metadata.name);
  });

  step('an app and two Deployments of cdk8s-plus start', async (namespace) => {
    await namespace.apply(manifests(namespace.name));
    await namespace.untilReady('web', 1);
    [allowed, other] = await Promise.all([podOf(namespace, 'allowed'), podOf(namespace, 'other')]);
    target = `${addressOf({ namespace, pod: 'web-0' })}/8080`;
  });

  step('the Deployment that the app allows reaches it', async () => {
    await untilReached(allowed, target);
  });

  step('the other one does not', async () => {
    await expectUnreachable(other, target);
  });

  step('without the policy it does, so it is the policy that refuses', async (namespace) => {
    await namespace.kubectl('delete networkpolicy web');
    await untilReached(other, target);
  });
});
