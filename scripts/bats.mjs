// Runs test/**/*.bats, as many files side by side as there are cores; of a run that fails, shows what failed.
// usage: node scripts/bats.mjs [FILE...]
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { environment, fail, filesOf } from './tools.mjs';

const BATS = ['node_modules/bats/bin/bats', '--tap', '--print-output-on-failure'];

function run(file) {
  return new Promise((done) => {
    const child = spawn('bash', [...BATS, file], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('close', (code) => done({ file, ok: code === 0, lines: output.trim().split('\n') }));
  });
}

const files = process.argv.length > 2 ? process.argv.slice(2) : filesOf('test').filter((file) => file.endsWith('.bats'));
if (!files.length) fail('there is no .bats file in test/');
// the largest first: a short one at the end keeps no core idle
const queue = [...files].sort((a, b) => statSync(b).size - statSync(a).size);
const results = [];
async function work() {
  while (queue.length) results.push(await run(queue.shift()));
}
await Promise.all(Array.from({ length: availableParallelism() }, work));

const passed = (line) => line.startsWith('ok ');
const failed = results.filter(({ ok }) => !ok);
if (failed.length) fail(failed.map(({ file, lines }) => `${file}\n${lines.filter((line) => !passed(line)).join('\n')}`).join('\n\n'));
console.log(`note: ${results.flatMap(({ lines }) => lines.filter(passed)).length} tests`);
