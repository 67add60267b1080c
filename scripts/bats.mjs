// Runs test/**/*.bats; of a run that fails, shows what failed.
import { spawnSync } from 'node:child_process';
import { environment, fail, filesOf } from './tools.mjs';

const files = filesOf('test').filter((file) => file.endsWith('.bats'));
if (!files.length) fail('there is no .bats file in test/');
const { status, stdout, stderr } = spawnSync('node_modules/bats/bin/bats', ['--tap', '--print-output-on-failure', ...files], { encoding: 'utf8', env: environment });
const lines = stdout.split('\n');
if (status !== 0) fail(`${lines.filter((line) => !line.startsWith('ok ')).join('\n')}${stderr}`);
console.log(`note: ${lines.filter((line) => line.startsWith('ok ')).length} tests`);
