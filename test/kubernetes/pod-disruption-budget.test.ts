import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { PodDisruptionBudget, PodDisruptionBudgetProps } from '../../lib/index';
import { chart, only } from '../fixtures/charts';

const PROPS: PodDisruptionBudgetProps = { name: 'db', selector: { app: 'db' }, maxUnavailable: 1 };

function manifestOf(props: Partial<PodDisruptionBudgetProps> = {}) {
  const scope = chart();
  new PodDisruptionBudget(scope, 'Budget', { ...PROPS, ...props });
  return only(scope);
}

test('unset is absent', () => {
  expect(manifestOf()).toEqual({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'db' }, spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'db' } } },
  });
});

test('all props', () => {
  const metadata = { name: 'db', namespace: 'prod', labels: { team: 'db' }, annotations: { note: 'any text' } };
  expect(manifestOf({ ...metadata, maxUnavailable: undefined, minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' })).toMatchObject({
    metadata, spec: { minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: { app: 'db' } } },
  });
});

test('what has no prop goes by spec, percentages and expressions', () => {
  const spec = { maxUnavailable: k8s.IntOrString.fromString('30%'), selector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } };
  expect(manifestOf({ maxUnavailable: undefined, spec }).spec)
    .toEqual({ maxUnavailable: '30%', selector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }], matchLabels: { app: 'db' } } });
  expect(manifestOf({ spec }).spec.maxUnavailable).toBe(1);
});

test('pods may be told by expressions alone', () => {
  const matchExpressions = [{ key: 'tier', operator: 'Exists' }];
  expect(manifestOf({ selector: {}, matchExpressions }).spec.selector).toEqual({ matchExpressions });
  expect(manifestOf({ selector: {}, spec: { selector: { matchExpressions } } }).spec.selector).toEqual({ matchExpressions });
});

test('a JSON patch is in the format of the API', () => {
  const scope = chart();
  ApiObject.of(new PodDisruptionBudget(scope, 'Budget', PROPS)).addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', 2));
  expect(only(scope).spec.maxUnavailable).toBe(2);
});

test('two budgets of one name are refused', () => {
  const scope = chart();
  new PodDisruptionBudget(scope, 'One', PROPS);
  new PodDisruptionBudget(scope, 'Two', PROPS);
  expect(() => Testing.synth(scope)).toThrow("two objects of kind PodDisruptionBudget are called 'db'");
});

describe('fails when', () => {
  const message = (prop: string) => `'${prop}' of PodDisruptionBudget 'test/Budget' must be `;

  test('there is no limit, or there are two', () => {
    expect(() => manifestOf({ maxUnavailable: undefined })).toThrow(`${message('maxUnavailable')}given, or minAvailable, but not both, got 'none'`);
    expect(() => manifestOf({ minAvailable: 1 })).toThrow(`${message('maxUnavailable')}given, or minAvailable, but not both, got 'both'`);
  });

  test.each([-1, 0.5, NaN])('a limit is %p', (limit) => {
    expect(() => manifestOf({ maxUnavailable: limit })).toThrow(message('maxUnavailable'));
    expect(() => manifestOf({ maxUnavailable: undefined, minAvailable: limit })).toThrow(message('minAvailable'));
  });

  test('it would mean every pod of the namespace', () => {
    expect(() => manifestOf({ selector: {}, matchExpressions: [] })).toThrow(`${message('selector')}at least one label`);
  });

  test('a name or a word is not valid', () => {
    expect(() => manifestOf({ name: 'Db' })).toThrow(message('name'));
    expect(() => manifestOf({ unhealthyPodEvictionPolicy: 'Always' })).toThrow(message('unhealthyPodEvictionPolicy'));
  });
});
