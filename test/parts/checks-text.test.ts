import { ConfigMap, EnvValue, StatefulWebApp } from '../../lib';
import { textFault } from '../../lib/parts/checks-text';
import { chart } from './charts';

test.each(['0o755', '0o17', '0O17', '-0o7', '+0o7', '0B1', '0X1F'])('%s would be read as a number', (text) => {
  expect(textFault(text)).toContain('it would be read as a number');
});

test.each(['-_1', '+_.5', '0_x1f', '0b-1', '1e0_', '0e_1'])('%s would be read as a number once its underscores are dropped', (text) => {
  expect(textFault(text)).toContain('it would be read as a number');
});

test('the repair of such a text is one that is carried', () => {
  expect(textFault('0o755')).toBe('it would be read as a number: write 0755 for 0o755, decimals for other numbers, or end it with a newline');
  expect(textFault('0o755\n')).toBeUndefined();
});

test.each(['1_000', '-1_0.5', '3306', '1.5e3', '.5', '0o8', '1_a', '-_a', '-', '1:30', '2026-01-01'])('%s stays text', (text) => {
  expect(textFault(text)).toBeUndefined();
});

test.each(['0755', '0x1f', '0b1', '12e45678', 'on', '1e3', '', '0', '\u00e9', 'a\tb', 'a\n\tb\n', '\u{1F600}'])('%j is carried as it is', (text) => {
  expect(textFault(text)).toBeUndefined();
});

test.each(['\u007f', 'a\u0085', '\u0085', '\u2028', 'a\u2028b', 'a\u0000', '\ufffe'])('%j is not readable', (text) => {
  expect(textFault(text)).toContain('control character');
});

test.each(['\ta\nb\n', '\n\ta\n'])('%j begins with a tab', (text) => {
  expect(textFault(text)).toContain('begins with a tab');
});

test('fails when such a text is in a ConfigMap, the environment, a command, or metadata', () => {
  expect(() => new ConfigMap(chart(), 'C', { name: 'c', data: { mode: '0o755' } })).toThrow("'data.mode' of ConfigMap 'test/C' must be text that YAML carries, got '0o755'");
  expect(() => new ConfigMap(chart(), 'C', { name: 'c', labels: { mode: '0o755' } })).toThrow("'labels.mode' of ConfigMap 'test/C'");
  expect(() => new ConfigMap(chart(), 'C', { name: 'c', annotations: { mode: '0o755' } })).toThrow("'annotations.mode' of ConfigMap 'test/C'");
  const app = (props: object) => () => new StatefulWebApp(chart(), 'Web', { image: 'web:1', ...props });
  expect(app({ env: { MODE: EnvValue.fromValue('0o755') } })).toThrow("'env.MODE.value' of StatefulWebApp 'test/Web' must be text that YAML carries");
  expect(app({ command: ['umask', '0o22'] })).toThrow("'command[1]' of StatefulWebApp 'test/Web'");
});
