import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, JsonPatch, Yaml } from 'cdk8s';
import '../setup';
import { ConfigMap, ConfigMapProps } from '../../lib';
import { chart, only } from './charts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-map-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function manifestOf(props: Partial<ConfigMapProps>) {
  const scope = chart();
  new ConfigMap(scope, 'Config', { name: 'config', ...props });
  return only(scope);
}

const checksumOf = (props: Partial<ConfigMapProps>) => new ConfigMap(chart(), 'Config', { name: 'config', ...props }).checksum;
const failing = (props: Partial<ConfigMapProps>) => () => manifestOf(props);

test('defaults', () => {
  expect(manifestOf({})).toMatchSnapshot();
});

test('all props', () => {
  writeFileSync(join(folder, 'run.sh'), 'set -e\nmain\n');
  const props: Required<ConfigMapProps> = {
    name: 'config',
    namespace: 'prod',
    labels: { team: 'db' },
    annotations: { note: 'any text' },
    data: { 'app.ini': 'a=1\nb=2\n', 'empty': '' },
    binaryData: { logo: 'AAEC' },
    directory: folder,
    immutable: true,
  };
  expect(manifestOf(props)).toMatchSnapshot();
});

test('an empty text is kept, even if there is no other', () => {
  expect(manifestOf({ data: { empty: '' } }).data).toEqual({ empty: '' });
});

test('every file directly in a folder becomes a key', () => {
  writeFileSync(join(folder, 'b.sh'), 'b');
  writeFileSync(join(folder, 'a.sh'), 'a');
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'sub', 'c.sh'), 'c');
  writeFileSync(join(folder, '.swp'), 'left behind by an editor');
  expect(Object.entries(manifestOf({ directory: folder }).data)).toEqual([['a.sh', 'a'], ['b.sh', 'b']]);
});

test('a file that is not text becomes binary data', () => {
  writeFileSync(join(folder, 'logo.png'), Buffer.from([0x89, 0x50, 0xff]));
  const manifest = manifestOf({ directory: folder });
  expect(manifest.binaryData).toEqual({ 'logo.png': 'iVD/' });
  expect(manifest.data).toBeUndefined();
});

test('texts and a folder go together', () => {
  writeFileSync(join(folder, 'a.sh'), 'a');
  expect(manifestOf({ directory: folder, data: { b: 'b' } }).data).toEqual({ 'a.sh': 'a', 'b': 'b' });
});

test('an app reads a folder once', () => {
  writeFileSync(join(folder, 'a.sh'), 'a');
  const scope = chart();
  const first = new ConfigMap(scope, 'First', { name: 'first', directory: folder });
  writeFileSync(join(folder, 'a.sh'), 'changed');
  const second = new ConfigMap(scope, 'Second', { name: 'second', directory: folder });
  expect(second.checksum).toBe(first.checksum);
  expect(checksumOf({ directory: folder })).not.toBe(first.checksum);
});

test.each([
  ['plain lines', 'a\nb\n'],
  ['blanks at the ends of lines', 'a  \nb \n'],
  ['tabs', 'a\t\n\tb\n'],
  ['an indented first line', '  a\nb\n'],
  ['an empty first line', '\na\n'],
  ['lines of blanks', 'a\n   \nb\n'],
  ['several ends', 'a\nb\n\n\n'],
  ['no end', 'a\nb'],
  ['a long line', `a\n${'word '.repeat(100)}end\n`],
  ['letters beyond ASCII', 'é\n日本\n'],
])('a text with %s is a block in YAML, and the same text when read', (_, text) => {
  const yaml = Yaml.stringify(manifestOf({ data: { text } }));
  expect(yaml).toMatch(/^ {2}text: \|/m);
  expect(manifestOf({ data: { text } }).data.text).toBe(text);
});

test('the checksum changes with a key and with a value', () => {
  const checksum = checksumOf({ data: { a: '1', b: '2' } });
  expect(checksum).toMatch(/^[0-9a-f]{64}$/);
  expect(checksumOf({ data: { a: '1', b: '3' } })).not.toBe(checksum);
  expect(checksumOf({ data: { a: '1', c: '2' } })).not.toBe(checksum);
  expect(checksumOf({ data: { a: '2', b: '1' } })).not.toBe(checksum);
});

test('the checksum tells keys from values, and text from bytes', () => {
  expect(checksumOf({ data: { a: '1', b: '2' } })).not.toBe(checksumOf({ data: { a: '1b text 1\n2' } }));
  expect(checksumOf({ data: { a: 'AAEC' } })).not.toBe(checksumOf({ binaryData: { a: 'AAEC' } }));
});

