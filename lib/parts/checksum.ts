import { createHash } from 'crypto';
import { Content } from './folder';

const known = new WeakMap<Map<string, Content>, string>();

/** SHA-256 in hexadecimal over all keys and values, in any order. */
export function checksumOf(contents: Map<string, Content>): string {
  const checksum = known.get(contents) ?? calculated(contents);
  known.set(contents, checksum);
  return checksum;
}

function calculated(contents: Map<string, Content>): string {
  let all = '';
  for (const key of [...contents.keys()].sort()) {
    const { value, binary } = contents.get(key)!;
    // the length keeps apart where one value ends and the next key begins
    all += `${key} ${binary ? 'base64' : 'text'} ${value.length}\n${value}`;
  }
  return sha256(all);
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
