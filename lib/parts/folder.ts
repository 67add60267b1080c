import { isUtf8 } from 'buffer';
import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { IConstruct } from 'constructs';
import { textFault } from './checks-text';

/** One value of a ConfigMap. */
export interface Content {
  /** The text, or base64 where the bytes are not text. */
  readonly value: string;
  readonly binary: boolean;
  /** Size in bytes, as the API server counts it. */
  readonly size: number;
  /** Whether some line of a text ends in a carriage return. */
  readonly carriageReturn: boolean;
  /** What keeps a text from being read back, with the repair. */
  readonly fault?: string;
  /** The file that it was read from. */
  readonly file?: string;
}

const foldersOfApps = new WeakMap<IConstruct, Map<string, Map<string, Content>>>();

/**
 * The files that lie directly in a folder, sorted by name; an app reads each folder once.
 *
 * Files whose names begin with a dot are left out: they belong to editors and file managers.
 */
export function filesIn(app: IConstruct, folder: string): Map<string, Content> {
  const known = foldersOfApps.get(app) ?? new Map<string, Map<string, Content>>();
  foldersOfApps.set(app, known);
  const files = known.get(folder) ?? read(folder);
  known.set(folder, files);
  return files;
}

function read(folder: string): Map<string, Content> {
  const files = new Map<string, Content>();
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name);
    if (name.startsWith('.') || !statSync(file).isFile()) continue;
    const bytes = readFileSync(file);
    const content = isUtf8(bytes) ? textContent(bytes.toString('utf8')) : binaryContent(bytes.toString('base64'));
    files.set(name, { ...content, file });
  }
  return files;
}

export function textContent(value: string): Content {
  return { value, binary: false, size: Buffer.byteLength(value), carriageReturn: value.includes('\r'), fault: textFault(value) };
}

export function binaryContent(value: string): Content {
  return { value, binary: true, size: Buffer.byteLength(value, 'base64'), carriageReturn: false };
}
