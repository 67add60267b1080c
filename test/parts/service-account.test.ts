import { Testing } from 'cdk8s';
import { ServiceAccount, ServiceAccountProps } from '../../lib';
import { chart, only } from './charts';

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
    name: 'runner', namespace: 'prod', labels: { team: 'db' }, annotations: { note: 'any text' }, automountServiceAccountToken: false,
  };
  const { automountServiceAccountToken, ...metadata } = props;
  expect(manifestOf(props)).toEqual({ apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken });
});

test('two accounts of one name are refused', () => {
  const scope = chart();
  new ServiceAccount(scope, 'One', { name: 'runner' });
  new ServiceAccount(scope, 'Two', { name: 'runner' });
  expect(() => Testing.synth(scope)).toThrow("two objects of kind ServiceAccount are called 'runner'");
});

test('fails when the name is not valid', () => {
  expect(() => manifestOf({ name: 'Runner' })).toThrow("'name' of ServiceAccount 'test/Account'");
});
