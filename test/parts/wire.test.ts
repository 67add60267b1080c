import { readFileSync } from 'fs';
import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { MAPS, RENAMED, wire } from '../../lib/parts/wire';

const GENERATED = readFileSync(require.resolve('cdk8s-plus-27/lib/imports/k8s.js'), 'utf8');
const KINDS = ['toJson_StatefulSetSpec', 'toJson_ServiceSpec', 'toJson_PersistentVolumeClaimSpec'];

/** The source of the generated converters that the kinds of the parts need. */
function converters(): string {
  const bodies = new Map([...GENERATED.matchAll(/^function (toJson_\w+)\([^]*?^}/gm)].map(([body, name]) => [name, body]));
  const reached = new Set(KINDS);
  for (const name of reached) {
    for (const [, next] of bodies.get(name)!.matchAll(/(toJson_\w+)\(/g)) if (next !== 'toJson_ObjectMeta') reached.add(next);
  }
  return [...reached].map((name) => bodies.get(name)).join('\n');
}

test('renames what the generated types rename, and nothing else', () => {
  const fields = [...converters().matchAll(/^ +'(\w+)': .*?obj\.(\w+)/gm)];
  const renamed = fields.filter(([, name, typed]) => name !== typed).map(([, name, typed]) => [typed, name]);
  expect(fields.length).toBeGreaterThan(300);
  expect([...RENAMED].sort()).toEqual([...new Map(renamed as [string, string][])].sort());
});

test('knows all fields that hold keys of the own choice', () => {
  const maps = [...converters().matchAll(/^ +'(\w+)': \(\(obj\.\w+\) === undefined\)/gm)].map(([, name]) => name);
  expect([...MAPS].sort()).toEqual([...new Set([...maps, 'annotations', 'labels', 'matchLabels'])].sort());
});

const POD: k8s.PodSpec = {
  hostIpc: false,
  setHostnameAsFqdn: true,
  nodeSelector: { hostIpc: 'a label, not a field' },
  overhead: { cpu: k8s.Quantity.fromString('1m') },
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { volumeId: 'kept' } } }],
  containers: [{
    name: 'a',
    ports: [{ containerPort: 80, hostIp: '127.0.0.1' }],
    resources: { limits: { memory: k8s.Quantity.fromString('1Gi') }, requests: { cpu: k8s.Quantity.fromNumber(0.5) } },
    readinessProbe: { httpGet: { port: k8s.IntOrString.fromString('http') } },
    livenessProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(80) } },
    args: [],
  }],
  volumes: [
    { name: 'pod', projected: { sources: [{ downwardApi: { items: [{ path: 'cpu', resourceFieldRef: { resource: 'limits.cpu', divisor: k8s.Quantity.fromString('1m') } }] } }] } },
    { name: 'ebs', awsElasticBlockStore: { volumeId: 'vol-1' } },
    { name: 'csi', csi: { driver: 'd', volumeAttributes: { pdId: 'kept' } } },
    { name: 'new', ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } } } } },
    { name: 'tmp', emptyDir: {} },
  ],
};
const SPEC: k8s.StatefulSetSpec = { serviceName: 'a', selector: { matchLabels: { a: 'b' } }, template: { spec: POD } };
const SERVICE: k8s.ServiceSpec = {
  clusterIp: 'None', loadBalancerIp: '10.0.0.1', selector: { clusterIp: 'kept' }, sessionAffinityConfig: { clientIp: { timeoutSeconds: 5 } },
  ports: [{ port: 80, targetPort: k8s.IntOrString.fromString('http') }],
};

test('gives what the generated types give', () => {
  expect(wire(SPEC)).toStrictEqual(k8s.toJson_StatefulSetSpec(SPEC));
  expect(wire(SERVICE)).toStrictEqual(k8s.toJson_ServiceSpec(SERVICE));
});

test('leaves its argument as it is', () => {
  const before = JSON.stringify(SPEC);
  wire(SPEC);
  expect(JSON.stringify(SPEC)).toBe(before);
});

test('keeps fields that are newer than the types, and what is known only at synth', () => {
  const later = Lazy.any({ produce: () => 'later' });
  expect(wire({ newerField: { value: 'kept' }, image: later })).toEqual({ newerField: { value: 'kept' }, image: later });
});

test('an unset field of the types does not erase one in the spelling of the API', () => {
  expect(wire({ clusterIP: 'None', clusterIp: undefined })).toEqual({ clusterIP: 'None' });
  expect(wire({ clusterIp: undefined, clusterIP: 'None', type: 'ClusterIP' })).toEqual({ clusterIP: 'None', type: 'ClusterIP' });
  expect(wire({ clusterIp: '10.0.0.1', clusterIP: 'None' })).toEqual({ clusterIP: '10.0.0.1' });
});

test('writes dates as the API does', () => {
  expect(wire({ time: new Date(0) })).toEqual({ time: '1970-01-01T00:00:00.000Z' });
});
