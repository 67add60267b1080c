import { Namespace, quietFor } from '../framework/namespace';
import { Step } from '../framework/walk';
import { QUIET, WebApp, WebAppNames } from './app';

/** Roll-outs: W15 to W21, from three pods of image A back to three pods of image A. */
export function updates(step: Step, names: WebAppNames): void {
  const on = (run: (app: WebApp, namespace: Namespace) => Promise<void>) => (namespace: Namespace) => run(new WebApp(names, namespace), namespace);
  const { imageA: A, imageB: B } = names;
  const quiet = (app: WebApp) => {
    const before = app.uids(3);
    return quietFor(QUIET, () => expect(app.uids(3)).toEqual(before));
  };
  const expectOrder = ({ pods }: Namespace, mark: number, order: string[]) => {
    const lives = order.map((pod) => pods.life(pod, mark));
    const ends = order.map((pod) => pods.livesOf(pod).at(-2)!);
    for (let n = 1; n < order.length; n++) expect(ends[n].deleting).toBeGreaterThan(lives[n - 1].ready!);
  };

  step('W15 rolling update', on(async (app, namespace) => {
    const mark = namespace.pods.mark();
    await app.patch({ spec: { updateStrategy: { type: 'RollingUpdate' } } });
    await app.patchImage(B);
    await app.untilImages([B, B, B]);
    // one new life each, so the first patch changed nothing
    expectOrder(namespace, mark, [app.pod(2), app.pod(1), app.pod(0)]);
    expect(namespace.pods.fewestReady(app.pod(0).slice(0, -1), mark)).toBe(2);
  }));

  step('W16 progress and repair', on(async (app, namespace) => {
    const { pods } = namespace;
    expect(await namespace.kubectl(`rollout status sts/${names.name} --timeout=60s`)).toMatch(/complete|up to date/);
    const [mark, zero] = [pods.mark(), pods.uid(app.pod(0))];
    await app.patchImage(A);
    const updated = await namespace.until('an updated pod', () => pods.livesOf(app.pod(2), mark).find(({ ready }) => ready));
    await namespace.kubectl(`delete pod ${app.pod(2)}`);
    await namespace.kubectl(`rollout status sts/${names.name} --timeout=120s`);
    await app.untilImages([A, A, A]);
    const lives = pods.livesOf(app.pod(2), mark);
    expect(lives.map(({ image }) => image)).toEqual([A, A]);
    expect(lives[0].uid).toBe(updated.uid);
    expect(lives[1].created).toBeLessThan(pods.lifeOf(zero).deleting!);
  }));

  step('W16 a pod that dies before its turn', on(async (app, namespace) => {
    const { pods } = namespace;
    const [mark, [, one, two]] = [pods.mark(), app.uids(3)];
    await app.patchImage(B);
    await namespace.until('the turn of the last pod', () => pods.lifeOf(two).deleting);
    await namespace.kubectl(`delete pod ${app.pod(0)} --wait=false`);
    await app.untilImages([B, B, B]);
    const { image, created } = pods.life(app.pod(0), mark);
    expect(image).toBe(B);
    expect(created).toBeLessThan(pods.lifeOf(one).deleting!);
    await app.patchImage(A);
    await app.untilImages([A, A, A]);
  }));

  step('W17 staged update', on(async (app) => {
    await app.patchPartition(3);
    await app.patchImage(B);
    await quiet(app);
    await app.deletePod(2);
    expect(await app.images(3)).toEqual([A, A, A]);
    expect(await app.status('updateRevision')).not.toBe(await app.status('currentRevision'));
  }));

  step('W18 canary', on(async (app) => {
    const uids = app.uids(3);
    await app.patchPartition(2);
    await app.untilImages([A, A, B]);
    expect(app.uids(2)).toEqual(uids.slice(0, 2));
    expect(app.uids(3)).not.toEqual(uids);
  }));

  step('W19 a pod below the partition', on(async (app) => {
    await app.deletePod(1);
    expect(await app.images(3)).toEqual([A, A, B]);
  }));

  step('W20 phased roll-out', on(async (app, namespace) => {
    const [mark, two] = [namespace.pods.mark(), app.uids(3)[2]];
    await app.patchPartition(0);
    await app.untilImages([B, B, B]);
    expectOrder(namespace, mark, [app.pod(1), app.pod(0)]);
    expect(app.uids(3)[2]).toBe(two);
    await namespace.until('one revision', async () => (await app.status('currentRevision')) === await app.status('updateRevision'));
  }));

  step('W21 on delete', on(async (app) => {
    await app.patch({ spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } } });
    await app.patchImage(A);
    await quiet(app);
    await app.deletePod(1);
    expect(await app.images(3)).toEqual([B, A, B]);
    await app.patch({ spec: { updateStrategy: { type: 'RollingUpdate' } } });
    await app.untilImages([A, A, A]);
  }));
}
