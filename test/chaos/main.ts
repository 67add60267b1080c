// Breaks sets of servers on the cluster of KUBECONFIG, and writes what it costs to docs/failure-matrix.md.
// usage: npm run chaos [-- [FAULT...] [ASYNC|LOSSLESS] [--list]]
import { execFileSync } from 'child_process';
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Durability } from '../../lib';
import { IMAGES } from '../e2e/framework/images';
import { kubectl } from '../e2e/framework/kubectl';
import preflight from '../e2e/framework/preflight';
import { FAULTS } from './faults';
import { COMMAND } from './machine';
import { merge, pageOf, Row, shortLine } from './matrix';
import { runFault, untilAllLeft } from './run';
import { BOTH, Fault } from './scene';

const DOCS = join(__dirname, '..', '..', 'docs');
const RECORD = join(DOCS, 'failure-matrix.json');
const PAGE = join(DOCS, 'failure-matrix.md');

const print = (line: string) => process.stdout.write(`${line}\n`);

interface Job { readonly fault: Fault; readonly durability: Durability }

function jobsOf(words: string[]): Job[] {
  const durabilities = BOTH.filter((durability) => words.includes(durability));
  const names = words.filter((word) => !(BOTH as string[]).includes(word));
  const unknown = names.filter((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new Error(`no such fault: ${unknown.join(', ')}; npm run chaos -- --list names them`);
  return FAULTS.filter(({ name }) => names.length === 0 || names.includes(name))
    .flatMap((fault) => (fault.durabilities ?? [Durability.LOSSLESS]).map((durability) => ({ fault, durability })))
    .filter(({ durability }) => durabilities.length === 0 || durabilities.includes(durability));
}

function record(row: Row): void {
  const old: Row[] = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : [];
  const rows = merge(old, [row], FAULTS.map(({ name }) => name));
  writeFileSync(RECORD, `${JSON.stringify(rows, undefined, 2)}\n`);
  writeFileSync(PAGE, pageOf(rows, FAULTS));
}

async function versions(): Promise<Pick<Row, 'commit' | 'mysql' | 'kubernetes'>> {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', 'lib') !== '';
  const { serverVersion } = JSON.parse(await kubectl(['version', '-o', 'json']));
  return { commit: `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`, mysql: IMAGES.mysql.split(':').pop()!, kubernetes: serverVersion.gitVersion };
}

/** Returns whether the set healed and every goal was met. */
async function runJob({ fault, durability }: Job, seenWith: Pick<Row, 'commit' | 'mysql' | 'kubernetes'>): Promise<boolean> {
  try {
    const outcome = await runFault(fault, durability);
    record({ ...outcome, ...seenWith });
    print([shortLine(outcome), ...(outcome.wrong ?? []).slice(0, 5).map((why) => `    ${why}`)].join('\n'));
    return outcome.missed.length === 0;
  } catch (error) {
    print(`${fault.name.padEnd(20)} ${durability.padEnd(9)} FAILED: ${String(error).split('\n').slice(0, 3).join(' | ')}`);
    return false;
  }
}

async function main(words: string[]): Promise<void> {
  if (words.includes('--list')) {
    for (const { name, title, machine } of FAULTS) print(`${name.padEnd(20)} ${title}${machine ? ' (needs CHAOS_MACHINE)' : ''}`);
    return;
  }
  const jobs = jobsOf(words);
  await preflight();
  const seenWith = await versions();
  const skipped = jobs.filter(({ fault }) => fault.machine && !COMMAND);
  if (skipped.length > 0) print(`not run, because CHAOS_MACHINE names no command: ${[...new Set(skipped.map(({ fault }) => fault.name))].join(', ')}`);
  let good = 0;
  const todo = jobs.filter((job) => !skipped.includes(job));
  for (const job of todo) if (await runJob(job, seenWith)) good++;
  await untilAllLeft();
  print(`${good} of ${todo.length} ok`);
  if (good < todo.length) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) => {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
