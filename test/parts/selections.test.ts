import { Chart, Testing } from 'cdk8s';
import { ReplicatedMySQL, StatefulSet, StatefulWebApp } from '../../lib';
import { ROOT } from '../replicated-mysql/set';
import { chart } from './charts';

const web = (scope: Chart, selector: { [key: string]: string }, props: object = {}) => new StatefulWebApp(scope, 'Web', { image: 'web:1.0', name: 'shop', selector, ...props });
const synth = (scope: Chart) => () => Testing.synth(scope);

test('fails when an app selects the servers of a database', () => {
  const scope = chart();
  new ReplicatedMySQL(scope, 'MySQL', ROOT);
  web(scope, { app: 'mysql' });
  expect(synth(scope)).toThrow("'selector' of StatefulSet 'test/Web/Pods' must be labels that no other pods have, got { app: 'mysql' }, "
    + "which pods of 'test/MySQL/Servers' in chart 'test' carry as well: give it a label of its own, or, where they are for two clusters");
  expect(synth(scope)).toThrow("'selector' of StatefulSet 'test/MySQL/Servers' must be");
});

test('fails when only some of the labels of pods are selected', () => {
  const scope = chart();
  new ReplicatedMySQL(scope, 'MySQL', { ...ROOT, labels: { team: 'shop' } });
  web(scope, { team: 'shop' });
  expect(synth(scope)).toThrow("got { team: 'shop' }, which pods of 'test/MySQL/Servers'");
  expect(synth(scope)).not.toThrow("'selector' of StatefulSet 'test/MySQL/Servers'");
});

test('a selector of which pods carry one label of two is fine', () => {
  const scope = chart();
  new ReplicatedMySQL(scope, 'MySQL', { ...ROOT, selector: { app: 'shop', part: 'db' } });
  web(scope, { app: 'shop', part: 'web' });
  expect(synth(scope)).not.toThrow();
});

test('a database and an app beside it are fine', () => {
  const scope = chart();
  new ReplicatedMySQL(scope, 'MySQL', ROOT);
  web(scope, { app: 'web' });
  expect(synth(scope)).not.toThrow();
});

test('fails when two sets have one selector', () => {
  const scope = chart();
  for (const name of ['a', 'b']) new StatefulSet(scope, name, { name, selector: { app: 'x' }, pod: { containers: [{ name, image: 'a:1' }] } });
  expect(synth(scope)).toThrow("'selector' of StatefulSet 'test/a' must be labels that no other pods have, got { app: 'x' }, which pods of 'test/b'");
});

test.each([['one', 'one', true], ['one', 'two', false], [undefined, undefined, false]])('sets of charts in the namespaces %s and %s meet: %s', (first, second, meet) => {
  const root = Testing.app({ outdir: 'never-written' });
  const charts = [first, second].map((namespace, index) => new Chart(root, `chart-${index}`, { namespace }));
  charts.forEach((scope, index) => web(scope, { app: 'shop' }, { name: `shop-${index}` }));
  if (meet) expect(synth(charts[0])).toThrow("must be labels that no other pods have, got { app: 'shop' }, which pods of 'chart-1/Web/Pods' in namespace 'one' carry");
  else expect(synth(charts[0])).not.toThrow();
});
