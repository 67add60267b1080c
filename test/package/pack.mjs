// Packs the compiled package, and looks at what is in it and what npm has to say of it.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { environment, exec, fail, filesOf } from '../../scripts/tools.mjs';

const NEEDED = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'API.md', '.jsii', 'build/index.js', 'build/index.d.ts'];
/** Said without a login, and of a version between two releases; npm error lines that only lead to a log. */
const EXPECTED = /requires you to be logged in|previously published|A complete log of this run/;

/** Leaves the packed file in the directory. */
export function pack(directory) {
  mkdirSync(directory);
  const [{ files }] = JSON.parse(exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', directory]));
  const packed = files.map((file) => file.path);
  const needed = [...NEEDED, ...filesOf('lib').filter((file) => !file.endsWith('.ts'))];
  const missing = needed.filter((file) => !packed.includes(file));
  if (missing.length) fail(`missing in the package: ${missing.join(', ')}`);
  const surplus = packed.filter((file) => !needed.includes(file) && !/^build\/.*(\.js|\.d\.ts)$/.test(file));
  if (surplus.length) fail(`should not be in the package: ${surplus.join(', ')}`);
  publishable();
}

function publishable() {
  const { stderr } = spawnSync('npm', ['publish', '--dry-run', '--ignore-scripts'], { encoding: 'utf8', env: environment });
  const complaints = stderr.split('\n').filter((line) => /^npm (warn|error)/i.test(line));
  if (complaints.every((line) => EXPECTED.test(line))) return;
  fail(`npm publish --dry-run:\n${complaints.join('\n')}`);
}
