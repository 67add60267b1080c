import { Size, Testing } from 'cdk8s';
import {
  ClaimRetention, ConfigMap, EnvValue, NetworkClient, NetworkDestination, Probe, StatefulWebApp, StatefulWebAppProps, UpdateStrategy,
  VolumeSource,
} from '../../lib/index';
import { chart } from '../fixtures/charts';

const IMAGE = 'web:1.0';

function manifestsOf(props: Partial<StatefulWebAppProps> = {}) {
  const scope = chart();
  new StatefulWebApp(scope, 'Web', { image: IMAGE, ...props });
  return Testing.synth(scope);
}

const app = (props: Partial<StatefulWebAppProps> = {}, namespace?: string) => new StatefulWebApp(chart({ namespace }), 'Web', { image: IMAGE, ...props });

test('defaults', () => {
  expect(manifestsOf()).toMatchSnapshot();
});

// but autoscale, which replaces replicas
test('all props', () => {
  const scope = chart();
  const config = new ConfigMap(scope, 'Config', { name: 'config', data: { a: '1' } });
  const props: Omit<Required<StatefulWebAppProps>, 'autoscale'> = {
    name: 'shop',
    replicas: 3,
    selector: { app: 'shop', part: 'front' },
    labels: { team: 'web' },
    annotations: { note: 'of objects' },
    podLabels: { tier: 'front' },
    podAnnotations: { note: 'of pods' },
    serviceName: 'shops',
    serviceOptions: { labels: { kind: 'service' }, annotations: { note: 'of the Service' } },
    clusterIpService: true,
    clusterIpServiceName: 'shop-front',
    clusterIpServiceOptions: {
      type: 'LoadBalancer', labels: { kind: 'front' }, annotations: { 'example.com/scheme': 'internal' }, loadBalancerClass: 'example.com/nlb',
      loadBalancerSourceRanges: ['203.0.113.0/24'], externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local', sessionAffinity: 'ClientIP',
      ipFamilyPolicy: 'PreferDualStack',
    },
    ingress: { host: 'shop.example.com', path: '/shop', pathType: 'Exact', tlsSecret: 'shop-tls', className: 'nginx', annotations: { a: 'b' } },
    httpRoute: {
      parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 }], hostnames: ['shop.example.com'], path: '/shop',
      annotations: { c: 'd' },
    },
    publishNotReadyAddresses: true,
    parallel: true,
    updateStrategy: UpdateStrategy.canary(),
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    restartOn: [config],
    image: 'shop:1.0',
    imagePullPolicy: 'Always',
    containerName: 'front',
    command: ['/bin/shop'],
    args: ['--verbose'],
    port: 8081,
    portName: 'web',
    extraPorts: [{ name: 'dns', port: 5353, protocol: 'UDP' }],
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
    postStart: ['warm', 'up'],
    preStop: ['sleep', '5'],
    cpuRequest: '100m',
    cpuLimit: '1',
    memoryRequest: Size.mebibytes(64),
    memoryLimit: Size.mebibytes(128),
    ephemeralStorageRequest: Size.gibibytes(1),
    ephemeralStorageLimit: Size.gibibytes(2),
    storage: Size.gibibytes(10),
    mountPath: '/data',
    storageClassName: 'fast',
    volumes: [{
      name: 'log', size: Size.gibibytes(1), mountPath: '/log', subPath: 'shop', readOnly: true, storageClassName: 'slow', accessModes: ['ReadWriteMany'],
      labels: { backup: 'daily' }, annotations: { note: 'of claims' },
    }],
    emptyDirs: ['/tmp', '/run'],
    claimLabels: { team: 'web' },
    claimAnnotations: { note: 'of all claims' },
    extraVolumes: [{ name: 'settings', source: VolumeSource.configMap('config'), mountPath: '/etc/shop', subPath: 'a', readOnly: true }],
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
    enableServiceLinks: true,
    priorityClassName: 'high',
    schedulerName: 'volume-aware',
    nodeSelector: { disk: 'ssd' },
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'cache' } } }] } },
    tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
    topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 }],
    sidecars: [{ name: 'logs', image: 'logs:2' }],
    initContainers: [{ name: 'migrate', image: 'shop:1.0', args: ['migrate'] }],
    terminationGracePeriodSeconds: 60,
    disruptionBudget: true,
    networkPolicy: true,
    clients: [NetworkClient.namespace('ingress')],
    destinations: [NetworkDestination.cidr('0.0.0.0/0', 443)],
    spread: false,
    pod: { containers: [{ name: 'other', image: 'other:1.0' }], hostname: 'shop' },
  };
  new StatefulWebApp(scope, 'Web', props);
  expect(Testing.synth(scope).slice(1)).toMatchSnapshot();
});

