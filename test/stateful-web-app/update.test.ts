import { ConfigMap, UpdateStrategy } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { making, of, setOf } from '../fixtures/web';

const strategyOf = (updateStrategy?: UpdateStrategy, replicas?: number) => setOf({ updateStrategy, replicas }).spec.updateStrategy;

test.each([
  ['rolling', UpdateStrategy.rolling(), { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
  ['onDelete', UpdateStrategy.onDelete(), { type: 'OnDelete' }],
  ['partition', UpdateStrategy.partition(1), { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }],
])('%s', (_, strategy, expected) => {
  expect(strategyOf(strategy)).toEqual(expected);
});

test('rolling is written by default, so that an apply can take another one away', () => {
  expect(strategyOf()).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
});

test('canary changes the last pods', () => {
  expect(strategyOf(UpdateStrategy.canary(), 5).rollingUpdate).toEqual({ partition: 4 });
  expect(strategyOf(UpdateStrategy.canary(2), 5).rollingUpdate).toEqual({ partition: 3 });
});

test('a changed ConfigMap of restartOn changes the pods', () => {
  const checksumOf = (text: string) => {
    const config = new ConfigMap(chart(), 'Config', { name: 'config', data: { a: text } });
    return setOf({ restartOn: [config] }).spec.template.metadata.annotations['cdk8s-stateful/checksum'];
  };
  expect(checksumOf('1')).toMatch(/^[0-9a-f]{64}$/);
  expect(checksumOf('1')).not.toBe(checksumOf('2'));
});

test('fails when a partition lies beyond the replicas', () => {
  expect(making({ updateStrategy: UpdateStrategy.partition(2) })).not.toThrow();
  expect(making({ updateStrategy: UpdateStrategy.partition(3) }))
    .toThrow(of('updateStrategy', 'a partition of at most 2, the number of replicas, got 3: lower it, or raise replicas'));
  expect(making({ updateStrategy: UpdateStrategy.partition(-1) })).toThrow(of('updateStrategy', 'a whole number of at least 0, got -1'));
  for (const make of [UpdateStrategy.canary, UpdateStrategy.partition]) {
    for (const [pods, got] of [[null, 'null'], [[], 'an empty array'], ['1', "'1'"], [true, 'true'], [NaN, 'NaN'], [0.5, '0.5']]) {
      expect(making({ updateStrategy: make(pods as never) })).toThrow(of('updateStrategy', `a whole number of at least 0, got ${got as string}: use 0 or more`));
    }
  }
  expect(making({ updateStrategy: UpdateStrategy.partition(undefined as never) })).toThrow(of('updateStrategy', 'a whole number of at least 0, got nothing'));
  expect(making({ updateStrategy: UpdateStrategy.canary(5) })).not.toThrow();
});

test.each(['minReadySeconds', 'revisionHistoryLimit'])('fails when %s is no number that there is', (prop) => {
  expect(making({ [prop]: -1 })).toThrow(of(prop, 'a whole number of at least 0, got -1'));
  expect(making({ [prop]: 1e22 })).toThrow(of(prop, 'at most 2147483647, got 1e+22'));
});
