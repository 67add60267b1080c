import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { EnvValue, Probe, StatefulWebApp, StatefulWebAppProps, UpdateStrategy } from '../lib';
import { chart } from './parts/charts';

const IMAGE = 'web:1.0';

function setOf(props: Partial<StatefulWebAppProps>) {
  const scope = chart();
  new StatefulWebApp(scope, 'Web', { image: IMAGE, ...props });
  return Testing.synth(scope).at(-1);
}

const podOf = (props: Partial<StatefulWebAppProps>) => setOf(props).spec.template.spec;
const containerOf = (props: Partial<StatefulWebAppProps>) => podOf(props).containers[0];

describe('storage', () => {
  test('is one volume by storage and mountPath, in front of all others', () => {
    const props = { storage: '1Gi', mountPath: '/data', volumes: [{ name: 'log', size: '2Gi', mountPath: '/log' }] };
    expect(setOf(props).spec.volumeClaimTemplates.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(['data', 'log']);
    expect(containerOf(props).volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }, { name: 'log', mountPath: '/log' }]);
  });

  test('is kept when the app is deleted or gets smaller', () => {
    expect(setOf({ storage: '1Gi', mountPath: '/data' }).spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  test('belongs to the group that the app runs as', () => {
    const storage = { storage: '1Gi', mountPath: '/data' };
    const groupOf = (props: Partial<StatefulWebAppProps>) => podOf({ ...storage, ...props }).securityContext.fsGroup;
    expect([groupOf({}), groupOf({ runAsUser: 101 }), groupOf({ runAsUser: 101, runAsGroup: 102 }), groupOf({ fsGroup: 103 })]).toEqual([10999, 101, 102, 103]);
    expect(groupOf({ imageUser: true })).toBe(10999);
    expect(podOf({}).securityContext).not.toHaveProperty('fsGroup');
  });
});

describe('update strategy', () => {
  const strategyOf = (updateStrategy: UpdateStrategy, replicas?: number) => setOf({ updateStrategy, replicas }).spec.updateStrategy;

  test.each([
    ['rolling', UpdateStrategy.rolling(), { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
    ['onDelete', UpdateStrategy.onDelete(), { type: 'OnDelete' }],
    ['partition', UpdateStrategy.partition(1), { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }],
  ])('%s', (_, strategy, expected) => {
    expect(strategyOf(strategy)).toEqual(expected);
  });

  test('it is written by default, so that an apply can take it away', () => {
    expect(setOf({}).spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
    expect(setOf({ plain: true }).spec.updateStrategy).toBeUndefined();
  });

  test('canary changes the last pods', () => {
    expect(strategyOf(UpdateStrategy.canary(), 5).rollingUpdate).toEqual({ partition: 4 });
    expect(strategyOf(UpdateStrategy.canary(2), 5).rollingUpdate).toEqual({ partition: 3 });
  });
});

test('a readiness probe can be switched off', () => {
  expect(containerOf({ readinessProbe: Probe.none() })).not.toHaveProperty('readinessProbe');
});

test('a probe asks the first port unless told otherwise', () => {
  expect(containerOf({ port: 80, readinessProbe: Probe.http('/') }).readinessProbe).toEqual({ httpGet: { path: '/', port: 80 } });
  expect(containerOf({ port: 80, readinessProbe: Probe.http('/', { port: 81 }) }).readinessProbe).toEqual({ httpGet: { path: '/', port: 81 } });
});

describe('pod', () => {
  test('lays its fields over those of the app', () => {
    const pod = podOf({ pod: { containers: [], terminationGracePeriodSeconds: 5, securityContext: { runAsNonRoot: false }, nodeSelector: { disk: 'ssd' } } });
    expect(pod).toMatchObject({ terminationGracePeriodSeconds: 5, nodeSelector: { disk: 'ssd' } });
    expect(pod.securityContext).toEqual({ runAsUser: 10999, runAsGroup: 10999, runAsNonRoot: false, seccompProfile: { type: 'RuntimeDefault' } });
  });

  test("adds to the app's container by its name", () => {
    const over = {
      name: 'web', tty: true, env: [{ name: 'B', value: '2' }], volumeMounts: [{ name: 'more', mountPath: '/more' }], securityContext: { privileged: true },
    };
    const container = containerOf({ env: { A: EnvValue.fromValue('1') }, scratch: ['/tmp'], pod: { containers: [over], volumes: [{ name: 'more', emptyDir: {} }] } });
    expect(container).toMatchObject({ image: IMAGE, tty: true, env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] });
    expect(container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual(['/tmp', '/more']);
    expect(container.securityContext).toMatchObject({ privileged: true, readOnlyRootFilesystem: true });
  });

  test('keeps a field that the types do not know yet, as that of a native sidecar', () => {
    const sidecar = { name: 'log', image: 'log:1', restartPolicy: 'Always' } as k8s.Container;
    expect(podOf({ pod: { containers: [], initContainers: [sidecar] } }).initContainers).toEqual([{ name: 'log', image: 'log:1', restartPolicy: 'Always' }]);
  });

  test('adds sidecars and volumes, and replaces a volume of the same name', () => {
    const pod = podOf({ scratch: ['/tmp'], pod: { containers: [{ name: 'log', image: 'log:1' }], volumes: [{ name: 'scratch-0', emptyDir: { medium: 'Memory' } }] } });
    expect(pod.containers.map(({ name }: { name: string }) => name)).toEqual(['web', 'log']);
    expect(pod.volumes).toEqual([{ name: 'scratch-0', emptyDir: { medium: 'Memory' } }]);
  });
});

test('JSON patches reach every object by its path', () => {
  const scope = chart();
  new StatefulWebApp(scope, 'Web', { image: IMAGE, balanced: true });
  const patch = (id: string, operation: JsonPatch) => ApiObject.of(scope.node.findChild('Web').node.findChild(id)).addJsonPatch(operation);
  patch('Headless', JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  patch('Balanced', JsonPatch.add('/spec/type', 'LoadBalancer'));
  patch('Disruptions', JsonPatch.replace('/spec/maxUnavailable', 2));
  patch('Pods', JsonPatch.replace('/spec/replicas', 5));
  patch('Network', JsonPatch.replace('/spec/ingress/0/ports/0/port', 'http'));
  expect(Testing.synth(scope).slice(1).map(({ spec }) => spec.trafficDistribution ?? spec.type ?? spec.maxUnavailable ?? spec.ingress?.[0].ports[0].port ?? spec.replicas))
    .toEqual(['PreferClose', 'LoadBalancer', 2, 'http', 5]);
});
