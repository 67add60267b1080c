// What the scripts share. Each of them runs from the repository's root.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const PATH = resolve(root, 'node_modules/.bin') + delimiter + process.env.PATH;
export const environment = {
  ...process.env,
  PATH,
  CDK8S_CHECK_UPGRADE: 'false',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};

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

/** Every file below a directory, as sorted paths. */
export function filesOf(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A directory that is gone when this process ends; KEEP=1 leaves it for a look. */
export function temporaryDirectory(name) {
  const directory = mkdtempSync(join(tmpdir(), `${name}-`));
  process.on('exit', () => (process.env.KEEP ? console.log(`note: kept ${directory}`) : rmSync(directory, { recursive: true, force: true })));
  return directory;
}

/** A directory for what may be made again: gone with the packages. */
export function cacheFolder(name) {
  return resolve('node_modules/.cache/cdk8s-stateful', name);
}

/** For each name what `make` gives for it, unless that is known from an earlier run with the same key. `make` takes and returns many at once. */
export async function cached(cache, keys, make) {
  const file = join(cacheFolder('results'), `${cache}.json`);
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const missing = [...keys.keys()].filter((name) => known[name]?.key !== keys.get(name));
  const made = missing.length ? await make(missing) : new Map();
  for (const name of missing) known[name] = { key: keys.get(name), result: made.get(name) };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(known));
  return new Map([...keys.keys()].map((name) => [name, known[name].result]));
}
