// Follows README.md in an empty directory, with the packed package. Then does what CI of that app does: a fresh clone, `npm ci` without a
// cache, synth. Needs an npm registry.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec, fail, filesOf, temporaryDirectory } from '../../scripts/tools.mjs';
import { pack } from '../package/pack.mjs';

if (!existsSync('build/index.js')) fail('nothing to pack. Repair: npm run compile');
const temporary = temporaryDirectory('quick-start');
const clone = cloned(followReadme());
exec('npm', ['run', 'synth'], { cwd: clone });
const [manifest, ...more] = filesOf(join(clone, 'dist')).map((file) => readFileSync(file, 'utf8'));
if (more.length || !/^kind: StatefulSet$/m.test(manifest ?? '')) fail('README.md: the first program has not written one manifest with a StatefulSet');

/** README.md's commands up to the synth, side by side with the packed file, in a repository that has all they made. */
function followReadme() {
  const readme = readFileSync('README.md', 'utf8');
  const [program, commands] = [/^```ts nofixture\n(.*?)^```$/ms, /^```sh\n(npm init .*?)^npm run synth\n```$/ms].map((block) => readme.match(block)?.[1]);
  if (!program || !commands) fail('README.md does not tell how to begin in an empty directory');
  pack(join(temporary, 'cdk8s-stateful'));
  const directory = join(temporary, 'reader');
  mkdirSync(directory);
  writeFileSync(join(directory, 'main.ts'), program);
  // npm ci will install what the lock file says; installing it here as well would double the time
  const env = { npm_config_package_lock_only: 'true', npm_config_prefer_offline: 'true' };
  exec('bash', ['-euc', commands], { cwd: directory, env });
  const git = (...args) => exec('git', ['-c', 'user.name=reader', '-c', 'user.email=reader@localhost', ...args], { cwd: directory });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'app');
  return directory;
}

/** A fresh clone with its packages installed, and nothing beside it. */
function cloned(repository) {
  const directory = join(temporary, 'clone');
  exec('git', ['clone', '--quiet', repository, directory]);
  for (const name of ['reader', 'cdk8s-stateful']) rmSync(join(temporary, name), { recursive: true });
  exec('npm', ['ci', '--no-audit', '--no-fund'], { cwd: directory, env: { npm_config_cache: join(temporary, 'npm-cache') } });
  return directory;
}
