import { ApiObject, JsonPatch, Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { ConfigMap } from '../../lib/index';
import { chart } from '../fixtures/charts';

const NUMBERS = ['0o755', '0o17', '0O17', '-0o7', '+0o7', '0B1', '0X1F', '-_1', '+_.5', '0_x1f', '0b-1', '1e0_', '0e_1'];
const UNREADABLE = ['\u007f', 'a\u0085', '\u2028', 'a\u2028b\n\u2029c', '\ufeffa', '\ufffe', 'a\uffff\n'];
const WORDS = ['<<', '='];
const TABS = ['\ta\nb\n', '\n\ta\n'];
const USUAL = [
  '1_000', '0755', '0x1f', '0b1', 'on', '1e3', '', '~', '-', '1:30', '2026-01-01', 'a\tb',
  'a\n\tb\n', 'a\u0000b', 'a\r\nb\r\n', '\u00e9', '\u{1F600}', '0o8', '{{ a }}',
];

function written(text: string, by: (config: ConfigMap) => void = () => undefined, data: { [key: string]: string } = { text }) {
  const scope = chart();
  by(new ConfigMap(scope, 'Config', { name: 'config', data }));
  return Testing.synth(scope);
}

const patched = (text: string) => written('', (config) => ApiObject.of(config).addJsonPatch(JsonPatch.add('/data/text', text), JsonPatch.add('/metadata/annotations', { text })));

describe.each([...NUMBERS, ...WORDS, ...UNREADABLE, ...TABS, ...USUAL])('%j', (text) => {
  test.each(['1.1', '1.2'] as const)('is the same text for a reader of YAML %s, from a prop and from a patch', (version) => {
    expect(parse(Yaml.stringify(...written(text)), { version }).data.text).toBe(text);
    const { data, metadata } = parse(Yaml.stringify(...patched(text)), { version });
    expect([data.text, metadata.annotations.text]).toEqual([text, text]);
  });
});

test.each([...NUMBERS, ...WORDS])('%s is quoted, as a value and as a key', (text) => {
  expect(Yaml.stringify(...patched(text))).toContain(`\n  text: "${text}"\n`);
  const label = written('', (config) => config.metadata.addLabel('mode', text));
  expect(Yaml.stringify(...label)).toContain(`mode: "${text}"`);
  if (/^\w/.test(text)) expect(Yaml.stringify(...written('', undefined, { [text]: 'a' }))).toContain(`\n  "${text}": a\n`);
});

test.each(UNREADABLE)('%j is escaped', (text) => {
  expect(Yaml.stringify(...patched(text))).not.toMatch(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/);
});

test('a manifest is plain data all the same, and may be put into another document', () => {
  const [manifest] = patched('0o755');
  expect(manifest).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', annotations: { text: '0o755' } }, data: { text: '0o755' } });
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  expect(parse(Yaml.stringify({ items: [manifest] }), { version: '1.1' }).items[0].data).toEqual({ text: '0o755' });
});

test('fails when a patch has half of a character, with the object that has it', () => {
  expect(() => patched('\ud83d')).toThrow("'/data/text' of ConfigMap 'test/Config' must be a string of whole characters");
});
