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
  const hash = createHash('sha256');
  for (const key of [...contents.keys()].sort()) {
    const { value, size, binary } = contents.get(key)!;
    // the size keeps apart where one value ends and the next key begins
    hash.update(`${key} ${size}\n`).update(value, binary ? 'base64' : 'utf8');
  }
  return hash.digest('hex');
}

/** One checksum for several, in any order. */
export function checksumOver(checksums: string[]): string {
  return checksums.length === 1 ? checksums[0] : createHash('sha256').update([...checksums].sort().join()).digest('hex');
}
