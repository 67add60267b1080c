import { PodLifetime } from '../../cluster/pods';
import { recycle } from '../../cluster/recycle';
import { Step } from '../../cluster/scenario';
import { untilVolumesReleased } from '../../cluster/volumes';
import { AppOptions, stepsOf } from './tutorial-app';

/** Asserts that all pods were terminating before the first was deleted. */
function expectTogether(lifetimes: PodLifetime[]): void {
  const lastTerminating = Math.max(...lifetimes.map(({ terminating }) => terminating!));
  expect(lastTerminating).toBeLessThan(Math.min(...lifetimes.map(({ deleted }) => deleted!)));
}

/** Pods that start and stop in parallel, and the deletion of everything: W31 to W34. */
export function parallel(scenarioStep: Step, options: AppOptions): void {
  const { name, label, services } = options;
  const step = stepsOf(scenarioStep, options);
  let claims: { [name: string]: string };

  step('W31 pods start in parallel, and one does not wait for another', async (app, { pods }) => {
    claims = await app.claims();
    const position = pods.position();
    await app.apply(options.parallelManifests);
    await app.untilReady(2);
    expect(pods.lifetime(app.pod(1), position).created).toBeLessThan(pods.lifetime(app.pod(0), position).ready!);
    await app.makeUnready(0);
    await app.replacePod(1);
    expect(pods.ready(name)).toEqual([app.pod(1)]);
    await app.makeReady(0);
  });

  step('W32 pods of a scale-up start in parallel and use the kept claims', async (app, { pods }) => {
    const position = pods.position();
    await app.scale(4);
    await app.untilReady(4);
    expect(pods.lifetime(app.pod(3), position).created).toBeLessThan(pods.lifetime(app.pod(2), position).ready!);
    expect(await app.claims()).toEqual(claims);
  });

  step('W33 pods of a scale-down and of a deleted StatefulSet stop in parallel', async (app, namespace) => {
    const { pods } = namespace;
    const lifetimes = () => app.uids(4).map((uid) => pods.lifetimeOf(uid));
    const scaled = lifetimes();
    await app.scale(0);
    await namespace.untilDeleted(`${name}-`);
    expectTogether(scaled);
    await app.scale(4);
    await app.untilReady(4);
    const deleted = lifetimes();
    await namespace.kubectl(`delete sts ${name}`);
    await namespace.untilDeleted(`${name}-`);
    expectTogether(deleted);
  });

  step('W34 after the deletion of Services and claims nothing is left', async (app, namespace) => {
    for (const service of services) await namespace.kubectl(`delete svc ${service}`);
    expect(await app.claims()).toEqual(claims);
    expect(Object.keys(claims)).toHaveLength(5);
    await namespace.kubectl(`delete pvc -l ${label}`);
    expect(await namespace.list(`services,statefulsets,pods,pvc -l ${label}`)).toEqual([]);
    await untilVolumesReleased(namespace);
    await recycle();
  });
}
