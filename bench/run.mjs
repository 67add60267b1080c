// Costs as ratios within one run, so that the machine does not matter. usage: npm run bench [-- WORD of the rows wanted]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, exec, fail, temporaryDirectory } from '../scripts/tools.mjs';
import { kustomization } from './kustomize.mjs';
import { compare } from './rounds.mjs';

const directory = temporaryDirectory('bench');
const out = (name) => join(directory, name);
const sets = (kind, count) => ['node', 'bench/sets.js', kind, String(count), out(`${kind}-${count}`.replaceAll('/', '_'))];
const run = ([command, ...args]) => exec(command, args);

exec('node', ['scripts/compile.mjs']);
const replay = out('replay.js');
exec('node', ['bench/replay.js', '1000', replay]);
const [ours, theirs] = [sets('ours', 1000), sets(replay, 1000)];
for (const command of [ours, theirs, sets('ours', 1)]) run(command);
const written = (command) => readFileSync(join(command.at(-1), 'sets.k8s.yaml'), 'utf8');
if (written(ours) !== written(theirs)) fail('the hand-written objects do not give the same bytes: the comparison would mean nothing');

const overlays = (count) => ['kubectl', 'kustomize', kustomization(out(`kustomize-${count}`), written(sets('ours', 1)), count)];
mkdirSync(out('bare'));

const rows = [
  { name: '1000 sets / hand-written objects', goal: 1.25, by: 'cpu', left: ours, right: theirs },
  { name: '100 linked sets / unrelated', goal: 1.3, by: 'cpu', left: sets('linked', 100), right: sets('unlinked', 100) },
  {
    name: 'loading the package / its peers', goal: 1.05, repeat: 5,
    left: ['node', '-e', "require('./build')"], right: ['node', '-e', "require('cdk8s'); require('cdk8s-plus-27')"],
  },
  {
    name: 'cdk8s synth as shipped / bare CLI', goal: 1.8,
    left: ['cdk8s', 'synth', '--output', out('shipped')], right: ['cdk8s', 'synth', '--app', 'mkdir -p "$CDK8S_OUTDIR"', '--output', out('bare')],
  },
  { name: '1 set / kubectl kustomize', goal: 2.2, repeat: 5, left: sets('ours', 1), right: overlays(1) },
  { name: '100 sets / kubectl kustomize', goal: 0.35, left: sets('ours', 100), right: overlays(100) },
];

const wanted = rows.filter((row) => process.argv.slice(2).every((word) => row.name.includes(word)));
console.log(`${'medians of 5 rounds'.padEnd(36)}  goal    wall    cpu   spread       seconds`);
for (const row of wanted) {
  const { by = 'wall' } = row;
  const result = compare({ ...row, by, env: { ...environment, ERRORS: out('errors') } });
  const ratio = (what) => `${result[what].toFixed(2)}${by === what ? '*' : ' '}`.padStart(6);
  const spread = `${result.low.toFixed(2)}-${result.high.toFixed(2)}`;
  const seconds = `${result.left.toFixed(3).padStart(7)} /${result.right.toFixed(3).padStart(7)}`;
  const status = result[by] <= row.goal ? 'ok' : 'MISSED';
  console.log(`${row.name.padEnd(36)}  ${row.goal.toFixed(2)}  ${ratio('wall')} ${ratio('cpu')}   ${spread}  ${seconds}  ${status}`);
}
console.log('* counts. Where neighbours use the machine, cpu is the steadier one.');
