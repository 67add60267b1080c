import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

export const ROOT = join(__dirname, '..', '..');

/** Reads a file by its path from the root. */
export const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Paths from the root of all files in a directory and its subdirectories. */
export function filesIn(directory: string): string[] {
  const names = readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(directory, name)).sort();
}

/** All pages of docs/. */
export const DOCS_PAGES = filesIn('docs').filter((file) => file.endsWith('.md'));
