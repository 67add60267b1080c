// Causes faults in MySQL clusters on the Kubernetes cluster of KUBECONFIG, and writes their cost to docs/failure-matrix.md.
// usage: npm run chaos [-- [FAULT...] [ASYNC|LOSSLESS|GROUP] [--list]]
import { execFileSync } from 'child_process';
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Durability, Replication } from '../../lib';
import { IMAGES } from '../cluster/images';
import { kubectlJson } from '../cluster/kubectl';
import preflight from '../cluster/preflight';
import { DRIVER } from './driver';
import { BOTH, Fault, Mode } from './fault';
import { FAULTS } from './faults';
import { merge, pageOf, Row, summaryOf, Versions } from './matrix';
import { runFault, untilAllDeleted } from './run';

const DOCS = join(__dirname, '..', '..', 'docs');
const ROWS = join(DOCS, 'failure-matrix.json');
const PAGE = join(DOCS, 'failure-matrix.md');

const print = (line: string) => process.stdout.write(`${line}\n`);

const MODES: Mode[] = [...BOTH, Replication.GROUP];

interface Job { readonly fault: Fault; readonly mode: Mode }

function jobsOf(args: string[]): Job[] {
  const modes = MODES.filter((mode) => args.includes(mode));
  const names = args.filter((arg) => !(MODES as string[]).includes(arg));
  const unknown = names.filter((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new Error(`no such fault: ${unknown.join(', ')}; npm run chaos -- --list shows all`);
  return FAULTS.filter(({ name }) => names.length === 0 || names.includes(name))
    .flatMap((fault) => (modes.includes(Replication.GROUP) ? MODES : fault.modes ?? [Durability.LOSSLESS]).map((mode) => ({ fault, mode })))
    .filter(({ mode }) => modes.length === 0 || modes.includes(mode));
}

function save(row: Row): void {
  const old: Row[] = existsSync(ROWS) ? JSON.parse(readFileSync(ROWS, 'utf8')) : [];
  const rows = merge(old, [row], FAULTS.map(({ name }) => name));
  writeFileSync(ROWS, `${JSON.stringify(rows, undefined, 2)}\n`);
  writeFileSync(PAGE, pageOf(rows, FAULTS));
}

async function currentVersions(): Promise<Versions> {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', 'lib') !== '';
  const { serverVersion } = await kubectlJson<{ serverVersion: { gitVersion: string } }>(['version']);
  const commit = `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`;
  return { commit, mysql: IMAGES.mysql.split(':').pop()!, kubernetes: serverVersion.gitVersion };
}

/** Returns whether the cluster recovered and every goal was met. */
async function runJob({ fault, mode }: Job, versions: Versions): Promise<boolean> {
  try {
    const outcome = await runFault(fault, mode);
    save({ ...outcome, ...versions });
    print([summaryOf(outcome), ...(outcome.falseReady ?? []).slice(0, 5).map((why) => `    ${why}`)].join('\n'));
    return outcome.missedGoals.length === 0;
  } catch (error) {
    const message = String(error).split('\n').slice(0, 3).join(' | ');
    print(`${fault.name.padEnd(21)} ${mode.padEnd(9)} FAILED: ${message}`);
    return false;
  }
}

function printFaults(): void {
  for (const { name, title, needsDriver } of FAULTS) print(`${name.padEnd(21)} ${title}${needsDriver ? ' (needs CHAOS_DRIVER)' : ''}`);
}

async function main(args: string[]): Promise<void> {
  if (args.includes('--list')) return printFaults();
  const jobs = jobsOf(args);
  await preflight();
  const versions = await currentVersions();
  const skipped = jobs.filter(({ fault }) => fault.needsDriver && !DRIVER);
  const names = new Set(skipped.map(({ fault }) => fault.name));
  if (skipped.length > 0) print(`skipped, because CHAOS_DRIVER is not set: ${[...names].join(', ')}`);
  const runnable = jobs.filter((job) => !skipped.includes(job));
  let passed = 0;
  for (const job of runnable) if (await runJob(job, versions)) passed++;
  await untilAllDeleted();
  print(`${passed} of ${runnable.length} ok`);
  if (passed < runnable.length) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) => {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
