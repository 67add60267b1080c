import { createHash } from 'crypto';
import { Content } from './files';

/** SHA-256 in hexadecimal over all keys and values, in any order. */
export const checksumOf = once((contents) => sha256(keysAndValues(contents)));

/** SHA-256 in hexadecimal over the values alone, as of one file after the other. */
export const concatenationChecksumOf = once((contents) => sha256(valuesOf(contents).join('')));

function once(calculate: (contents: Map<string, Content>) => string): (contents: Map<string, Content>) => string {
  const known = new WeakMap<Map<string, Content>, string>();
  return (contents) => {
    const checksum = known.get(contents) ?? calculate(contents);
    known.set(contents, checksum);
    return checksum;
  };
}

function valuesOf(contents: Map<string, Content>): string[] {
  return [...contents.values()].map(({ value }) => value);
}

function keysAndValues(contents: Map<string, Content>): string {
  let all = '';
  for (const key of [...contents.keys()].sort()) {
    const { value, binary } = contents.get(key)!;
    // the length keeps apart where one value ends and the next key begins
    all += `${key} ${binary ? 'base64' : 'text'} ${value.length}\n${value}`;
  }
  return all;
}

/** One checksum for several ConfigMaps, in any order. */
export function checksumOver(configs: { readonly name: string; readonly checksum: string }[]): string {
  if (configs.length === 1) return configs[0].checksum;
  const lines = configs.map(({ name, checksum }) => `${name} ${checksum}\n`);
  return sha256(lines.sort().join(''));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
