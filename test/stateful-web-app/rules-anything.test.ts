import { Size } from 'cdk8s';
import { EnvValue, NetworkClient, NetworkDestination, Probe, VolumeSource } from '../../lib/index';
import { RULES } from '../../lib/stateful-web-app/props';
import { Rule } from '../../lib/validation/rules';
import { strange } from '../fixtures/anything';
import { making, web } from '../fixtures/web';

const fieldsOf = (rule?: Rule<never>) => Object.keys(rule?.fields ?? {});

describe('whatever JavaScript gives, an error is in our words', () => {
  test.each(Object.keys(RULES))('%s', (prop) => expect(strange((value) => making({ [prop]: value }))).toEqual([]));

  const structs = Object.entries(RULES).filter(([, rule]) => fieldsOf(rule).length > 0);
  test.each(structs.flatMap(([prop, rule]) => fieldsOf(rule).map((field) => [prop, field])))('%s.%s', (prop, field) => {
    expect(strange((value) => making({ clients: [NetworkClient.allPods()], [prop]: { ...STRUCTS[prop], [field]: value } }))).toEqual([]);
  });

  const lists = Object.entries(RULES as { [prop: string]: Rule<never> }).filter(([, { items }]) => fieldsOf(items).length > 0);
  test.each(lists.flatMap(([prop, { items }]) => fieldsOf(items).map((field) => [prop, field])))('%s[0].%s', (prop, field) => {
    expect(strange((value) => making({ [prop]: [{ ...ITEMS[prop], [field]: value }] }))).toEqual([]);
  });

  const CONTAINER = [
    'name', 'image', 'command', 'args', 'ports', 'env', 'envFrom', 'volumeMounts', 'volumeDevices', 'resources', 'securityContext', 'lifecycle',
  ];
  test.each(CONTAINER)('pod.containers[0].%s', (prop) => {
    for (const name of ['web', 'other']) {
      for (const list of ['containers', 'initContainers']) {
        const containerWith = (value: unknown) => making({ pod: { [list]: [{ name, image: 'a:1', [prop]: value }] } });
        expect(strange(containerWith)).toEqual([]);
        expect(strange((value) => containerWith([value]))).toEqual([]);
        expect(strange((value) => containerWith({ a: value }))).toEqual([]);
      }
    }
  });

  test('fields of variables, amounts, volumes and affinity of a pod', () => {
    const container = (fields: object) => making({ pod: { containers: [{ name: 'web', ...fields }] } });
    for (const field of ['secretKeyRef', 'configMapKeyRef', 'fieldRef']) {
      expect(strange((value) => container({ env: [{ name: 'A', valueFrom: { [field]: value } }] }))).toEqual([]);
    }
    for (const field of ['name', 'value', 'valueFrom']) expect(strange((value) => container({ env: [{ name: 'A', [field]: value }] }))).toEqual([]);
    for (const field of ['requests', 'limits']) {
      expect(strange((value) => container({ resources: { [field]: value } }))).toEqual([]);
      expect(strange((value) => container({ resources: { [field]: { memory: value } } }))).toEqual([]);
    }
    for (const field of ['name', 'containerPort', 'hostPort', 'protocol']) {
      expect(strange((value) => container({ ports: [{ name: 'a', containerPort: 1, [field]: value }] }))).toEqual([]);
    }
    for (const field of ['name', 'mountPath']) expect(strange((value) => container({ volumeMounts: [{ [field]: value }] }))).toEqual([]);
    expect(strange((value) => making({ pod: { volumes: [{ name: value }] } }))).toEqual([]);
    for (const field of ['preferredDuringSchedulingIgnoredDuringExecution', 'requiredDuringSchedulingIgnoredDuringExecution']) {
      expect(strange((value) => making({ pod: { affinity: { podAntiAffinity: { [field]: value } } } }))).toEqual([]);
    }
  });

  test('commands, paths and options of probes', () => {
    for (const probe of [Probe.exec, Probe.http]) expect(strange((value) => making({ livenessProbe: probe(value as never) }))).toEqual([]);
    expect(strange((value) => making({ livenessProbe: Probe.tcp(value as never) }))).toEqual([]);
    expect(strange((value) => making({ livenessProbe: Probe.tcp({ periodSeconds: value as never }) }))).toEqual([]);
  });

  test('arguments of clients, destinations, variables, volumes and allow()', () => {
    for (const client of [NetworkClient.pods, NetworkClient.namespace, NetworkClient.cidr]) {
      expect(strange((value) => making({ clients: [client(value as never)] }))).toEqual([]);
    }
    expect(strange((value) => making({ destinations: [NetworkDestination.pods({ app: 'web' }, value as never)] }))).toEqual([]);
    for (const source of [EnvValue.fromValue, EnvValue.fromField]) expect(strange((value) => making({ env: { A: source(value as never) } }))).toEqual([]);
    expect(strange((value) => making({ env: { A: EnvValue.fromSecret('shop', value as never) } }))).toEqual([]);
    const { configMap, claim, emptyDir, ephemeralClaim, of } = VolumeSource;
    const sources = [
      (value: never) => configMap(value), (value: never) => configMap('a', value), (value: never) => claim('a', value), (value: never) => emptyDir(value),
      (value: never) => ephemeralClaim(value), (value: never) => ephemeralClaim(Size.gibibytes(1), value), (value: never) => of(value),
    ];
    for (const source of sources) expect(strange((value) => making({ extraVolumes: [{ name: 'a', source: source(value as never) }] }))).toEqual([]);
    expect(strange((value) => () => web().allow(value as never))).toEqual([]);
  });
});

/** What else such an object needs. */
const STRUCTS: { [prop: string]: object } = { autoscale: { maxReplicas: 5 }, httpRoute: { parentRefs: [{ name: 'a' }] } };

const ITEMS: { [prop: string]: object } = {
  volumes: { name: 'data', size: Size.gibibytes(1), mountPath: '/data' },
  extraPorts: { name: 'metrics', port: 9090 },
  extraVolumes: { name: 'a', source: VolumeSource.emptyDir() },
  sidecars: { name: 'logs', image: 'logs:2' },
  initContainers: { name: 'logs', image: 'logs:2' },
  tolerations: { key: 'a', operator: 'Exists' },
  topologySpreadConstraints: { topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 },
};
