import { ApiObject, Chart, Testing } from 'cdk8s';
import { ConfigMap, Service } from '../../lib/index';
import { chart } from '../fixtures/charts';

const app = () => Testing.app({ outdir: 'never-written' });

test('fails when two objects of one kind have one name', () => {
  const scope = chart();
  new ConfigMap(scope, 'A', { name: 'web' });
  new ConfigMap(scope, 'B', { name: 'web' });
  expect(() => Testing.synth(scope)).toThrow("two objects of kind ConfigMap are called 'web' in chart 'test': 'test/A' and 'test/B': "
    + "give one of them another name, or, where they are for two clusters, set the context 'cdk8s-stateful/cluster' of each chart to its cluster");
});

test('objects of different kinds may have one name', () => {
  const scope = chart();
  new ConfigMap(scope, 'A', { name: 'web' });
  new Service(scope, 'B', { name: 'web', headless: true });
  expect(Testing.synth(scope)).toHaveLength(2);
});

test('objects of one name may be in different namespaces', () => {
  const scope = chart({ namespace: 'prod' });
  new ConfigMap(scope, 'A', { name: 'web' });
  new ConfigMap(scope, 'B', { name: 'web', namespace: 'test' });
  expect(Testing.synth(scope)).toHaveLength(2);
});

test('fails when two charts write one name into one namespace', () => {
  const root = app();
  const first = new Chart(root, 'first', { namespace: 'prod' });
  new ConfigMap(first, 'A', { name: 'web' });
  new ConfigMap(new Chart(root, 'second'), 'A', { name: 'web', namespace: 'prod' });
  expect(() => Testing.synth(first)).toThrow("two objects of kind ConfigMap are called 'web' in namespace 'prod': 'first/A' and 'second/A'");
});

test.each([[['eu', 'us'], true], [['eu', undefined], true], [['eu', 'eu'], false]])('charts for the clusters %j may have the same objects: %s', (clusters, may) => {
  const root = app();
  const charts = clusters.map((_, index) => new Chart(root, `chart-${index}`, { namespace: 'db' }));
  charts.forEach((one, index) => one.node.setContext('cdk8s-stateful/cluster', clusters[index]));
  charts.forEach((one) => new ConfigMap(one, 'A', { name: 'web' }));
  const synth = () => Testing.synth(charts[0]);
  if (may) expect(synth).not.toThrow();
  else expect(synth).toThrow("two objects of kind ConfigMap are called 'web' in namespace 'db'");
});

test('fails when two charts of an app for one cluster have the same objects', () => {
  const root = app();
  root.node.setContext('cdk8s-stateful/cluster', 'eu');
  const charts = ['first', 'second'].map((id) => new Chart(root, id, { namespace: 'db' }));
  charts.forEach((one) => new ConfigMap(one, 'A', { name: 'web' }));
  expect(() => Testing.synth(charts[0])).toThrow("two objects of kind ConfigMap are called 'web' in namespace 'db'");
});

test('charts without a namespace may have the same names: who applies them says where', () => {
  const root = app();
  const first = new Chart(root, 'first');
  new ConfigMap(first, 'A', { name: 'web' });
  new ConfigMap(new Chart(root, 'second'), 'A', { name: 'web' });
  expect(Testing.synth(first)).toHaveLength(1);
});

test('fails when an object of someone else has the name', () => {
  const scope = chart();
  new ConfigMap(scope, 'Ours', { name: 'web' });
  new ApiObject(scope, 'Theirs', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } });
  expect(() => Testing.synth(scope)).toThrow("'test/Ours' and 'test/Theirs'");
});

test('an object that comes after the first synth counts as well', () => {
  const scope = chart();
  new ConfigMap(scope, 'A', { name: 'web' });
  expect(Testing.synth(scope)).toHaveLength(1);
  new ConfigMap(scope, 'B', { name: 'web' });
  expect(() => Testing.synth(scope)).toThrow('two objects of kind ConfigMap');
});

test('an app that has grown since the last synth is compared again', () => {
  const scope = chart();
  new ConfigMap(scope, 'A', { name: 'web' });
  expect(Testing.synth(scope)).toHaveLength(1);
  new ConfigMap(scope, 'B', { name: 'web' });
  expect(() => Testing.synth(scope)).toThrow("two objects of kind ConfigMap are called 'web'");
});
