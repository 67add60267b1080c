import { addressesIn, fqdn, srvHosts } from '../../cluster/dns';
import { IMAGES } from '../../cluster/images';
import { runOnce } from '../../cluster/run-once';
import { Step } from '../../cluster/scenario';
import { AppOptions, stepsOf } from './tutorial-app';

/** Creation, identity, storage, scaling: W1 to W14. Leaves three pods of image A. */
export function basics(scenarioStep: Step, options: AppOptions): void {
  const { name, label, services: [service], root } = options;
  const step = stepsOf(scenarioStep, options);
  let claims: { [name: string]: string };

  step('W1 apply creates a headless Service and a StatefulSet of two pods', async (app, namespace) => {
    await app.startClient();
    const output = await app.apply();
    expect(output).toContain(`service/${service} created`);
    expect(output).toContain(`statefulset.apps/${name} created`);
    expect(await namespace.field(`service ${service}`, '{.spec.clusterIP}')).toBe('None');
    await app.untilReady(2);
    await namespace.until('2/2', async () => (await app.status('readyReplicas')) === '2');
  });

  step('W2 the second pod is created when the first is Ready', async (app, { pods }) => {
    expect(pods.lifetime(app.pod(1)).created).toBeGreaterThan(pods.lifetime(app.pod(0)).ready!);
  });

  step('W3 pods have ordinals', async (app, namespace) => {
    const listed = await namespace.kubectl(`get pods -l ${label} -o name`);
    expect(listed.trim().split('\n').sort()).toEqual(app.pods(2).map((pod) => `pod/${pod}`));
  });

  step('W4 the host name of a pod is its name', async (app) => {
    expect(await app.hostNames(2)).toEqual(app.pods(2));
  });

  step('W5 DNS resolves the name of a pod', async (app, namespace) => {
    await app.untilResolved(1);
    const host = await fqdn(namespace, app.pod(0), `${app.pod(0)}.${service}`);
    const { stdout } = await runOnce(namespace, 'dns-once', { image: IMAGES.busybox, command: ['nslookup', host] });
    expect(addressesIn(stdout)).toEqual([namespace.pods.get(app.pod(0))?.status.podIP]);
  });

  step('W6 deleted pods return in order, with their names', async (app, { pods }) => {
    const position = pods.position();
    await app.replacePods();
    const [first, second] = app.pods(2).map((pod) => pods.lifetime(pod, position));
    expect(second.created).toBeGreaterThan(first.ready!);
    expect(await app.hostNames(2)).toEqual(app.pods(2));
    for (const n of [0, 1]) await app.untilResolved(n);
  });

  step('W7 SRV records name the Ready pods', async (app, namespace) => {
    const untilFound = (pods: string[]) => namespace.untilPasses(`SRV records of ${pods}`, async () => {
      expect(await srvHosts(namespace, app.pod(0), service)).toEqual(pods);
    });
    await untilFound(app.pods(2));
    await app.makeUnready(1);
    await untilFound(app.pods(1));
    await app.makeReady(1);
    await untilFound(app.pods(2));
  });

  step('W8 each pod has a claim', async (app, namespace) => {
    claims = await app.claims();
    expect(Object.keys(claims).sort()).toEqual(app.claimNames(2));
    for (const claim of app.claimNames(2)) {
      const found = await namespace.field(`pvc ${claim}`, '{.spec.resources.requests.storage} {.spec.accessModes}');
      expect(found).toBe('1Gi ["ReadWriteOnce"]');
    }
  });

  step('W9 each pod serves the page on its volume', async (app) => {
    await app.writePages();
    expect(await app.served()).toEqual(app.pods(2));
  });

  step('W10 pages that only root may read are answered with 403, others with 200', async (app) => {
    if (root) {
      await app.setMode('700');
      expect(await app.statusCodes()).toEqual(['403', '403']);
      await app.setMode('755');
    }
    expect(await app.statusCodes()).toEqual(['200', '200']);
    expect(await app.served()).toEqual(app.pods(2));
  });

  step('W11 pages survive the deletion of pods', async (app) => {
    await app.replacePods();
    expect(await app.served()).toEqual(app.pods(2));
    expect(await app.claims()).toEqual(claims);
  });

  step('W12 scaling up adds pods one after the other', async (app, { pods }) => {
    const [position, uids] = [pods.position(), app.uids(2)];
    expect(await app.scale(5)).toContain(`statefulset.apps/${name} scaled`);
    await app.untilReady(5);
    for (const n of [3, 4]) {
      expect(pods.lifetime(app.pod(n), position).created).toBeGreaterThan(pods.lifetime(app.pod(n - 1), position).ready!);
    }
    expect(app.uids(2)).toEqual(uids);
    claims = await app.claims();
    expect(Object.keys(claims).sort()).toEqual(app.claimNames(5));
  });

  step('W13 a patch of replicas removes the highest ordinals, one after the other', async (app, { pods }) => {
    const [uids, removed] = [app.uids(3), [3, 4].map((n) => pods.uid(app.pod(n)))];
    await app.patch({ spec: { replicas: 3 } });
    await app.untilReady(3);
    const [three, four] = removed.map((uid) => pods.lifetimeOf(uid));
    expect(three.terminating).toBeGreaterThan(four.deleted!);
    expect(app.uids(3)).toEqual(uids);
  });

  step('W14 the claims of removed pods are kept', async (app) => {
    expect(await app.claims()).toEqual(claims);
  });
}
