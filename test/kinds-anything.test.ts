import { EnvValue, NetworkClient, NetworkDestination, Probe, ReplicatedMySQL, StatefulWebApp } from '../lib';
import { KINDS as MYSQL } from '../lib/replicated-mysql/kinds';
import { KINDS as WEB } from '../lib/stateful-web-app/kinds';
import { chart } from './parts/charts';
import { ROOT } from './replicated-mysql/set';

const mysql = (props: object) => () => new ReplicatedMySQL(chart(), 'MySQL', { ...ROOT, ...props } as never);
const web = (props: object) => () => new StatefulWebApp(chart(), 'Web', { image: 'web:1.0', ...props } as never);
const user = (props: object) => mysql({ database: 'shop', users: [{ name: 'app', password: { secret: 'mysql', key: 'shop-password' }, ...props }] });

describe('whatever JavaScript gives, an error is in our words', () => {
  const anything = [
    null, '', 'x', 5, NaN, true, {}, { a: undefined }, { a: null }, [],
    [undefined], [null], [{}], [5], ['x'], [['x']], () => 1, new Map(), Symbol('x'), new Date(0), 5n,
  ];
  const words = /^'[^']+' of \w+ '[^']+' must be .*, got .*: ./;

  function errorOf(build: () => unknown): string | undefined {
    try {
      build();
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  }

  const strange = (build: (value: unknown) => () => unknown) => anything.map((value) => errorOf(build(value)))
    .flatMap((error) => error?.split('\n') ?? []).filter((line) => !words.test(line));

  test.each(Object.keys(MYSQL))('%s of a ReplicatedMySQL', (prop) => expect(strange((value) => mysql({ [prop]: value }))).toEqual([]));
  test.each(Object.keys(MYSQL.tls.fields ?? {}))('tls.%s of a ReplicatedMySQL', (prop) => expect(strange((value) => mysql({ tls: { secret: 'tls', [prop]: value } }))).toEqual([]));
  test.each(Object.keys(MYSQL.users.items?.fields ?? {}))('users[0].%s of a ReplicatedMySQL', (prop) => expect(strange((value) => user({ [prop]: value }))).toEqual([]));
  test.each(Object.keys(WEB))('%s of a StatefulWebApp', (prop) => expect(strange((value) => web({ [prop]: value }))).toEqual([]));
  test.each(Object.keys(WEB.volumes.items?.fields ?? {}))('volumes[0].%s of a StatefulWebApp', (prop) => {
    expect(strange((value) => web({ volumes: [{ name: 'data', size: '1Gi', mountPath: '/data', [prop]: value }] }))).toEqual([]);
  });

  const pod = WEB.pod.fields ?? {};
  test.each(Object.keys(pod))('pod.%s of a StatefulWebApp', (prop) => expect(strange((value) => web({ pod: { [prop]: value } }))).toEqual([]));
  test.each(Object.keys(pod.containers.items?.fields ?? {}))('pod.containers[0].%s of a StatefulWebApp', (prop) => {
    for (const name of ['web', 'other']) {
      for (const list of ['containers', 'initContainers']) {
        expect(strange((value) => web({ pod: { [list]: [{ name, image: 'a:1', [prop]: value }] } }))).toEqual([]);
        expect(strange((value) => web({ pod: { [list]: [{ name, image: 'a:1', [prop]: [value] }] } }))).toEqual([]);
        expect(strange((value) => web({ pod: { [list]: [{ name, image: 'a:1', [prop]: { a: value } }] } }))).toEqual([]);
      }
    }
  });
  test('fields of variables, amounts and volumes of a pod', () => {
    const container = (fields: object) => web({ pod: { containers: [{ name: 'web', ...fields }] } });
    for (const field of ['secretKeyRef', 'configMapKeyRef', 'fieldRef']) expect(strange((value) => container({ env: [{ name: 'A', valueFrom: { [field]: value } }] }))).toEqual([]);
    for (const field of ['name', 'value', 'valueFrom']) expect(strange((value) => container({ env: [{ name: 'A', [field]: value }] }))).toEqual([]);
    for (const field of ['requests', 'limits']) {
      expect(strange((value) => container({ resources: { [field]: value } }))).toEqual([]);
      expect(strange((value) => container({ resources: { [field]: { memory: value } } }))).toEqual([]);
    }
    for (const field of ['name', 'containerPort', 'hostPort', 'protocol']) {
      expect(strange((value) => container({ ports: [{ name: 'a', containerPort: 1, [field]: value }] }))).toEqual([]);
    }
    expect(strange((value) => web({ pod: { volumes: [{ name: value }] } }))).toEqual([]);
  });
  test('commands and options of probes', () => {
    expect(strange((value) => web({ livenessProbe: Probe.exec(value as never) }))).toEqual([]);
    expect(strange((value) => web({ livenessProbe: Probe.tcp(value as never) }))).toEqual([]);
    expect(strange((value) => web({ livenessProbe: Probe.tcp({ periodSeconds: value as never }) }))).toEqual([]);
  });

  test('arguments of clients, destinations, variables and allow()', () => {
    for (const client of [NetworkClient.pods, NetworkClient.namespace, NetworkClient.cidr]) expect(strange((value) => web({ clients: [client(value as never)] }))).toEqual([]);
    expect(strange((value) => mysql({ clients: [NetworkClient.cidr('10.0.0.0/8', value as never)] }))).toEqual([]);
    expect(strange((value) => web({ destinations: [NetworkDestination.pods({ app: 'web' }, value as never)] }))).toEqual([]);
    for (const source of [EnvValue.fromValue, EnvValue.fromField]) expect(strange((value) => web({ env: { A: source(value as never) } }))).toEqual([]);
    expect(strange((value) => web({ env: { A: EnvValue.fromSecret('shop', value as never) } }))).toEqual([]);
    expect(strange((value) => () => web({})().allow(value as never))).toEqual([]);
  });
});
