import { Testing } from 'cdk8s';
import { ServiceAccount, ServiceAccountProps } from '../../lib/index';
import { chart, only } from '../fixtures/charts';

function manifestOf(props: ServiceAccountProps) {
  const scope = chart();
  new ServiceAccount(scope, 'Account', props);
  return only(scope);
}

test('unset is absent', () => {
  expect(manifestOf({ name: 'runner' })).toEqual({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'runner' } });
});

test('all props', () => {
  const props: Required<ServiceAccountProps> = {
    name: 'runner', namespace: 'prod', labels: { team: 'db' }, annotations: { note: 'any text' },
    ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '5d0c' }],
    finalizers: ['example.com/release-address'],
    automountServiceAccountToken: false,
    imagePullSecrets: ['registry', 'mirror'],
    secrets: ['token'],
  };
  const { name, namespace, labels, annotations, ownerReferences, finalizers } = props;
  const metadata = { name, namespace, labels, annotations, ownerReferences, finalizers };
  expect(manifestOf(props)).toEqual({
    apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }], secrets: [{ name: 'token' }],
  });
});

test('two accounts of one name are refused', () => {
  const scope = chart();
  new ServiceAccount(scope, 'One', { name: 'runner' });
  new ServiceAccount(scope, 'Two', { name: 'runner' });
  expect(() => Testing.synth(scope)).toThrow("two objects of kind ServiceAccount are called 'runner'");
});

test('fails when a Secret has a name that none has', () => {
  expect(() => manifestOf({ name: 'runner', imagePullSecrets: ['a', 'B c'] })).toThrow("'imagePullSecrets[1]' of ServiceAccount 'test/Account' must be at most 253 small letters");
  expect(() => manifestOf({ name: 'runner', secrets: [''] })).toThrow("'secrets[0]' of ServiceAccount 'test/Account' must be at most 253 small letters");
});

test('fails when the name is not valid', () => {
  expect(() => manifestOf({ name: 'Runner' })).toThrow("'name' of ServiceAccount 'test/Account'");
});
