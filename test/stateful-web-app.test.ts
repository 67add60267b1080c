import { Testing } from 'cdk8s';
import { ClaimRetention, ConfigMap, EnvValue, NetworkClient, NetworkDestination, Probe, StatefulWebApp, StatefulWebAppProps, UpdateStrategy } from '../lib';
import { chart } from './parts/charts';

const IMAGE = 'web:1.0';

function manifestsOf(props: Partial<StatefulWebAppProps> = {}) {
  const scope = chart();
  new StatefulWebApp(scope, 'Web', { image: IMAGE, ...props });
  return Testing.synth(scope);
}

const setOf = (props: Partial<StatefulWebAppProps>) => manifestsOf(props).at(-1);
const podOf = (props: Partial<StatefulWebAppProps>) => setOf(props).spec.template.spec;
const app = (props: Partial<StatefulWebAppProps> = {}, namespace?: string) => new StatefulWebApp(chart({ namespace }), 'Web', { image: IMAGE, ...props });

test('defaults', () => {
  expect(manifestsOf()).toMatchSnapshot();
});

test('all props', () => {
  const scope = chart();
  const config = new ConfigMap(scope, 'Config', { name: 'config', data: { a: '1' } });
  const props: Required<StatefulWebAppProps> = {
    name: 'shop',
    replicas: 3,
    selector: { app: 'shop', part: 'front' },
    labels: { team: 'web' },
    annotations: { note: 'of objects' },
    podLabels: { tier: 'front' },
    podAnnotations: { note: 'of pods' },
    serviceLabels: { kind: 'service' },
    serviceName: 'shops',
    balanced: true,
    balancedName: 'shop-front',
    publishNotReadyAddresses: true,
    parallel: true,
    updateStrategy: UpdateStrategy.canary(),
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    restartOn: [config],
    plain: false,
    image: 'shop:1.0',
    imagePullPolicy: 'Always',
    containerName: 'front',
    command: ['/bin/shop'],
    args: ['--verbose'],
    port: 8081,
    portName: 'web',
    morePorts: [{ name: 'dns', port: 5353, protocol: 'UDP' }],
    env: {
      MODE: EnvValue.fromValue(''),
      PASSWORD: EnvValue.fromSecret('shop', 'password'),
      LEVEL: EnvValue.fromConfigMap('config', 'a'),
      POD: EnvValue.fromField('metadata.name'),
    },
    envFromSecrets: ['shop-env'],
    envFromConfigMaps: ['config'],
    readinessProbe: Probe.http('/ready', { periodSeconds: 5 }),
    livenessProbe: Probe.exec(['check'], { timeoutSeconds: 5 }),
    startupProbe: Probe.grpc({ port: 9090, failureThreshold: 30 }),
    preStop: ['sleep', '5'],
    cpuRequest: '100m',
    cpuLimit: '1',
    memoryRequest: '64Mi',
    memoryLimit: '128Mi',
    ephemeralStorageRequest: '1Gi',
    ephemeralStorageLimit: '2Gi',
    storage: '10Gi',
    mountPath: '/data',
    storageClassName: 'fast',
    volumes: [{
      name: 'log', size: '1Gi', mountPath: '/log', subPath: 'shop', readOnly: true, storageClassName: 'slow', accessModes: ['ReadWriteMany'],
      labels: { backup: 'daily' }, annotations: { note: 'of claims' },
    }],
    scratch: ['/tmp', '/run'],
    claimsWhenDeleted: ClaimRetention.DELETE,
    claimsWhenScaled: ClaimRetention.DELETE,
    runAsUser: 1001,
    runAsGroup: 1002,
    fsGroup: 1003,
    imageUser: false,
    runAsNonRoot: true,
    readOnlyRootFilesystem: false,
    allowPrivilegeEscalation: true,
    capabilities: ['NET_BIND_SERVICE'],
    seccompProfile: 'Unconfined',
    serviceAccountName: 'shop',
    automountServiceAccountToken: true,
    imagePullSecrets: ['registry'],
    priorityClassName: 'high',
    terminationGracePeriodSeconds: 60,
    disruptionBudget: true,
    networkPolicy: true,
    clients: [NetworkClient.namespace('ingress')],
    destinations: [NetworkDestination.cidr('0.0.0.0/0', 443)],
    spread: false,
    pod: { containers: [{ name: 'sidecar', image: 'log:1.0' }], tolerations: [{ operator: 'Exists' }] },
  };
  new StatefulWebApp(scope, 'Web', props);
  expect(Testing.synth(scope).slice(1)).toMatchSnapshot();
});

