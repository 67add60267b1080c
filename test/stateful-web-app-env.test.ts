import { EnvValue, StatefulWebApp, StatefulWebAppProps } from '../lib';
import { chart } from './parts/charts';

const failing = (props: Partial<StatefulWebAppProps>) => () => new StatefulWebApp(chart(), 'Web', { image: 'web:1.0', ...props });
const of = (prop: string, rest: string) => `'${prop}' of StatefulWebApp 'test/Web' must be ${rest}`;

test.each([
  'status.phase', 'metadata.labels', 'metadata.labels[app]', "metadata.labels['a b']", "metadata.annotations['']", "spec.nodeName['x']", 'spec.containers', '',
])('fails when a variable is the field %s', (field) => {
  expect(failing({ env: { FIELD: EnvValue.fromField(field) } })).toThrow("'env.FIELD' of StatefulWebApp 'test/Web' must be ");
});

test('tells which fields a variable may be', () => {
  expect(failing({ env: { PHASE: EnvValue.fromField('status.phase') } })).toThrow(of('env.PHASE', 'a field that a variable may tell: metadata.name, metadata.namespace,'));
  const fields = [
    'metadata.name', 'metadata.namespace', 'metadata.uid', "metadata.labels['app']", "metadata.annotations['example.com/Team']", 'spec.nodeName', 'spec.serviceAccountName',
    'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
  ];
  for (const field of fields) expect(failing({ env: { FIELD: EnvValue.fromField(field) } })).not.toThrow();
});

test('fails when a variable is a key that cannot be', () => {
  for (const value of [EnvValue.fromSecret('My Secret', 'key'), EnvValue.fromConfigMap('config', 'a/b'), EnvValue.fromSecret('shop', undefined as never)]) {
    expect(failing({ env: { A: value } })).toThrow(of('env.A', 'the name of a Secret or ConfigMap and one of its keys, got '));
  }
});

test('shows no text that stands in the place of a key', () => {
  expect(failing({ env: { A: EnvValue.fromSecret('shop', 'my hunter2!') } })).toThrow("got 'shop: a text that is no key': for example 'shop' and 'api-token'");
  expect(failing({ env: { A: EnvValue.fromSecret('my hunter2!', '') } })).toThrow("got 'a text that is no name: an empty text'");
});

test('fails when a variable has no name, or its text cannot be carried', () => {
  expect(failing({ env: { 'A=B': EnvValue.fromValue('') } })).toThrow(of('env', "printable ASCII without =, got 'A=B'"));
  expect(failing({ env: { A: EnvValue.fromValue('\0') } })).toThrow(of('env.A.value', 'text that YAML carries'));
  expect(failing({ env: { A: EnvValue.fromValue(undefined as never) } })).toThrow(of('env.A', "text, got nothing: for an empty text write EnvValue.fromValue('')"));
  expect(failing({ env: { A: EnvValue.fromValue(80 as never) } })).toThrow(of('env.A', 'text, got 80: put it in quotes'));
});

test('fails when an environment variable is added a second time', () => {
  const pod = { containers: [{ name: 'web', env: [{ name: 'A', value: '2' }] }] };
  expect(failing({ env: { A: EnvValue.fromValue('1') }, pod }))
    .toThrow("'pod.containers[0].env[].name' of StatefulSet 'test/Web/Pods' must be all different, got 'A', 'A'");
});
