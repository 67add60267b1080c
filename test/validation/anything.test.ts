import { ApiObject, App, Chart, JsonPatch, Lazy, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ConfigMap, Diagram, NetworkClient, NetworkDestination, NetworkPolicy, PodDisruptionBudget, ReplicatedMySQL, Role, Service, ServiceAccount, StatefulSet, StatefulWebApp,
} from '../../lib/index';
import { chart } from '../fixtures/charts';

// What JavaScript lets through: each construct takes it, or refuses it in its own words.
const ANYTHING = [
  undefined, null, {}, [], '', 0, NaN, true, 'text', -1, [null], [undefined], [[]], ['text'], [{}], { a: null }, { a: {} }, { a: ['b'] },
  () => 1, new Map([['a', 'b']]), Object.create(null), Symbol('x'), new Date(0), 5n, new (class Thing {})(), Size.gibibytes(1),
] as never[];
const OURS = /^'[^']+(', '[^']+)*' of \w+( '[^']+')? must be .+, got [^]+: .+$/;

type Make = new (scope: Construct, id: string, props: never) => Construct;

const OBJECT = {
  name: 'db', namespace: 'prod', labels: { a: 'b' }, annotations: { a: 'b' }, finalizers: ['example.com/a'],
  ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '1' }],
};
const EXPRESSIONS = [{ key: 'tier', operator: 'Exists', values: [] }];
const POD = {
  volumes: [
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }, { name: 'config', configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
    { name: 'host', hostPath: { path: '/a', type: 'File' } },
  ],
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] } },
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', labelSelector: { matchLabels: { a: 'b' } }, namespaces: ['a'] }] },
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'a' } }] },
  },
  tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }],
  topologySpreadConstraints: [{ topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1, minDomains: 1, matchLabelKeys: ['a'] }],
  nodeSelector: { a: 'b' },
  initContainers: [{ name: 'init', image: 'init:1' }],
  containers: [{
    name: 'db', image: 'db:1', command: ['run'], ports: [{ name: 'a', containerPort: 1, hostPort: 1, protocol: 'TCP' }], volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }, { name: 'B', value: 'b' }], envFrom: [{ secretRef: { name: 'a' } }],
    resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } }, readinessProbe: { httpGet: { port: 80 } },
  }],
};
const CONSTRUCTS: [Make, object][] = [
  [ConfigMap, { ...OBJECT, data: { a: 'b' }, binaryData: { b: 'AAEC' }, directory: __dirname, immutable: true }],
  [NetworkPolicy, {
    ...OBJECT, selector: { a: 'b' }, matchExpressions: EXPRESSIONS,
    ingress: [{
      from: [{ podSelector: { matchLabels: { a: 'b' } }, namespaceSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
      ports: [{ port: 1, endPort: 2 }],
    }],
    egress: [{ to: [{ podSelector: {} }], ports: [{ port: 'http', protocol: 'TCP' }] }],
  }],
  [PodDisruptionBudget, {
    ...OBJECT, selector: { a: 'b' }, matchExpressions: EXPRESSIONS, maxUnavailable: 1, minAvailable: undefined, unhealthyPodEvictionPolicy: 'AlwaysAllow',
    spec: { selector: { matchLabels: {} } },
  }],
  [Role, { ...OBJECT, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }], serviceAccountName: 'db' }],
  [Service, {
    ...OBJECT, selector: { a: 'b' }, ports: [{ name: 'a', port: 80, targetPort: 'http', nodePort: 1 }], headless: false, publishNotReadyAddresses: true,
    spec: { type: 'ClusterIP', selector: { a: 'b' }, ports: [{ port: 1 }] },
  }],
  [ServiceAccount, { ...OBJECT, automountServiceAccountToken: true, imagePullSecrets: ['a'], secrets: ['a'] }],
  [StatefulSet, {
    ...OBJECT, selector: { a: 'b' }, matchExpressions: EXPRESSIONS, sharedSelector: 'meant', allowLongName: true, pod: POD, podLabels: { tier: 'a' }, podAnnotations: { a: 'b' },
    podMetadata: { labels: { c: 'd' }, annotations: { c: 'd' } }, serviceName: 'db', replicas: 1, podManagementPolicy: 'Parallel', minReadySeconds: 1, revisionHistoryLimit: 1,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, ordinals: { start: 0 },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    claims: [{
      name: 'data', size: '1Gi', accessModes: ['ReadWriteOnce'], storageClassName: '', volumeMode: 'Block', labels: { a: 'b' }, annotations: { a: 'b' }, typed: true,
      metadata: { labels: { a: 'b' } }, spec: { resources: { requests: { storage: '1Gi' } } },
    }],
    restartOn: [new ConfigMap(chart(), 'Config', { name: 'config' })],
  }],
];

