import { Chart, Testing } from 'cdk8s';
import { ReplicatedMySQL, StatefulSet, StatefulWebApp } from '../../lib/index';
import { ROOT } from '../fixtures/mysql';
import { chart } from '../fixtures/charts';

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

const POD = { containers: [{ name: 'web', image: 'web:1.0' }] };

test('a StatefulSet may share its selector with another one, and says why', () => {
  const scope = chart();
  web(scope, { app: 'shop' });
  const green = { name: 'green', selector: { app: 'shop' }, pod: POD };
  new StatefulSet(scope, 'Green', green);
  expect(synth(scope)).toThrow('where a StatefulSet shares them on purpose, say why by its prop sharedSelector');

  const other = chart();
  web(other, { app: 'shop' });
  new StatefulSet(other, 'Green', { ...green, sharedSelector: 'blue and green behind one Service' });
  expect(synth(other)).not.toThrow();
});

test('expressions tell pods apart, or do not', () => {
  const sets = (operator: string, values?: string[]) => {
    const scope = chart();
    new StatefulSet(scope, 'One', { name: 'one', selector: {}, matchExpressions: [{ key: 'tier', operator, values }], podLabels: { tier: 'data' }, pod: POD });
    new StatefulSet(scope, 'Two', { name: 'two', selector: { app: 'two' }, podLabels: { tier: 'cache' }, pod: POD });
    return synth(scope);
  };
  expect(sets('In', ['data'])).not.toThrow();
  expect(sets('NotIn', ['cache'])).not.toThrow();
  expect(sets('Exists')).toThrow("'selector' of StatefulSet 'test/One' must be labels that no other pods have, got { tier Exists }, which pods of 'test/Two'");
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
