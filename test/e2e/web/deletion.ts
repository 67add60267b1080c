import { Namespace } from '../../cluster/namespace';
import { Step } from '../../cluster/scenario';
import { AppOptions, stepsOf } from './tutorial-app';

async function expectServices(namespace: Namespace, expected: string[]): Promise<void> {
  const found = await namespace.list('services');
  expect(found.map(({ metadata }) => metadata.name).sort()).toEqual([...expected].sort());
}

/** Orphans, adoption, deletion: W22 to W30. Leaves five claims and nothing else. */
export function deletion(scenarioStep: Step, options: AppOptions): void {
  const { name, services } = options;
  const step = stepsOf(scenarioStep, options);
  let claims: { [name: string]: string };
  let orphans: string[];

  step('W22 a delete without cascade leaves the pods running', async (app, namespace) => {
    await app.apply();
    await app.untilReady(2);
    await app.scale(3);
    await app.untilReady(3);
    [claims, orphans] = [await app.claims(), app.uids(3)];
    const output = await namespace.kubectl(`delete statefulset ${name} --cascade=orphan`);
    expect(output).toContain(`statefulset.apps "${name}" deleted`);
    const isOrphan = (pod: string) => !namespace.pods.get(pod)?.metadata.ownerReferences;
    await namespace.until('pods without an owner', () => app.pods(3).every(isOrphan));
    expect(await namespace.list('statefulsets')).toEqual([]);
    expect(app.uids(3)).toEqual(orphans);
    expect(await app.claims()).toEqual(claims);
  });

  step('W23 a deleted orphan is not replaced', async (app, namespace) => {
    await namespace.kubectl(`delete pod ${app.pod(0)}`);
    await namespace.untilDeleted(app.pod(0));
    await app.expectAbsent(0);
    expect([1, 2].map((n) => namespace.pods.uid(app.pod(n)))).toEqual(orphans.slice(1));
  });

  step('W24 a new StatefulSet adopts the orphans', async (app, namespace) => {
    const { pods } = namespace;
    const position = pods.position();
    const output = await app.apply();
    expect(output).toContain(`statefulset.apps/${name} created`);
    expect(output).toContain(`service/${services[0]} unchanged`);
    await app.untilReady(2);
    expect(pods.lifetimeOf(orphans[2]).terminating).toBeGreaterThan(pods.lifetime(app.pod(0), position).ready!);
    expect(pods.uid(app.pod(1))).toBe(orphans[1]);
    const owner = await namespace.field(`statefulset ${name}`, '{.metadata.uid}');
    expect(pods.get(app.pod(1))?.metadata.ownerReferences).toEqual([expect.objectContaining({ uid: owner })]);
  });

  step('W25 adopted pods serve their pages', async (app) => {
    expect(await app.served()).toEqual(app.pods(2));
    expect(await app.claims()).toEqual(claims);
  });

  step('W26 a cascading delete removes the pods; Services and claims stay', async (app, namespace) => {
    await namespace.kubectl(`delete statefulset ${name}`);
    await namespace.untilDeleted(`${name}-`);
    await expectServices(namespace, services);
    expect(await app.claims()).toEqual(claims);
  });

  step('W27 Services are deleted separately', async (_, namespace) => {
    for (const service of services) {
      expect(await namespace.kubectl(`delete service ${service}`)).toContain(`service "${service}" deleted`);
    }
    await expectServices(namespace, []);
  });

  step('W28 pods that are created again serve the old pages', async (app) => {
    await app.apply();
    await app.untilReady(2);
    expect(await app.served()).toEqual(app.pods(2));
    expect(await app.claims()).toEqual(claims);
  });

  step('W30 OrderedReady is the default', async (_, namespace) => {
    expect(await namespace.field(`statefulset ${name}`, '{.spec.podManagementPolicy}')).toBe('OrderedReady');
  });

  step('W29 after the deletion of Services and StatefulSet the claims are left', async (app, namespace) => {
    for (const service of services) await namespace.kubectl(`delete service ${service}`);
    await namespace.kubectl(`delete statefulset ${name}`);
    await namespace.untilDeleted(`${name}-`);
    await expectServices(namespace, []);
    expect(await namespace.list('statefulsets')).toEqual([]);
    expect(await app.claims()).toEqual(claims);
  });
}