test('names are what they were in every version', () => {
  const objects = manifestsOf({ clusterIpService: true, storage: Size.gibibytes(1), mountPath: '/data' });
  expect(objects.map((object) => `${object.kind}/${object.metadata.name}`))
    .toEqual(['ServiceAccount/web', 'Service/web', 'Service/web-balanced', 'PodDisruptionBudget/web', 'NetworkPolicy/web', 'StatefulSet/web']);
  const { spec } = objects.at(-1);
  expect(spec.selector.matchLabels).toEqual({ app: 'web' });
  expect(spec.volumeClaimTemplates[0].metadata.name).toBe('data');
  expect(spec.template.spec.containers[0].name).toBe('web');
});

describe('labels', () => {
  const objects = manifestsOf({ labels: { team: 'web' }, podLabels: { tier: 'front' }, serviceOptions: { labels: { kind: 'service' } }, clusterIpService: true });

  test('never reach a selector', () => {
    for (const { spec } of objects.slice(1)) expect((spec.podSelector ?? spec.selector).matchLabels ?? spec.selector).toEqual({ app: 'web' });
  });

  test('are on all objects and on the pods', () => {
    for (const { metadata } of objects) expect(metadata.labels.team).toBe('web');
    expect(objects.at(-1).spec.template.metadata.labels).toEqual({ app: 'web', team: 'web', tier: 'front' });
    expect(objects[1].metadata.labels).toEqual({ app: 'web', team: 'web', kind: 'service' });
  });
});

describe('hosts', () => {
  test('are those of the headless Service', () => {
    expect(app().host).toBe('web');
    expect(app({ serviceName: 'nginx' }).host).toBe('nginx');
    expect(app({ serviceName: 'nginx' }).hostOf(1)).toBe('web-1.nginx');
  });

  test('lead to the balanced Service where there is one', () => {
    expect(app({ clusterIpService: true }).host).toBe('web-balanced');
    expect(app({ clusterIpServiceName: 'front' }).host).toBe('front');
    expect(app({ clusterIpService: false, clusterIpServiceName: 'front' }).host).toBe('web');
    expect(app({ clusterIpService: true }).hostOf(0)).toBe('web-0.web');
  });

  test('have the namespace of the chart', () => {
    expect(app({ clusterIpService: true }, 'prod').host).toBe('web-balanced.prod.svc');
    expect(app({}, 'prod').hostOf(0)).toBe('web-0.web.prod.svc');
  });

  test('come with a port', () => {
    expect(app().port).toBe(8080);
    expect(app({ port: 80, extraPorts: [{ name: 'more', port: 81 }] }).port).toBe(80);
  });

  test('of one app can be the environment of another', () => {
    const scope = chart();
    const first = new StatefulWebApp(scope, 'First', { name: 'first', image: IMAGE });
    first.allow(new StatefulWebApp(scope, 'Second', { name: 'second', image: IMAGE, env: { PEER: EnvValue.fromValue(first.host) } }));
    expect(Testing.synth(scope).at(-1).spec.template.spec.containers[0].env).toEqual([{ name: 'PEER', value: 'first' }]);
  });
});

test('a Service of the namespace puts no variables into the pods, unless asked for', () => {
  const linksOf = (props: Partial<StatefulWebAppProps> = {}) => {
    return manifestsOf(props).find(({ kind }) => kind === 'StatefulSet').spec.template.spec.enableServiceLinks;
  };
  expect([linksOf(), linksOf({ enableServiceLinks: true })]).toEqual([false, true]);
});