test('names are what they were in every version', () => {
  const objects = manifestsOf({ balanced: true, storage: '1Gi', mountPath: '/data' });
  expect(objects.map((object) => `${object.kind}/${object.metadata.name}`))
    .toEqual(['ServiceAccount/web', 'Service/web', 'Service/web-balanced', 'PodDisruptionBudget/web', 'NetworkPolicy/web', 'StatefulSet/web']);
  const { spec } = objects.at(-1);
  expect(spec.selector.matchLabels).toEqual({ app: 'web' });
  expect(spec.volumeClaimTemplates[0].metadata.name).toBe('data');
  expect(spec.template.spec.containers[0].name).toBe('web');
});

describe('labels', () => {
  const objects = manifestsOf({ labels: { team: 'web' }, podLabels: { tier: 'front' }, serviceLabels: { kind: 'service' }, balanced: true });

  test('never reach a selector', () => {
    for (const { spec } of objects.slice(1)) expect((spec.podSelector ?? spec.selector).matchLabels ?? spec.selector).toEqual({ app: 'web' });
  });

  test('are on all objects and on the pods', () => {
    for (const { metadata } of objects) expect(metadata.labels.team).toBe('web');
    expect(objects.at(-1).spec.template.metadata.labels).toEqual({ app: 'web', team: 'web', tier: 'front' });
    expect(objects[1].metadata.labels).toEqual({ app: 'web', team: 'web', kind: 'service' });
  });
});

describe('plain', () => {
  test('writes nothing that was not asked for', () => {
    const [service, set] = manifestsOf({ plain: true });
    expect(service).toEqual({
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' },
      spec: { clusterIP: 'None', ports: [{ name: 'http', port: 8080 }], selector: { app: 'web' } },
    });
    expect(set.spec).toEqual({
      selector: { matchLabels: { app: 'web' } },
      serviceName: 'web',
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: IMAGE, ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
    });
  });

  test('writes what was asked for', () => {
    const pod = podOf({ plain: true, runAsNonRoot: true, readOnlyRootFilesystem: true, spread: true, readinessProbe: Probe.tcp(), capabilities: [] });
    expect(pod.securityContext).toEqual({ runAsNonRoot: true });
    expect(pod.containers[0].securityContext).toEqual({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'], add: [] } });
    expect(pod.topologySpreadConstraints).toHaveLength(2);
    expect(pod.containers[0].readinessProbe).toEqual({ tcpSocket: { port: 8080 } });
  });

  test('writes claims without the fields that the API server adds', () => {
    const { spec } = setOf({ plain: true, storage: '1Gi', mountPath: '/data' });
    expect(spec.volumeClaimTemplates[0]).not.toHaveProperty('kind');
    expect(spec).not.toHaveProperty('persistentVolumeClaimRetentionPolicy');
  });

  test('writes a retention that was asked for, and only that', () => {
    expect(setOf({ plain: true, storage: '1Gi', mountPath: '/data', claimsWhenScaled: ClaimRetention.DELETE }).spec.persistentVolumeClaimRetentionPolicy)
      .toEqual({ whenScaled: 'Delete' });
  });
});

describe('hosts', () => {
  test('are those of the headless Service', () => {
    expect(app().host).toBe('web');
    expect(app({ serviceName: 'nginx' }).host).toBe('nginx');
    expect(app({ serviceName: 'nginx' }).hostOf(1)).toBe('web-1.nginx');
  });

  test('lead to the balanced Service where there is one', () => {
    expect(app({ balanced: true }).host).toBe('web-balanced');
    expect(app({ balancedName: 'front' }).host).toBe('front');
    expect(app({ balanced: false, balancedName: 'front' }).host).toBe('web');
    expect(app({ balanced: true }).hostOf(0)).toBe('web-0.web');
  });

  test('have the namespace of the chart', () => {
    expect(app({ balanced: true }, 'prod').host).toBe('web-balanced.prod.svc');
    expect(app({}, 'prod').hostOf(0)).toBe('web-0.web.prod.svc');
  });

  test('come with a port', () => {
    expect(app().port).toBe(8080);
    expect(app({ port: 80, morePorts: [{ name: 'more', port: 81 }] }).port).toBe(80);
  });

  test('of one app can be the environment of another', () => {
    const scope = chart();
    const first = new StatefulWebApp(scope, 'First', { name: 'first', image: IMAGE });
    new StatefulWebApp(scope, 'Second', { name: 'second', image: IMAGE, env: { PEER: EnvValue.fromValue(first.host) } });
    expect(Testing.synth(scope).at(-1).spec.template.spec.containers[0].env).toEqual([{ name: 'PEER', value: 'first' }]);
  });
});
