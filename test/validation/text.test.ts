import { ConfigMap, EnvValue, StatefulWebApp } from '../../lib/index';
import { chart } from '../fixtures/charts';

const config = (props: object) => () => new ConfigMap(chart(), 'C', { name: 'c', ...props });
const app = (props: object) => () => new StatefulWebApp(chart(), 'Web', { image: 'web:1', ...props });

test.each(['0o755', '0X1F', '\ta\nb\n', 'a\u0000', '\u0085', '\u2028', '\u{1F600}'])('%j is carried as it is', (text) => {
  expect(config({ data: { text }, annotations: { text } })).not.toThrow();
});

test('fails when a text has half of a character', () => {
  const half = '\u{1F600}'.slice(0, 1);
  expect(config({ data: { half } })).toThrow("'data.half' of ConfigMap 'test/C' must be a string of whole characters, got ");
  expect(config({ labels: { half } })).toThrow("'labels.half' of ConfigMap 'test/C'");
  expect(config({ annotations: { half } })).toThrow("'annotations.half' of ConfigMap 'test/C'");
  expect(app({ env: { HALF: EnvValue.fromValue(half) } })).toThrow("'env.HALF.value' of StatefulWebApp 'test/Web' must be a string of whole characters");
  expect(app({ command: ['echo', half] })).toThrow("'command[1]' of StatefulWebApp 'test/Web'");
});

test('fails when a process is to be given a NUL', () => {
  expect(app({ env: { A: EnvValue.fromValue('a\0') } })).toThrow("'env.A.value' of StatefulWebApp 'test/Web' must be a string without a NUL");
});
