import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, JsonPatch } from 'cdk8s';
import '../fixtures/snapshot-serializer';
import { ConfigMap, ConfigMapProps } from '../../lib/index';
import { chart, only } from '../fixtures/charts';
import { checksumOf, failing, manifestOf, temporaryDirectory } from '../fixtures/config-maps';

const directory = temporaryDirectory();

test('defaults', () => {
  expect(manifestOf({})).toMatchSnapshot();
});

test('all props', () => {
  writeFileSync(join(directory(), 'run.sh'), 'set -e\nmain\n');
  const props: Required<ConfigMapProps> = {
    name: 'config',
    namespace: 'prod',
    labels: { team: 'db' },
    annotations: { note: 'any text' },
    ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '5d0c' }],
    finalizers: ['example.com/release-address'],
    data: { 'app.ini': 'a=1\nb=2\n', 'empty': '' },
    binaryData: { logo: 'AAEC' },
    directory: directory(),
    immutable: true,
  };
  expect(manifestOf(props)).toMatchSnapshot();
});

test('an empty string is kept, even if there is no other', () => {
  expect(manifestOf({ data: { empty: '' } }).data).toEqual({ empty: '' });
});

test('every file directly in a directory becomes a key', () => {
  writeFileSync(join(directory(), 'b.sh'), 'b');
  writeFileSync(join(directory(), 'a.sh'), 'a');
  mkdirSync(join(directory(), 'sub'));
  writeFileSync(join(directory(), 'sub', 'c.sh'), 'c');
  writeFileSync(join(directory(), '.swp'), 'left behind by an editor');
  expect(Object.entries(manifestOf({ directory: directory() }).data)).toEqual([['a.sh', 'a'], ['b.sh', 'b']]);
});

test('texts and a directory go together', () => {
  writeFileSync(join(directory(), 'a.sh'), 'a');
  expect(manifestOf({ directory: directory(), data: { b: 'b' } }).data).toEqual({ 'a.sh': 'a', 'b': 'b' });
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
  writeFileSync(join(directory(), 'a'), '1');
  const checksum = checksumOf({ data: { a: '1', b: '2' } });
  expect(checksumOf({ data: { b: '2', a: '1' } })).toBe(checksum);
  expect(checksumOf({ directory: directory(), data: { b: '2' } })).toBe(checksum);
});

test('JSON patches see what the API server sees', () => {
  const scope = chart();
  const config = new ConfigMap(scope, 'Config', { name: 'config', data: { a: '1', b: '2' } });
  ApiObject.of(config).addJsonPatch(JsonPatch.remove('/data/a'), JsonPatch.add('/immutable', true));
  expect(only(scope)).toMatchObject({ data: { b: '2' }, immutable: true });
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
  writeFileSync(join(directory(), 'run.sh~'), '');
  expect(failing({ directory: directory() })).toThrow("'directory' of ConfigMap 'test/Config' must be keys of 1 to 253 letters, digits and -_. "
    + "that do not begin with two dots, got 'run.sh~'");
});

test('fails when a key stands in two places', () => {
  writeFileSync(join(directory(), 'a'), '');
  const message = /must be a key that is unique in data, binaryData and directory, got 'a'/;
  expect(failing({ data: { a: '' }, binaryData: { a: '' } })).toThrow(message);
  expect(failing({ data: { a: '' }, directory: directory() })).toThrow(message);
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

test('fails when a value is not text', () => {
  expect(failing({ data: { a: 1 as unknown as string } })).toThrow("'data.a' of ConfigMap 'test/Config' must be a string, got 1: put it in quotes");
});

test('fails when the name is not a DNS name', () => {
  expect(failing({ name: 'My_Config' })).toThrow("'name' of ConfigMap 'test/Config' must be at most 253 small letters, digits, hyphens and dots, "
    + "with a letter or digit before and after every dot, got 'My_Config'");
});

test('fails with all that is wrong at once', () => {
  let message = '';
  try {
    manifestOf({ name: 'No', labels: { 'a b': '' }, data: { 'c d': '#!\r\n' } });
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message.split('\n').map((line) => line.split(' of ')[0])).toEqual(["'labels'", "'name'", "'data'", "'data.c d'"]);
});
