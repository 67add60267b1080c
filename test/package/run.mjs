// Packs the package, installs it into an empty app elsewhere, compiles that app with two TypeScripts and compares its manifests
// with what this repository's own sources write for the same app. Then does what README.md tells for an empty folder.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exec, fail, filesOf, root, temporaryFolder } from '../../scripts/tools.mjs';

const PEERS = ['cdk8s', 'cdk8s-plus-27', 'constructs'];
const COMPILERS = ['5.9', '6.0'];

if (!existsSync('build/index.js')) fail('nothing to pack. Repair: npm run compile');
const temporary = temporaryFolder('package');
const expected = manifests(ownApp());
const tarball = pack();
const app = installedApp(tarball);
for (const version of COMPILERS) compare(version, expected, compiled(app, version));
followReadme(tarball);
console.log(`note: TypeScript ${COMPILERS.join(' and ')}, ${Object.keys(expected).length} files`);

function pack() {
  const [{ filename, files }] = JSON.parse(exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', temporary]));
  const packed = files.map((file) => file.path);
  const needed = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'API.md', '.jsii', 'build/index.js', 'build/index.d.ts', ...assets()];
  const missing = needed.filter((file) => !packed.includes(file));
  if (missing.length) fail(`missing in the package: ${missing.join(', ')}`);
  const surplus = packed.filter((file) => !needed.includes(file) && !/^build\/.*(\.js|\.d\.ts)$/.test(file));
  if (surplus.length) fail(`should not be in the package: ${surplus.join(', ')}`);
  return join(temporary, filename);
}

function assets() {
  return filesOf('lib').filter((file) => !file.endsWith('.ts'));
}

function installedApp(tarball) {
  const app = newApp('app');
  const dependencies = Object.fromEntries([...PEERS.map((peer) => [peer, '*']), ['cdk8s-stateful', `file:${tarball}`]]);
  const compilers = Object.fromEntries(COMPILERS.map((version) => [`typescript-${version}`, `npm:typescript@~${version}.0`]));
  const devDependencies = { ...compilers, 'ts-node': '^10.9.2' };
  writeFileSync(join(app, 'package.json'), JSON.stringify({ private: true, dependencies, devDependencies, allowScripts: { backport: false } }));
  exec('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: app });
  return app;
}

/** The first program of README.md, in an empty folder that is made by its commands; only the file of the package is elsewhere. */
function followReadme(tarball) {
  const readme = readFileSync('README.md', 'utf8');
  const [program, commands] = [/^```ts nofixture\n(.*?)^```$/ms, /^```sh\n(npm init .*?)^```$/ms].map((block) => readme.match(block)?.[1]);
  const file = '../cdk8s-stateful/cdk8s-stateful-*.tgz';
  if (!program || !commands?.includes(file)) fail('README.md does not tell how to begin in an empty folder');
  const folder = join(temporary, 'reader');
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.ts'), program);
  exec('bash', ['-euc', commands.replace(file, tarball)], { cwd: folder, env: { npm_config_prefer_offline: 'true' } });
  const [manifest, ...more] = Object.values(manifests(folder));
  if (more.length || !/^kind: StatefulSet$/m.test(manifest ?? '')) fail('README.md: the first program has not written one manifest with a StatefulSet');
}

/** The same app on the sources: cdk8s-stateful is lib/, its peers are those of this repository. */
function ownApp() {
  const app = newApp('own');
  const modules = join(app, 'node_modules');
  mkdirSync(join(modules, 'cdk8s-stateful'), { recursive: true });
  writeFileSync(join(modules, 'cdk8s-stateful', 'index.js'), `module.exports = require(${JSON.stringify(join(root, 'lib/index.ts'))});\n`);
  for (const peer of PEERS) symlinkSync(join(root, 'node_modules', peer), join(modules, peer));
  exec('node', ['-r', join(root, 'scripts/typescript.js'), 'main.ts'], { cwd: app });
  return app;
}

function newApp(name) {
  const app = join(temporary, name);
  cpSync('test/package/app', app, { recursive: true });
  return app;
}

/** Types are checked by the compiler; the app is run as most cdk8s apps are, by ts-node. */
function compiled(app, version) {
  exec(`node_modules/typescript-${version}/bin/tsc`, ['-p', '.', '--noEmit'], { cwd: app });
  exec('cdk8s', ['synth', '--app', `node_modules/.bin/ts-node -T -C typescript-${version} main.ts`], { cwd: app });
  return manifests(app);
}

function manifests(app) {
  const dist = join(app, 'dist');
  return Object.fromEntries(filesOf(dist).map((file) => [relative(dist, file), readFileSync(file, 'utf8')]));
}

function compare(version, expected, actual) {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  const different = [...names].filter((name) => expected[name] !== actual[name]);
  if (!different.length && names.size) return;
  for (const name of different) {
    const files = ['own', 'app'].map((app) => join(temporary, app, 'dist', name));
    console.error(spawnSync('diff', ['-uN', ...files], { encoding: 'utf8' }).stdout);
  }
  fail(`TypeScript ${version}: the package writes other manifests than the sources do: ${different.join(', ')}`);
}
