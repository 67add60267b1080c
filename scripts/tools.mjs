// What the scripts share. Each of them runs from the repository's root.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const PATH = resolve(root, 'node_modules/.bin') + delimiter + process.env.PATH;
export const environment = { ...process.env, PATH, CDK8S_CHECK_UPGRADE: 'false' };

/** Runs a program to its end and returns its output; a failure ends this process with everything the program said. */
export function exec(command, args, { env = {}, ...options } = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  if (result.error) throw result.error;
  if (result.status === 0) return result.stdout;
  fail(`${result.stdout}${result.stderr}\n${command} ${args.join(' ')}: exit code ${result.status ?? result.signal}`);
}

export function fail(message) {
  console.error(message.trim());
  process.exit(1);
}

/** Every file below a folder, as sorted paths. */
export function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A folder that is gone when this process ends; KEEP=1 leaves it for a look. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  process.on('exit', () => (process.env.KEEP ? console.log(`note: kept ${folder}`) : rmSync(folder, { recursive: true, force: true })));
  return folder;
}
