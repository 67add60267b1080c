import { StatefulWebApp, UpdateStrategy } from '../../lib';
import { SafeWebChart } from '../../apps/web-chart';
import { Namespace } from './framework/namespace';
import { documentOf, documentsOf } from './framework/synth';
import { walk } from './framework/walk';

const { image } = documentOf(documentsOf((scope) => new SafeWebChart(scope, 'safe-web')), 'StatefulSet', 'safe-web').spec.template.spec.containers[0];

/** Applies the chart of an app, with another label each time, and returns the strategy that is stored. */
async function applied(namespace: Namespace, name: string, version: string, updateStrategy?: UpdateStrategy, how = ''): Promise<object> {
  const documents = documentsOf((scope) => {
    new StatefulWebApp(scope, 'Web', { name, image, scratch: ['/tmp'], replicas: 1, cpuRequest: '10m', podLabels: { version }, updateStrategy });
  });
  await namespace.apply(documents, how);
  return JSON.parse(await namespace.field(`statefulset ${name}`, '{.spec.updateStrategy}'));
}

walk('update-strategy', (step) => {
  for (const [name, how] of [['client-side', ''], ['server-side', '--server-side']]) {
    step(`${name} apply of charts: the default, on delete, and back`, async (namespace) => {
      const { pods } = namespace;
      const rolling = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } };
      expect(await applied(namespace, name, '1', undefined, how)).toEqual(rolling);
      await namespace.untilReady(name, 1);
      const uid = pods.uid(`${name}-0`);
      expect(await applied(namespace, name, '2', UpdateStrategy.onDelete(), how)).toEqual({ type: 'OnDelete' });
      expect(await applied(namespace, name, '2', UpdateStrategy.rolling(), how)).toEqual(rolling);
      await namespace.untilReplaced(`${name}-0`, uid);
      expect(pods.get(`${name}-0`)!.metadata.labels).toMatchObject({ version: '2' });
      expect(await applied(namespace, name, '3', UpdateStrategy.onDelete(), how)).toEqual({ type: 'OnDelete' });
      expect(await applied(namespace, name, '3', undefined, how)).toEqual(rolling);
    });
  }
});
