// Compares the public API with that of the last tag before this commit. A breaking change is a warning while the package is experimental
// (`stability` in package.json), and then an error.
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { environment, exec, temporaryDirectory } from './tools.mjs';

const { status, stdout } = spawnSync('git', ['describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^'], { encoding: 'utf8' });
if (status !== 0) console.log('There is no tag yet, so there is no API to compare with.');
else compareWith(stdout.trim());

function compareWith(tag) {
  const released = join(temporaryDirectory('api-diff'), tag);
  exec('git', ['worktree', 'add', '--quiet', '--detach', released, tag]);
  process.on('exit', () => spawnSync('git', ['worktree', 'prune']));
  symlinkSync(resolve('node_modules'), join(released, 'node_modules'));
  exec('jsii', ['--silence-warnings', 'reserved-word'], { cwd: released });
  const diff = spawnSync('jsii-diff', [released, '.'], { stdio: 'inherit', env: environment });
  console.log(`compared with ${tag}: ${diff.status === 0 ? 'passed' : 'failed'}`);
  process.exitCode = diff.status ?? 1;
}
