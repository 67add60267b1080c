import { StatefulWebApp, UpdateStrategy } from '../../lib';
import { IMAGES } from '../cluster/images';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';

interface Apply {
  readonly name: string;
  /** Options of kubectl apply. */
  readonly options: string;
}

/** Applies an app with a version as a pod label, and returns the update strategy that is stored. */
async function apply(namespace: Namespace, { name, options }: Apply, version: string, updateStrategy?: UpdateStrategy): Promise<object> {
  const manifests = synth((scope) => {
    new StatefulWebApp(scope, 'Web', {
      name, image: IMAGES.unprivilegedNginx, emptyDirs: ['/tmp'], replicas: 1, cpuRequest: '10m', podLabels: { version }, updateStrategy,
    });
  });
  await namespace.apply(manifests, options);
  return JSON.parse(await namespace.field(`statefulset ${name}`, '{.spec.updateStrategy}'));
}

const ROLLING = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } };
const ON_DELETE = { type: 'OnDelete' };

scenario('update-strategy', (step) => {
  for (const how of [{ name: 'client-side', options: '' }, { name: 'server-side', options: '--server-side' }]) {
    step(`${how.name} apply changes the default strategy to OnDelete and back`, async (namespace) => {
      const pod = `${how.name}-0`;
      expect(await apply(namespace, how, '1')).toEqual(ROLLING);
      await namespace.untilReady(how.name, 1);
      const uid = namespace.pods.uid(pod);
      expect(await apply(namespace, how, '2', UpdateStrategy.onDelete())).toEqual(ON_DELETE);
      expect(await apply(namespace, how, '2', UpdateStrategy.rolling())).toEqual(ROLLING);
      await namespace.untilReplaced(pod, uid);
      expect(namespace.pods.get(pod)!.metadata.labels).toMatchObject({ version: '2' });
      expect(await apply(namespace, how, '3', UpdateStrategy.onDelete())).toEqual(ON_DELETE);
      expect(await apply(namespace, how, '3')).toEqual(ROLLING);
    });
  }
});