test('the checksum is the same for any order of keys, and for texts and files', () => {
  writeFileSync(join(folder, 'a'), '1');
  const checksum = checksumOf({ data: { a: '1', b: '2' } });
  expect(checksumOf({ data: { b: '2', a: '1' } })).toBe(checksum);
  expect(checksumOf({ directory: folder, data: { b: '2' } })).toBe(checksum);
});

test('JSON patches see what the API server sees', () => {
  const scope = chart();
  const config = new ConfigMap(scope, 'Config', { name: 'config', data: { a: '1', b: '2' } });
  ApiObject.of(config).addJsonPatch(JsonPatch.remove('/data/a'), JsonPatch.add('/newerField', true));
  expect(only(scope)).toMatchObject({ data: { b: '2' }, newerField: true });
  expect(only(scope).data).not.toHaveProperty('a');
});

test('a stated namespace wins over that of the chart', () => {
  const scope = chart({ namespace: 'prod' });
  new ConfigMap(scope, 'Config', { name: 'config', namespace: 'test' });
  expect(only(scope).metadata.namespace).toBe('test');
});

test('fails when a key has a character that no key may have', () => {
  expect(failing({ data: { 'a/b': '' } })).toThrow("'data' of ConfigMap 'test/Config' must be keys of 1 to 253 letters, digits and -_. "
    + "that do not begin with two dots, got 'a/b'");
  expect(failing({ binaryData: { '..': 'AA==' } })).toThrow("'binaryData' of ConfigMap 'test/Config' must be keys");
  expect(failing({ data: { ['k'.repeat(254)]: '' } })).toThrow("'data' of ConfigMap 'test/Config' must be keys");
});

test('fails when a file has a name that no key may have', () => {
  writeFileSync(join(folder, 'run.sh~'), '');
  expect(failing({ directory: folder })).toThrow("'directory' of ConfigMap 'test/Config' must be keys of 1 to 253 letters, digits and -_. "
    + "that do not begin with two dots, got 'run.sh~'");
});

test('fails when a key stands in two places', () => {
  writeFileSync(join(folder, 'a'), '');
  const message = /must be a key that stands nowhere else in data, binaryData or directory, got 'a'/;
  expect(failing({ data: { a: '' }, binaryData: { a: '' } })).toThrow(message);
  expect(failing({ data: { a: '' }, directory: folder })).toThrow(message);
});

test('fails when a text has carriage returns, and names the file', () => {
  writeFileSync(join(folder, 'run.sh'), 'set -e\r\n');
  expect(failing({ directory: folder })).toThrow(`'directory' of ConfigMap 'test/Config' must be text whose lines end in LF, got '${join(folder, 'run.sh')}': `
    + 'it has a carriage return: save it with LF line ends, or give it as binaryData');
  expect(failing({ data: { ini: 'a\r\n' } })).toThrow("'data.ini' of ConfigMap 'test/Config' must be text whose lines end in LF");
});

test('fails when there is more than 1 MiB', () => {
  const half = 'x'.repeat(512 * 1024);
  expect(failing({ data: { a: half, b: half } })).not.toThrow();
  expect(failing({ data: { a: half, b: `${half}x` } })).toThrow("'data' of ConfigMap 'test/Config' must be at most 1048576 bytes in all, got '1048577 bytes': "
    + 'split it into several ConfigMaps');
});

test('counts bytes, not characters, and bytes themselves, not their base64', () => {
  expect(failing({ data: { a: 'é'.repeat(512 * 1024 + 1) } })).toThrow('1048578 bytes');
  expect(failing({ binaryData: { a: Buffer.alloc(1024 * 1024).toString('base64') } })).not.toThrow();
});

test('fails when binary data is not base64', () => {
  expect(failing({ binaryData: { a: 'not base64' } })).toThrow("'binaryData.a' of ConfigMap 'test/Config' must be base64, got 'not base64'");
});

test('fails when a value is not text', () => {
  expect(failing({ data: { a: 1 as unknown as string } })).toThrow("'data.a' of ConfigMap 'test/Config' must be text, got 1: put it in quotes");
});

test('fails when the name is not a DNS name', () => {
  expect(failing({ name: 'My_Config' })).toThrow("'name' of ConfigMap 'test/Config' must be at most 253 small letters, digits, hyphens and dots, "
    + "with a letter or digit around every dot, got 'My_Config'");
});

test('fails with all that is wrong at once', () => {
  let message = '';
  try {
    manifestOf({ name: 'No', labels: { 'a b': '' }, data: { 'c d': '\r' } });
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message.split('\n').map((line) => line.split(' of ')[0])).toEqual(["'name'", "'labels'", "'data'", "'data.c d'"]);
});