/** Every copy with one of its values, at any depth, in the place of `replaced`. */
function* variants(value: unknown, replaced: unknown): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null || value instanceof Construct) return;
  for (const [key, item] of Object.entries(value)) {
    const copyWith = (other: unknown) => Array.isArray(value) ? value.map((old: unknown, n) => `${n}` === key ? other : old) : { ...value, [key]: other };
    yield [key, copyWith(replaced)];
    for (const [path, other] of variants(item, replaced)) yield [`${key}.${path}`, copyWith(other)];
  }
}

/** Nothing where it is taken, or refused in our words. */
function complaintAbout(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    const foreign = (error as Error).message.split('\n').filter((line) => !OURS.test(line));
    return foreign.length > 0 || (error as Error).name !== 'Error' ? `${error}` : undefined;
  }
  return undefined;
}

function make(construct: Make, props: unknown): void {
  const scope = chart();
  new construct(scope, 'X', props as never);
  Testing.synth(scope);
}

describe.each(CONSTRUCTS)('%p', (construct, props) => {
  test('takes what is right', () => {
    expect(() => make(construct, props)).not.toThrow();
  });

  test.each(ANYTHING)('takes %p for any of its values, or refuses it in its own words', (replaced) => {
    const complaints = [...variants(props, replaced)].map(([path, other]) => [path, complaintAbout(() => make(construct, other))]).filter(([, complaint]) => complaint);
    expect(complaints).toEqual([]);
  });

  test('takes all arguments, or refuses them in its own words', () => {
    const wrong = ANYTHING.filter((given) => complaintAbout(() => make(construct, given)));
    expect(wrong).toEqual([]);
    const { name } = construct;
    expect(() => make(construct, undefined)).toThrow(`'name' of ${name} 'test/X' must be a string, got nothing`);
    expect(() => make(construct, null)).toThrow(`'props' of ${name} 'test/X' must be an object, got null`);
    expect(() => new construct(chart(), undefined as never, props as never)).toThrow(`'id' of ${name} 'test' must be a string that is not empty, got nothing`);
    for (const scope of ANYTHING) expect(() => new construct(scope, 'X', props as never)).toThrow(`'scope' of ${name} must be a construct, got `);
  });

  test('takes a list that is known at synth alone, or refuses it in its own words', () => {
    const lazy = Lazy.any({ produce: () => [] }) as never;
    const complaintOf = (given: unknown) => complaintAbout(() => new construct(chart(), 'X', given as never));
    const complaints = [...variants(props, lazy)].map(([path, given]) => [path, complaintOf(given)]).filter(([, complaint]) => complaint);
    expect(complaints).toEqual([]);
  });

  test('refuses a prop that there is not, with those that there are', () => {
    expect(() => make(construct, { ...props, nam: 'db' })).toThrow(`'nam' of ${construct.name} 'test/X' must be known names, got others: known are name, namespace, `);
  });
});

test.each<[Make, object]>([
  ...CONSTRUCTS, [ReplicatedMySQL, { rootPassword: { secret: 'a', key: 'b' } }], [StatefulWebApp, { image: 'web:1' }],
])('%p takes any scope, id and props, or refuses them in its own words', (construct, props) => {
  const scopes = [...ANYTHING, new App()].map((scope) => complaintAbout(() => new construct(scope as never, 'X', props as never)));
  const ids = ANYTHING.map((id) => complaintAbout(() => new construct(chart(), id, props as never)));
  const all = ANYTHING.map((given) => complaintAbout(() => new construct(chart(), 'X', given)));
  expect([...scopes, ...ids, ...all].filter(Boolean)).toEqual([]);
  expect(() => new construct(chart(), props as never, undefined as never)).toThrow(`'id' of ${construct.name} 'test' must be a string that is not empty, got an object`);
  expect(() => new construct(new App() as never, 'X', props as never)).toThrow(`'scope' of ${construct.name} must be a Chart, or a construct in one, got App: `);
});

