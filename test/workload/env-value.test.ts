import * as kplus from 'cdk8s-plus-27';
import { EnvValue } from '../../lib/index';
import { containerOf, making, of } from '../fixtures/web';

const variable = (value: unknown, name = 'A') => making({ env: { [name]: value } });

test('a variable is a text, a key, or a field of the pod', () => {
  const env = {
    A: EnvValue.fromValue(''), B: EnvValue.fromSecret('shop', 'b'), C: EnvValue.fromConfigMap('shop', 'c'), D: EnvValue.fromField('metadata.name'),
  };
  expect(containerOf({ env }).env).toEqual([
    { name: 'A', value: '' },
    { name: 'B', valueFrom: { secretKeyRef: { name: 'shop', key: 'b' } } },
    { name: 'C', valueFrom: { configMapKeyRef: { name: 'shop', key: 'c' } } },
    { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ]);
});

test('values of cdk8s-plus are taken as well', () => {
  const env = { A: kplus.EnvValue.fromValue('a'), B: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) };
  expect(containerOf({ env }).env).toEqual([{ name: 'A', value: 'a' }, { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]);
});

test('fails when a value was not made by its class', () => {
  expect(variable('info')).toThrow(of('env.A', "made by a function of EnvValue, got 'info': for example EnvValue.fromValue('…')"));
  expect(variable(undefined)).toThrow(of('env.A', 'made by a function of EnvValue, got nothing'));
  expect(variable({ value: 'a', valueFrom: undefined })).toThrow(of('env.A', 'made by a function of EnvValue, got an object of class Object'));
});

test.each([
  'status.phase', 'metadata.labels', 'metadata.labels[app]', "metadata.labels['a b']", "metadata.annotations['']", "spec.nodeName['x']", 'spec.containers', '',
])('fails when a variable is the field %s', (field) => {
  expect(variable(EnvValue.fromField(field))).toThrow(of('env.A', ''));
});

test('tells which fields a variable may be', () => {
  expect(variable(EnvValue.fromField('status.phase'))).toThrow(of('env.A', 'a field of the pod that a variable can have: metadata.name, metadata.namespace,'));
  const fields = [
    'metadata.name', 'metadata.namespace', 'metadata.uid', "metadata.labels['app']", "metadata.annotations['example.com/Team']", 'spec.nodeName',
    'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
  ];
  for (const field of fields) expect(variable(EnvValue.fromField(field))).not.toThrow();
});

test('fails when a variable is a key that cannot be', () => {
  for (const value of [EnvValue.fromSecret('My Secret', 'key'), EnvValue.fromConfigMap('config', 'a/b'), EnvValue.fromSecret('shop', undefined as never)]) {
    expect(variable(value)).toThrow(of('env.A', 'the name of a Secret or ConfigMap and one of its keys, got '));
  }
});

test('does not show a string given as a key', () => {
  expect(variable(EnvValue.fromSecret('shop', 'my hunter2!'))).toThrow("got 'shop: an invalid key': for example 'shop' and 'api-token'");
  expect(variable(EnvValue.fromSecret('my hunter2!', ''))).toThrow("got 'an invalid name: an empty string'");
});

test('fails when a variable has no name, or its text cannot be carried', () => {
  expect(variable(EnvValue.fromValue(''), 'A=B')).toThrow(of('env', "printable ASCII without =, got 'A=B'"));
  expect(variable(EnvValue.fromValue('\0'))).toThrow(of('env.A.value', 'a string without a NUL'));
  expect(variable(EnvValue.fromValue(undefined as never))).toThrow(of('env.A', "a string, got nothing: for an empty one write EnvValue.fromValue('')"));
  expect(variable(EnvValue.fromValue(80 as never))).toThrow(of('env.A', 'a string, got 80: put it in quotes'));
});
