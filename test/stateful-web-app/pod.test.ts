import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { EnvValue } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { containerOf, IMAGE, making, of, podOf, web } from '../fixtures/web';

describe('pod', () => {
  test('lays its fields over those of the app', () => {
    const pod = podOf({ pod: { containers: [], terminationGracePeriodSeconds: 5, securityContext: { runAsNonRoot: false }, hostname: 'a' } });
    expect(pod).toMatchObject({ terminationGracePeriodSeconds: 5, hostname: 'a' });
    expect(pod.securityContext)
      .toEqual({ runAsUser: 10999, runAsGroup: 10999, runAsNonRoot: false, seccompProfile: { type: 'RuntimeDefault' } });
  });

  test("adds to the app's container by its name", () => {
    const over = {
      name: 'web', tty: true, env: [{ name: 'B', value: '2' }], volumeMounts: [{ name: 'more', mountPath: '/more' }], securityContext: { privileged: true },
    };
    const pod = { containers: [over], volumes: [{ name: 'more', emptyDir: {} }] };
    const container = containerOf({ env: { A: EnvValue.fromValue('1') }, emptyDirs: ['/tmp'], pod });
    expect(container).toMatchObject({ image: IMAGE, tty: true, env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] });
    expect(container.volumeMounts.map(({ mountPath }: k8s.VolumeMount) => mountPath)).toEqual(['/tmp', '/more']);
    expect(container.securityContext).toMatchObject({ privileged: true, readOnlyRootFilesystem: true });
  });

  test('lays containers over sidecars and init containers of their names, and adds others', () => {
    const named = (name: string) => ({ name, image: `${name}:1` });
    const pod = podOf({
      sidecars: [named('logs')], initContainers: [named('migrate')],
      pod: { containers: [{ name: 'logs', tty: true }, named('other')], initContainers: [{ name: 'migrate', tty: true }, named('fetch')] },
    });
    const summary = (containers: k8s.Container[]) => containers.map(({ name, image, tty }) => [name, image, tty]);
    expect(summary(pod.containers)).toEqual([['web', IMAGE, undefined], ['logs', 'logs:1', true], ['other', 'other:1', undefined]]);
    expect(summary(pod.initContainers)).toEqual([['migrate', 'migrate:1', true], ['fetch', 'fetch:1', undefined]]);
  });

  test('adds affinity and constraints to those of the app', () => {
    const zones = { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 };
    const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] };
    const pod = podOf({ pod: { containers: [], affinity: { nodeAffinity }, topologySpreadConstraints: [zones] } });
    expect(pod.affinity).toEqual({ nodeAffinity, podAntiAffinity: podOf().affinity.podAntiAffinity });
    expect(pod.topologySpreadConstraints).toEqual([...podOf().topologySpreadConstraints, zones]);
  });

  test('keeps a field that the types do not know yet, as that of a native sidecar', () => {
    const sidecar = { name: 'log', image: 'log:1', restartPolicy: 'Always' } as k8s.Container;
    expect(podOf({ pod: { containers: [], initContainers: [sidecar] } }).initContainers)
      .toEqual([{ name: 'log', image: 'log:1', restartPolicy: 'Always' }]);
  });

  test('replaces a volume of the same name', () => {
    const volumes = [{ name: 'scratch-0', emptyDir: { medium: 'Memory' } }];
    expect(podOf({ emptyDirs: ['/tmp'], pod: { containers: [], volumes } }).volumes).toEqual(volumes);
  });

  test('fails when an environment variable is added a second time', () => {
    const pod = { containers: [{ name: 'web', env: [{ name: 'A', value: '2' }] }] };
    expect(making({ env: { A: EnvValue.fromValue('1') }, pod }))
      .toThrow("'pod.containers[0].env[].name' of StatefulSet 'test/Web/Pods' must be all different, got ['A', 'A']");
  });
});

test('pods have the time to stop that was asked for', () => {
  expect(podOf({ terminationGracePeriodSeconds: 60 }).terminationGracePeriodSeconds).toBe(60);
  expect(making({ terminationGracePeriodSeconds: -1 })).toThrow(of('terminationGracePeriodSeconds', 'a whole number of at least 0, got -1'));
});

test('JSON patches reach every object by its path', () => {
  const scope = chart();
  web({ clusterIpService: true }, scope);
  const patch = (id: string, operation: JsonPatch) => ApiObject.of(scope.node.findChild('Web').node.findChild(id)).addJsonPatch(operation);
  patch('Headless', JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  patch('ClusterIp', JsonPatch.add('/spec/type', 'LoadBalancer'));
  patch('Disruptions', JsonPatch.replace('/spec/maxUnavailable', 2));
  patch('Pods', JsonPatch.replace('/spec/replicas', 5));
  patch('Network', JsonPatch.replace('/spec/ingress/0/ports/0/port', 'http'));
  const changed = Testing.synth(scope).slice(1).map(({ spec }) =>
    spec.trafficDistribution ?? spec.type ?? spec.maxUnavailable ?? spec.ingress?.[0].ports[0].port ?? spec.replicas);
  expect(changed).toEqual(['PreferClose', 'LoadBalancer', 2, 'http', 5]);
});
