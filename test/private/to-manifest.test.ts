import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { toManifest } from '../../lib/private/to-manifest';

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
  expect(toManifest(SPEC, 'StatefulSetSpec')).toStrictEqual(k8s.toJson_StatefulSetSpec(SPEC));
  expect(toManifest(SERVICE, 'ServiceSpec')).toStrictEqual(k8s.toJson_ServiceSpec(SERVICE));
});

test('leaves its argument as it is', () => {
  const before = JSON.stringify(SPEC);
  toManifest(SPEC, 'StatefulSetSpec');
  expect(JSON.stringify(SPEC)).toBe(before);
});

test('keeps fields that are newer than the types, and what is known only at synth', () => {
  const later = Lazy.any({ produce: () => 'later' });
  expect(toManifest({ newerField: { value: 'kept', hostIpc: 1 }, image: later }, 'Container')).toEqual({ newerField: { value: 'kept', hostIpc: 1 }, image: later });
});

test('an unset field of the types does not erase one in the spelling of the API', () => {
  expect(toManifest({ clusterIP: 'None', clusterIp: undefined }, 'ServiceSpec')).toEqual({ clusterIP: 'None' });
  expect(toManifest({ clusterIp: undefined, clusterIP: 'None', type: 'ClusterIP' }, 'ServiceSpec')).toEqual({ clusterIP: 'None', type: 'ClusterIP' });
  expect(toManifest({ clusterIp: '10.0.0.1', clusterIP: 'None' }, 'ServiceSpec')).toEqual({ clusterIP: '10.0.0.1' });
});

test('writes dates as the API does', () => {
  expect(toManifest({ creationTimestamp: new Date(0) }, 'ObjectMeta')).toEqual({ creationTimestamp: '1970-01-01T00:00:00.000Z' });
});

test('an object without a prototype is one like all others', () => {
  const spec = Object.assign(Object.create(null) as object, { clusterIp: 'None', selector: Object.create(null) as object });
  expect(toManifest(spec, 'ServiceSpec')).toEqual({ clusterIP: 'None', selector: {} });
});
