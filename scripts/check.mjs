// Runs the steps of `npm test` side by side. A step that passes is one line; a step that fails is shown whole.
// usage: node scripts/check.mjs [STEP...]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { environment, fail } from './tools.mjs';

const commands = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
// the long ones first, so that no core is idle at the end
const steps = [
  { name: 'compile' },
  { name: 'bats' },
  { name: 'jest' },
  { name: 'types' },
  { name: 'lint' },
  { name: 'shellcheck' },
  { name: 'drift' },
  { name: 'pictures' },
  { name: 'test:package', after: 'compile' },
  { name: 'snippets', after: 'compile' },
  { name: 'docs', after: 'compile' },
];

function run({ name }) {
  const started = Date.now();
  return new Promise((done) => {
    const child = spawn(commands[name], { env: environment, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('close', (code) => done({ name, ok: code === 0, output, seconds: (Date.now() - started) / 1000 }));
  });
}

function report(result) {
  const line = `${result.name.padEnd(14)}${result.seconds.toFixed(1).padStart(6)} s`;
  const notes = result.output.split('\n').filter((text) => text.startsWith('note: ')).join('; ');
  if (result.ok) console.log(`ok      ${line}  ${notes}`.trimEnd());
  else console.log(`FAILED  ${line}  (npm run ${result.name})\n${result.output.trim()}\n`);
  return result;
}

let free = Math.max(2, availableParallelism());
const queue = [];

/** Waits for a core. A step that had to wait for another one is on the longest way, so it goes first. */
async function turn(step) {
  if (free > 0) free--;
  else await new Promise((go) => (step.after ? queue.unshift(go) : queue.push(go)));
  const result = await run(step);
  if (queue.length) queue.shift()();
  else free++;
  return result;
}

async function outcome(step, before) {
  if (before && !(await before).ok) return report({ name: step.name, ok: false, seconds: 0, output: `not run: ${step.after} failed` });
  return report(await turn(step));
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length) fail(`no such step: ${unknown.join(', ')}; there are: ${steps.map((step) => step.name).join(', ')}`);

const started = Date.now();
const outcomes = new Map();
for (const step of steps) {
  if (!names.length || names.includes(step.name)) outcomes.set(step.name, outcome(step, outcomes.get(step.after)));
}
const results = await Promise.all(outcomes.values());
const failed = results.filter((result) => !result.ok).length;
console.log(`${results.length - failed} passed, ${failed} failed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = failed ? 1 : 0;
