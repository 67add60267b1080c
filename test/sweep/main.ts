// Tries values of every option of mysqld in MySQL clusters on the Kubernetes cluster of KUBECONFIG, and writes docs/mysql-settings.md.
// usage: npm run sweep [-- [PASS] [OPTION...]]   all options, or only these; with a PASS, nothing is written
//        npm run sweep -- --page               writes the page anew, after a change of the rules
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { IMAGES } from '../cluster/images';
import preflight from '../cluster/preflight';
import { classOf, Option, readOptions, valuesOf } from './options';
import { classified, pageOf, Row } from './page';
import { Failure, failuresIn, limited } from './search';
import { REJECTED, Settings, trial } from './trial';

const GROUP = Number(process.env.SWEEP_GROUP ?? 40);
const PASSES = [0, 1];
const AT_ONCE = Number(process.env.SWEEP_AT_ONCE ?? 3);
const ROWS = join(__dirname, 'rows.json');
const PAGE = join(__dirname, '..', '..', 'docs', 'mysql-settings.md');
const VERSION = `MySQL ${IMAGES.mysql.split(':').pop()}`;

interface Try { readonly option: string; readonly value: string }

const print = (line: string) => process.stdout.write(`${line}\n`);

const rejected: Failure<Try>[] = [];

/** What mysqld rejects by name is said by `init`, and is left out of the group. */
async function outcomeOf(tries: Try[]): Promise<string | undefined> {
  const settings: Settings = Object.fromEntries(tries.map(({ option, value }) => [option, value]));
  const outcome = await trial(settings).then(() => undefined, (error: Error) => error.message);
  const words = outcome?.includes(REJECTED) ? outcome.toLowerCase().replace(/[ _]/g, '-') : '';
  const others = tries.filter(({ option }) => !words.includes(option));
  if (others.length === tries.length || tries.length === 1) return outcome;
  for (const left of tries.filter((one) => !others.includes(one))) rejected.push({ item: left, outcome: outcome! });
  print(`${outcome}`);
  return outcomeOf(others);
}

const run = limited(AT_ONCE, async (tries: Try[]) => {
  const outcome = await outcomeOf(tries);
  print(`${tries.length} settings from ${tries[0].option}=${tries[0].value}: ${outcome ?? 'ok'}`);
  return outcome;
});

/** In groups whose members are far from each other: neighbours often belong to one part of mysqld. */
function groupsOf(tries: Try[]): Try[][] {
  const count = Math.ceil(tries.length / GROUP);
  return Array.from({ length: count }, (_, n) => tries.filter((__, at) => at % count === n));
}

async function sweep(options: Option[], passes: number[]): Promise<Failure<Try>[]> {
  const failures: Failure<Try>[] = [];
  for (const pass of passes) {
    const tries = options.filter((option) => valuesOf(option).length > pass).map((option) => ({
      option: option.name, value: valuesOf(option)[pass],
    }));
    print(`pass ${pass + 1}: ${tries.length} settings`);
    failures.push(...(await Promise.all(groupsOf(tries).map((group) => failuresIn(group, run)))).flat());
  }
  return failures;
}

function rowsOf(options: Option[], failures: Failure<Try>[]): Row[] {
  const failure = (name: string, value: string) => failures.find(({ item }) => item.option === name && item.value === value)?.outcome ?? '';
  return options.map((option) => ({
    option: option.name,
    class: classOf(option.name),
    tried: Object.fromEntries(valuesOf(option).map((value) => [value, failure(option.name, value)])),
  }));
}

const saved = (): Row[] => (existsSync(ROWS) ? JSON.parse(readFileSync(ROWS, 'utf8')) : []);

function save(rows: Row[]): void {
  writeFileSync(ROWS, `${JSON.stringify(rows, undefined, 1)}\n`);
  writeFileSync(PAGE, pageOf(rows, VERSION));
}

async function main(names: string[]): Promise<void> {
  if (names.includes('--page')) return save(classified(saved()));
  await preflight();
  const all = await readOptions();
  const only = names.filter((name) => !/^\d$/.test(name));
  const options = only.length > 0 ? all.filter(({ name }) => only.includes(name)) : all;
  const passes = PASSES.filter((pass) => only.length === names.length || names.includes(String(pass + 1)));
  const failures = [...await sweep(options, passes), ...rejected];
  for (const { item, outcome } of failures) print(`FAILED ${item.option}=${item.value}: ${outcome}`);
  if (passes.length < PASSES.length) return;
  const before = only.length > 0 ? saved() : [];
  const rows = new Map([...before, ...rowsOf(options, failures)].map((row) => [row.option, row]));
  save([...rows.values()].sort((a, b) => (a.option < b.option ? -1 : 1)));
}

void main(process.argv.slice(2));
