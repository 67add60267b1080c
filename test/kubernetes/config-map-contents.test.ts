import { writeFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { ConfigMap } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { checksumOf, failing, manifestOf, temporaryDirectory } from '../fixtures/config-maps';

const directory = temporaryDirectory();

test('a file that is not text becomes binary data', () => {
  writeFileSync(join(directory(), 'logo.png'), Buffer.from([0x89, 0x50, 0xff]));
  const manifest = manifestOf({ directory: directory() });
  expect(manifest.binaryData).toEqual({ 'logo.png': 'iVD/' });
  expect(manifest.data).toBeUndefined();
});

test('an app reads a directory once', () => {
  writeFileSync(join(directory(), 'a.sh'), 'a');
  const scope = chart();
  const first = new ConfigMap(scope, 'First', { name: 'first', directory: directory() });
  writeFileSync(join(directory(), 'a.sh'), 'changed');
  const second = new ConfigMap(scope, 'Second', { name: 'second', directory: directory() });
  expect(second.checksum).toBe(first.checksum);
  expect(checksumOf({ directory: directory() })).not.toBe(first.checksum);
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

test.each(['a\r\nb\r\n', '\r', 'a\rb', 'a\r\n\r\n', ' a\r\n\tb  \r\n'])('a text with carriage returns is the same for every reader: %j', (text) => {
  const yaml = Yaml.stringify(manifestOf({ data: { text } }));
  for (const version of ['1.1', '1.2'] as const) expect(parse(yaml, { version }).data.text).toBe(text);
  writeFileSync(join(directory(), 'text'), text);
  expect(manifestOf({ directory: directory() }).data.text).toBe(text);
});

test('fails when the first line of a script ends in a carriage return, and names the file', () => {
  writeFileSync(join(directory(), 'run.sh'), '#!/bin/sh\r\nset -e\r\n');
  expect(failing({ directory: directory() })).toThrow(`'directory' of ConfigMap 'test/Config' must be a script whose first line ends in LF, got '${join(directory(), 'run.sh')}': `
    + 'the kernel would not find its interpreter: save it with LF line ends');
  expect(failing({ data: { run: '#!/bin/sh -e\r\n' } })).toThrow("'data.run' of ConfigMap 'test/Config' must be a script whose first line ends in LF, got '#!/bin/sh -e'");
});

test('base64 may be wrapped, and is written on one line', () => {
  const bytes = Buffer.from(Array.from({ length: 100 }, (_, n) => n));
  const whole = bytes.toString('base64');
  for (const end of ['\n', '\r\n']) {
    const wrapped = whole.replace(/.{76}/g, (line) => line + end) + end;
    expect(manifestOf({ binaryData: { bytes: wrapped } }).binaryData).toEqual({ bytes: whole });
    expect(checksumOf({ binaryData: { bytes: wrapped } })).toBe(checksumOf({ binaryData: { bytes: whole } }));
  }
});

test('fails when binary data is not base64', () => {
  expect(failing({ binaryData: { a: 'AAEC AAEC' } })).toThrow("'binaryData.a' of ConfigMap 'test/Config' must be base64, got 'AAEC AAEC'");
  expect(failing({ binaryData: { a: 'not base64' } })).toThrow("'binaryData.a' of ConfigMap 'test/Config' must be base64, got 'not base64'");
});
