import { Namespace, quietFor } from '../framework/namespace';
import { Step } from '../framework/walk';
import { QUIET, WebApp, WebAppNames } from './app';

/** Orphans, adoption, deletion: W22 to W30. It leaves five claims and nothing else. */
export function deletion(step: Step, names: WebAppNames): void {
  const on = (run: (app: WebApp, namespace: Namespace) => Promise<void>) => (namespace: Namespace) => run(new WebApp(names, namespace), namespace);
  let claims: { [name: string]: string };
  let orphans: string[];

  step('W22 non-cascading delete', on(async (app, namespace) => {
    await app.apply();
    await app.untilReady(2);
    await app.scale(3);
    await app.untilReady(3);
    [claims, orphans] = [await app.claims(), app.uids(3)];
    expect(await namespace.kubectl(`delete statefulset ${names.name} --cascade=orphan`)).toContain(`statefulset.apps "${names.name}" deleted`);
    await namespace.until('pods without an owner', () => app.pods(3).every((pod) => !namespace.pods.get(pod)?.metadata.ownerReferences));
    expect(await namespace.list('statefulsets')).toEqual([]);
    expect(app.uids(3)).toEqual(orphans);
    expect(await app.claims()).toEqual(claims);
  }));

  step('W23 nobody replaces an orphan', on(async (app, namespace) => {
    const { pods } = namespace;
    await namespace.kubectl(`delete pod ${app.pod(0)}`);
    await namespace.untilGone(app.pod(0));
    await quietFor(QUIET, () => expect(pods.get(app.pod(0))).toBeUndefined());
    expect([1, 2].map((n) => pods.uid(app.pod(n)))).toEqual(orphans.slice(1));
  }));

  step('W24 adopt', on(async (app, namespace) => {
    const { pods } = namespace;
    const mark = pods.mark();
    const printed = await app.apply();
    expect(printed).toContain(`statefulset.apps/${names.name} created`);
    expect(printed).toContain(`service/${names.services[0]} unchanged`);
    await app.untilReady(2);
    expect(pods.lifeOf(orphans[2]).deleting).toBeGreaterThan(pods.life(app.pod(0), mark).ready!);
    expect(pods.uid(app.pod(1))).toBe(orphans[1]);
    const owner = await namespace.field(`statefulset ${names.name}`, '{.metadata.uid}');
    expect(pods.get(app.pod(1))?.metadata.ownerReferences).toEqual([expect.objectContaining({ uid: owner })]);
  }));

  step('W25 data after adoption', on(async (app) => {
    expect(await app.served()).toEqual(app.pods(2));
    expect(await app.claims()).toEqual(claims);
  }));

  const expectServices = async (namespace: Namespace, expected: string[]) => {
    expect((await namespace.list('services')).map(({ metadata }) => metadata.name).sort()).toEqual([...expected].sort());
  };

  step('W26 cascading delete', on(async (app, namespace) => {
    await namespace.kubectl(`delete statefulset ${names.name}`);
    await namespace.untilGone(`${names.name}-`);
    await expectServices(namespace, names.services);
    expect(await app.claims()).toEqual(claims);
  }));

  step('W27 the Service goes by hand', on(async (_, namespace) => {
    for (const service of names.services) expect(await namespace.kubectl(`delete service ${service}`)).toContain(`service "${service}" deleted`);
    await expectServices(namespace, []);
  }));

  step('W28 create all again', on(async (app) => {
    await app.apply();
    await app.untilReady(2);
    expect(await app.served()).toEqual(app.pods(2));
    expect(await app.claims()).toEqual(claims);
  }));

  step('W30 OrderedReady is the default', on(async (_, namespace) => {
    expect(await namespace.field(`statefulset ${names.name}`, '{.spec.podManagementPolicy}')).toBe('OrderedReady');
  }));

  step('W29 delete both', on(async (app, namespace) => {
    for (const service of names.services) await namespace.kubectl(`delete service ${service}`);
    await namespace.kubectl(`delete statefulset ${names.name}`);
    await namespace.untilGone(`${names.name}-`);
    await expectServices(namespace, []);
    expect(await namespace.list('statefulsets')).toEqual([]);
    expect(await app.claims()).toEqual(claims);
  }));
}
