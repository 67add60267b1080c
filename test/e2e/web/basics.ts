import { addressesIn, fullNameWithin, srvHosts } from '../framework/dns';
import { IMAGES } from '../framework/images';
import { Namespace } from '../framework/namespace';
import { runOnce } from '../framework/run-once';
import { Step } from '../framework/walk';
import { WebApp, WebAppNames } from './app';

/** Creation, identity, storage, scaling: W1 to W14. It leaves three pods of image A. */
export function basics(step: Step, names: WebAppNames): void {
  const on = (run: (app: WebApp, namespace: Namespace) => Promise<void>) => (namespace: Namespace) => run(new WebApp(names, namespace), namespace);
  let claims: { [name: string]: string };

  step('W1 create', on(async (app, namespace) => {
    await app.startClient();
    const printed = await app.apply();
    expect(printed).toContain(`service/${names.services[0]} created`);
    expect(printed).toContain(`statefulset.apps/${names.name} created`);
    expect(await namespace.field(`service ${names.services[0]}`, '{.spec.clusterIP}')).toBe('None');
    await app.untilReady(2);
    await namespace.until('2/2', async () => (await app.status('readyReplicas')) === '2');
  }));

  step('W2 ordered creation', on(async (app, { pods }) => {
    expect(pods.life(app.pod(1)).created).toBeGreaterThan(pods.life(app.pod(0)).ready!);
  }));

  step('W3 ordinals', on(async (app, namespace) => {
    const listed = await namespace.kubectl(`get pods -l ${names.label} -o name`);
    expect(listed.trim().split('\n').sort()).toEqual(app.pods(2).map((pod) => `pod/${pod}`));
  }));

  step('W4 host names', on(async (app) => {
    expect(await app.hostNames(2)).toEqual(app.pods(2));
  }));

  step('W5 DNS of a member', on(async (app, namespace) => {
    await app.untilNamed(1);
    const name = await fullNameWithin(namespace, app.pod(0), `${app.pod(0)}.${names.services[0]}`);
    const { stdout } = await runOnce(namespace, 'dns-once', IMAGES.busybox, ['nslookup', name]);
    expect(addressesIn(stdout)).toEqual([namespace.pods.get(app.pod(0))?.status.podIP]);
  }));

  step('W6 identity survives deletion', on(async (app, { pods }) => {
    const mark = pods.mark();
    await app.deletePods();
    expect(pods.life(app.pod(1), mark).created).toBeGreaterThan(pods.life(app.pod(0), mark).ready!);
    expect(await app.hostNames(2)).toEqual(app.pods(2));
    for (const n of [0, 1]) await app.untilNamed(n);
  }));

  step('W7 finding members', on(async (app, namespace) => {
    const untilFound = (pods: string[]) => namespace.until(`SRV records of ${pods}`, async () => {
      expect(await srvHosts(namespace, app.pod(0), names.services[0])).toEqual(pods);
      return true;
    });
    await untilFound(app.pods(2));
    await app.hold(1);
    await untilFound(app.pods(1));
    await app.release(1);
    await untilFound(app.pods(2));
  }));

  step('W8 claims', on(async (app, namespace) => {
    claims = await app.claims();
    expect(Object.keys(claims).sort()).toEqual(app.claimNames(2));
    for (const claim of app.claimNames(2)) {
      expect(await namespace.field(`pvc ${claim}`, '{.spec.resources.requests.storage} {.spec.accessModes}')).toBe('1Gi ["ReadWriteOnce"]');
    }
  }));

  step('W9 write and serve', on(async (app) => {
    await app.writePages();
    expect(await app.served()).toEqual(app.pods(2));
  }));

  step('W10 pages are not refused, as they are on a volume that only root may read', on(async (app) => {
    if (names.root) {
      await app.allow('700');
      expect(await app.statuses()).toEqual(['403', '403']);
      await app.allow('755');
    }
    expect(await app.statuses()).toEqual(['200', '200']);
    expect(await app.served()).toEqual(app.pods(2));
  }));

  step('W11 data survives deletion', on(async (app) => {
    await app.deletePods();
    expect(await app.served()).toEqual(app.pods(2));
    expect(await app.claims()).toEqual(claims);
  }));

  step('W12 scale up', on(async (app, { pods }) => {
    const [mark, uids] = [pods.mark(), app.uids(2)];
    expect(await app.scale(5)).toContain(`statefulset.apps/${names.name} scaled`);
    await app.untilReady(5);
    for (const n of [3, 4]) expect(pods.life(app.pod(n), mark).created).toBeGreaterThan(pods.life(app.pod(n - 1), mark).ready!);
    expect(app.uids(2)).toEqual(uids);
    claims = await app.claims();
    expect(Object.keys(claims).sort()).toEqual(app.claimNames(5));
  }));

  step('W13 scale down by patch', on(async (app, { pods }) => {
    const [uids, ends] = [app.uids(3), [3, 4].map((n) => pods.uid(app.pod(n)))];
    await app.patch({ spec: { replicas: 3 } });
    await app.untilReady(3);
    const [three, four] = ends.map((uid) => pods.lifeOf(uid));
    expect(three.deleting).toBeGreaterThan(four.gone!);
    expect(app.uids(3)).toEqual(uids);
  }));

  step('W14 claims stay', on(async (app) => {
    expect(await app.claims()).toEqual(claims);
  }));
}
