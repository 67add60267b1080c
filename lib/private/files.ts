import { isUtf8 } from 'buffer';
import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { IConstruct } from 'constructs';
import { isHalved } from '../validation/text';

/** One value of a ConfigMap. */
export interface Content {
  /** The text, or base64 where the bytes are not text. */
  readonly value: string;
  readonly binary: boolean;
  /** Size in bytes, as the API server counts it. */
  readonly size: number;
  /**
   * Whether it is a script whose first line ends in a carriage return, which the kernel takes for a part of the
   * interpreter's name.
   */
  readonly brokenScript: boolean;

  /** Whether it has half of a surrogate pair, which UTF-8 has not. */
  readonly halved: boolean;
  /** The file that it was read from. */
  readonly file?: string;
}

const directoriesOfApps = new WeakMap<IConstruct, Map<string, Map<string, Content>>>();

/**
 * The files that lie directly in a directory, sorted by name; an app reads each directory once.
 *
 * Files whose names begin with a dot are left out: they belong to editors and file managers.
 */
export function filesIn(app: IConstruct, directory: string): Map<string, Content> {
  const known = directoriesOfApps.get(app) ?? new Map<string, Map<string, Content>>();
  directoriesOfApps.set(app, known);
  const files = known.get(directory) ?? read(directory);
  known.set(directory, files);
  return files;
}

function read(directory: string): Map<string, Content> {
  const files = new Map<string, Content>();
  for (const name of readdirSync(directory).sort()) {
    const file = join(directory, name);
    if (name.startsWith('.') || !statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    const content = isUtf8(bytes) ? textContent(bytes.toString('utf8')) : binaryContent(bytes.toString('base64'));
    files.set(name, { ...content, file });
  }
  return files;
}

export function textContent(value: string): Content {
  return {
    value,
    binary: false,
    size: Buffer.byteLength(value),
    brokenScript: /^#![^\n]*\r\n/.test(value),
    halved: isHalved(value),
  };
}

/** Bytes in base64; line breaks in it are nothing to the API server, which stores the bytes. */
export function binaryContent(base64: string): Content {
  const value = base64.replace(/[\r\n]+/g, '');
  return { value, binary: true, size: Buffer.byteLength(value, 'base64'), brokenScript: false, halved: false };
}
