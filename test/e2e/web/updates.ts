import { Namespace } from '../../cluster/namespace';
import { Step } from '../../cluster/scenario';
import { AppOptions, stepsOf } from './tutorial-app';

/** Asserts that each pod was terminated after the one before was replaced by a Ready one. */
function expectOrder({ pods }: Namespace, position: number, order: string[]): void {
  const replacements = order.map((pod) => pods.lifetime(pod, position));
  const replaced = order.map((pod) => pods.lifetimesOf(pod).at(-2)!);
  for (let n = 1; n < order.length; n++) expect(replaced[n].terminating).toBeGreaterThan(replacements[n - 1].ready!);
}

/** Roll-outs: W15 to W21, from three pods of image A to three pods of image A. */
export function updates(scenarioStep: Step, options: AppOptions): void {
  const { name, imageA: A, imageB: B } = options;
  const step = stepsOf(scenarioStep, options);

  step('W15 a rolling update replaces one pod at a time, the highest ordinal first', async (app, namespace) => {
    const position = namespace.pods.position();
    await app.patch({ spec: { updateStrategy: { type: 'RollingUpdate' } } });
    await app.patchImage(B);
    await app.untilRolledOut(B, 3);
    // one replacement each, so the first patch changed nothing
    expectOrder(namespace, position, [app.pod(2), app.pod(1), app.pod(0)]);
    expect(namespace.pods.minReady(`${name}-`, position)).toBe(2);
  });

  step('W16.1 rollout status waits for the end; a deleted updated pod returns with the new image', async (app, namespace) => {
    const { pods } = namespace;
    const status = (seconds: number) => namespace.kubectl(`rollout status sts/${name} --timeout=${seconds}s`);
    expect(await status(60)).toMatch(/complete|up to date/);
    const [position, zero] = [pods.position(), pods.uid(app.pod(0))];
    await app.patchImage(A);
    const updated = await namespace.until('an updated pod', () => pods.lifetimesOf(app.pod(2), position).find(({ ready }) => ready));
    await namespace.kubectl(`delete pod ${app.pod(2)}`);
    await status(120);
    await app.untilRolledOut(A, 3);
    const lifetimes = pods.lifetimesOf(app.pod(2), position);
    expect(lifetimes.map(({ image }) => image)).toEqual([A, A]);
    expect(lifetimes[0].uid).toBe(updated.uid);
    expect(lifetimes[1].created).toBeLessThan(pods.lifetimeOf(zero).terminating!);
  });

  step('W16.2 a pod deleted before its turn returns with the new image', async (app, namespace) => {
    const { pods } = namespace;
    const [position, [, one, two]] = [pods.position(), app.uids(3)];
    await app.patchImage(B);
    await namespace.until('the update of the last pod', () => pods.lifetimeOf(two).terminating);
    await namespace.kubectl(`delete pod ${app.pod(0)} --wait=false`);
    await app.untilRolledOut(B, 3);
    const { image, created } = pods.lifetime(app.pod(0), position);
    expect(image).toBe(B);
    expect(created).toBeLessThan(pods.lifetimeOf(one).terminating!);
    await app.patchImage(A);
    await app.untilRolledOut(A, 3);
  });

  step('W17 with a partition above all ordinals no pod is updated', async (app) => {
    await app.patchPartition(3);
    await app.patchImage(B);
    await app.expectNoReplacement(3);
    await app.replacePod(2);
    expect(await app.images(3)).toEqual([A, A, A]);
    expect(await app.status('updateRevision')).not.toBe(await app.status('currentRevision'));
  });

  step('W18 a partition of 2 updates the last pod only', async (app) => {
    const uids = app.uids(3);
    await app.patchPartition(2);
    await app.untilImages([A, A, B]);
    expect(app.uids(2)).toEqual(uids.slice(0, 2));
    expect(app.uids(3)).not.toEqual(uids);
  });

  step('W19 a deleted pod below the partition returns with the old image', async (app) => {
    await app.replacePod(1);
    expect(await app.images(3)).toEqual([A, A, B]);
  });

  step('W20 a partition of 0 updates the other pods in order', async (app, namespace) => {
    const [position, two] = [namespace.pods.position(), app.uids(3)[2]];
    await app.patchPartition(0);
    await app.untilRolledOut(B, 3);
    expectOrder(namespace, position, [app.pod(1), app.pod(0)]);
    expect(app.uids(3)[2]).toBe(two);
  });

  step('W21 with OnDelete only a deleted pod is updated', async (app) => {
    await app.patch({ spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } } });
    await app.patchImage(A);
    await app.expectNoReplacement(3);
    await app.replacePod(1);
    expect(await app.images(3)).toEqual([B, A, B]);
    await app.patch({ spec: { updateStrategy: { type: 'RollingUpdate' } } });
    await app.untilRolledOut(A, 3);
  });
}
