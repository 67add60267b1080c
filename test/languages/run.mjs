// Packs the library for Python, Java and Go, and compares what one app writes in each language with what it writes in TypeScript.
// usage: node test/languages/run.mjs [LANGUAGE...]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exec, fail, filesOf, root, temporaryDirectory } from '../../scripts/tools.mjs';
import { go } from './go.mjs';
import { java } from './java.mjs';
import { python } from './python.mjs';
import { SOURCES } from './tools.mjs';

const languages = { python, java, go };
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(languages);
const unknown = names.filter((name) => !languages[name]);
if (unknown.length) fail(`no such language: ${unknown.join(', ')}; there are: ${Object.keys(languages).join(', ')}`);
if (!existsSync('.jsii')) fail('nothing to pack. Repair: npm run compile');

const temporary = temporaryDirectory('languages');
const expected = typescript();
const results = await Promise.all(names.map(outcome));
const count = (status) => results.filter((result) => result === status).length;
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') ? 1 : 0;

function typescript() {
  const cwd = newDirectory('typescript');
  exec('ts-node', ['-P', join(root, 'tsconfig.json'), join(SOURCES, 'typescript/main.ts')], { cwd });
  return manifests(cwd);
}

async function outcome(name) {
  const started = Date.now();
  const [status, text] = await attempt(name);
  console.log(`${status.padEnd(8)}${name.padEnd(8)}${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  return status;
}

async function attempt(name) {
  const { tools, synth } = languages[name];
  const missing = Object.keys(tools).filter((tool) => !works(tools[tool]));
  // half a tool chain is a mistake in the image of CI, and must not skip what it is for
  const half = process.env.CI === 'true' && missing.length < Object.keys(tools).length;
  if (missing.length) return [half ? 'failed' : 'skipped', `missing: ${missing.join(', ')}`];
  const directory = newDirectory(name);
  try {
    await synth(directory);
    const differences = compare(manifests(directory));
    if (!differences.length) return ['passed', `${expected.size} files`];
    return ['failed', `- TypeScript, + ${name}\n${differences.join('\n')}`];
  } catch (error) {
    return ['failed', error.message];
  }
}

function works([command, ...args]) {
  return spawnSync(command, args).status === 0;
}

function newDirectory(name) {
  const directory = join(temporary, name);
  mkdirSync(directory);
  return directory;
}

function manifests(directory) {
  const dist = join(directory, 'dist');
  const files = filesOf(dist).map((file) => [relative(dist, file), readFileSync(file)]);
  if (!files.length) throw new Error('the app has written no file');
  return new Map(files);
}

/** For each file that differs, its name and the first line that does. */
function compare(actual) {
  const files = [...new Set([...expected.keys(), ...actual.keys()])];
  return files.filter((file) => !same(expected.get(file), actual.get(file))).map((file) => {
    const [before, after] = [expected, actual].map((all) => all.get(file)?.toString().split('\n') ?? []);
    const line = Array.from({ length: Math.max(before.length, after.length) }).findIndex((_, index) => before[index] !== after[index]);
    return `${file}, line ${line + 1}\n- ${before[line] ?? '(no such line)'}\n+ ${after[line] ?? '(no such line)'}`;
  });
}

function same(before, after) {
  return before !== undefined && after !== undefined && before.equals(after);
}
