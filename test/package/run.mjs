// Packs the package and unpacks it beside the oldest peers. Two versions of TypeScript compile an app on it; the app must write the same
// manifests as on the sources.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exec, fail, filesOf, root, temporaryDirectory } from '../../scripts/tools.mjs';
import { pack } from './pack.mjs';

const PEERS = ['cdk8s', 'cdk8s-plus-27', 'constructs', '@types/node'];
/** In node_modules: the oldest compiler that a user may have, and that of README.md. */
const COMPILERS = ['oldest-typescript', 'typescript'];

if (!existsSync('build/index.js')) fail('nothing to pack. Repair: npm run compile');
const temporary = temporaryDirectory('package');
const expected = synthesized('sources', (directory) => {
  writeFileSync(join(directory, 'index.js'), `module.exports = require(${JSON.stringify(join(root, 'lib/index.ts'))});\n`);
});
const actual = synthesized('packed', unpack, (app) => {
  for (const compiler of COMPILERS) exec('node', [join(root, 'node_modules', compiler, 'bin/tsc'), '-p', '.', '--noEmit'], { cwd: app });
});
compare(expected, actual);
console.log(`note: TypeScript 5.9 and 6.0, ${Object.keys(expected).length} files`);

/** The manifests of test/package/app, with the package as `install` puts it into its node_modules. */
function synthesized(name, install, check = () => undefined) {
  const app = join(temporary, name);
  const modules = join(app, 'node_modules');
  cpSync('test/package/app', app, { recursive: true });
  for (const directory of ['cdk8s-stateful', '@types']) mkdirSync(join(modules, directory), { recursive: true });
  for (const peer of PEERS) symlinkSync(join(root, 'node_modules', peer), join(modules, peer));
  install(join(modules, 'cdk8s-stateful'));
  check(app);
  exec('ts-node', ['-T', '-P', join(root, 'tsconfig.json'), 'main.ts'], { cwd: app });
  const dist = join(app, 'dist');
  return Object.fromEntries(filesOf(dist).map((file) => [relative(dist, file), readFileSync(file, 'utf8')]));
}

function unpack(directory) {
  const tarballs = join(temporary, 'tarballs');
  pack(tarballs);
  exec('tar', ['-xzf', filesOf(tarballs)[0], '-C', directory, '--strip-components=1']);
}

function compare(expected, actual) {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  const different = [...names].filter((name) => expected[name] !== actual[name]);
  if (!different.length && names.size) return;
  for (const name of different) {
    const files = ['sources', 'packed'].map((directory) => join(temporary, directory, 'dist', name));
    console.error(spawnSync('diff', ['-uN', ...files], { encoding: 'utf8' }).stdout);
  }
  fail(`the package writes other manifests than the sources do: ${different.join(', ') || 'none at all'}`);
}