test.each([
  ['/spec/template/spec/containers/9/image', "got ['/spec/template/spec/containers/9/image']: add the parent first"],
  ['/spec/updateStrategy/rollingUpdate/partition', "got ['/spec/updateStrategy/rollingUpdate/partition']: add the parent first"],
])('a patch whose parent is not there is named: %s', (path, rest) => {
  const scope = chart();
  ApiObject.of(set(scope)).addJsonPatch(JsonPatch.replace(path, path.endsWith('image') ? 'x' : 1));
  expect(() => Testing.synth(scope)).toThrow(`'addJsonPatch' of StatefulSet 'test/X' must be paths whose parents are there, ${rest}`);
});

test.each(ANYTHING)('a patch with the path %p is refused in our words', (path) => {
  const complaints = [JsonPatch.add(path, 1), JsonPatch.remove(path), JsonPatch.copy(path, '/spec'), JsonPatch.move('/spec', path)]
    .map((patch) => complaintAbout(() => set(chart()).addJsonPatch(patch)));
  expect(complaints.filter(Boolean)).toEqual([]);
});

const policy = (scope: Chart) => new NetworkPolicy(scope, 'X', { name: 'a', selector: {}, ingress: [], egress: [] });
const headless = (scope: Chart) => new Service(scope, 'X', { name: 'a', headless: true });
const set = (scope: Chart) => new StatefulSet(scope, 'X', { name: 'a', selector: { a: 'b' }, serviceName: 'a', pod: { containers: [{ name: 'a', image: 'a' }] } });

test.each<[string, (given: never) => unknown]>([
  ['addIngress', (given) => policy(chart()).addIngress(given)],
  ['addEgress', (given) => policy(chart()).addEgress(given)],
  ['addJsonPatch', (given) => set(chart()).addJsonPatch(given)],
  ['Service.hostOf', (given) => headless(chart()).hostOf(given)],
  ['StatefulSet.hostOf', (given) => set(chart()).hostOf(given)],
  ['mermaidOf', (given) => Diagram.mermaidOf(given)],
  ...([NetworkClient.pods, NetworkClient.namespace, NetworkClient.podsOf, NetworkClient.cidr] as ((given: never, more: never) => NetworkClient)[])
    .flatMap((client) => [(given: never) => client(given, undefined as never), (given: never) => client('10.0.0.0/8' as never, given)])
    .map((client): [string, (given: never) => unknown] => ['NetworkClient', (given) => make(StatefulWebApp, { image: 'web:1', clients: [client(given)] })]),
  ...([NetworkDestination.pods, NetworkDestination.namespace, NetworkDestination.podsOf, NetworkDestination.cidr] as ((...given: never[]) => NetworkDestination)[])
    .flatMap((to) => [(given: never) => to(given, 80 as never, 80 as never), (given: never) => to('10.0.0.0/8' as never, given, given)])
    .map((to): [string, (given: never) => unknown] => ['NetworkDestination', (given) => make(StatefulWebApp, { image: 'web:1', destinations: [to(given)] })]),
])('%s takes anything, or refuses it in our words', (_, run) => {
  expect(ANYTHING.map((given) => complaintAbout(() => run(given))).filter(Boolean)).toEqual([]);
});

test('no error shows what stands in the place of a password', () => {
  const container = (env: object) => () => make(StatefulSet, { name: 'a', selector: { a: 'b' }, pod: { containers: [{ name: 'a', image: 'a', ...env }] } });
  for (const env of [
    { env: [{ name: 'A', value: 12345678 }] }, { env: [{ name: 'A', valueFrom: { secretKeyRef: '12345678' } }] }, { env: '12345678' },
    { envFrom: ['12345678'] }, { env: [{ name: 'A', valueFrom: '12345678' }] },
  ]) {
    expect(container(env)).toThrow(OURS);
    expect(container(env)).not.toThrow('12345678');
  }
});
