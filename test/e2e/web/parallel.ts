import { Namespace } from '../framework/namespace';
import { recycle } from '../framework/recycle';
import { Life } from '../framework/pods';
import { Step } from '../framework/walk';
import { untilVolumesAreFree } from '../framework/volumes';
import { WebApp, WebAppNames } from './app';

/** Pods that start and stop without waiting for each other, and the end of everything: W31 to W34. */
export function parallel(step: Step, names: WebAppNames): void {
  const on = (run: (app: WebApp, namespace: Namespace) => Promise<void>) => (namespace: Namespace) => run(new WebApp(names, namespace), namespace);
  let claims: { [name: string]: string };

  const expectTogether = (lives: Life[]) => {
    expect(Math.max(...lives.map(({ deleting }) => deleting!))).toBeLessThan(Math.min(...lives.map(({ gone }) => gone!)));
  };

  step('W31 parallel start', on(async (app, { pods }) => {
    claims = await app.claims();
    const mark = pods.mark();
    await app.apply(names.parallelDocuments);
    await app.untilReady(2);
    expect(pods.life(app.pod(1), mark).created).toBeLessThan(pods.life(app.pod(0), mark).ready!);
    await app.hold(0);
    await app.deletePod(1);
    expect(pods.ready(names.name)).toEqual([app.pod(1)]);
    await app.release(0);
  }));

  step('W32 parallel scale', on(async (app, { pods }) => {
    const mark = pods.mark();
    await app.scale(4);
    await app.untilReady(4);
    expect(pods.life(app.pod(3), mark).created).toBeLessThan(pods.life(app.pod(2), mark).ready!);
    expect(await app.claims()).toEqual(claims);
  }));

  step('W33 parallel delete', on(async (app, namespace) => {
    const { pods } = namespace;
    const lives = () => app.uids(4).map((uid) => pods.lifeOf(uid));
    const scaled = lives();
    await app.scale(0);
    await namespace.untilGone(`${names.name}-`);
    expectTogether(scaled);
    await app.scale(4);
    await app.untilReady(4);
    const deleted = lives();
    await namespace.kubectl(`delete sts ${names.name}`);
    await namespace.untilGone(`${names.name}-`);
    expectTogether(deleted);
  }));

  step('W34 clean up', on(async (app, namespace) => {
    for (const service of names.services) await namespace.kubectl(`delete svc ${service}`);
    expect(await app.claims()).toEqual(claims);
    expect(Object.keys(claims)).toHaveLength(5);
    await namespace.kubectl(`delete pvc -l ${names.label}`);
    expect(await namespace.list(`services,statefulsets,pods,pvc -l ${names.label}`)).toEqual([]);
    await untilVolumesAreFree(namespace);
    await recycle();
  }));
}
