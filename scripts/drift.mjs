// dist/ is what apps/main.ts writes, byte for byte.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exec, fail, filesOf, temporaryDirectory } from './tools.mjs';

const fresh = join(temporaryDirectory('drift'), 'dist');
exec('cdk8s', ['synth', '--output', fresh]);

const namesIn = (directory) => filesOf(directory).map((file) => relative(directory, file));
const [committed, synthesized] = [namesIn('dist'), namesIn(fresh)];
const differs = (name) => !readFileSync(join('dist', name)).equals(readFileSync(join(fresh, name)));
const drift = [
  ...synthesized.filter((name) => !committed.includes(name)).map((name) => `dist/${name}: missing`),
  ...committed.filter((name) => !synthesized.includes(name)).map((name) => `dist/${name}: no chart writes it any more`),
  ...synthesized.filter((name) => committed.includes(name) && differs(name)).map((name) => `dist/${name}: differs`),
];
if (!synthesized.length) drift.push('the app wrote nothing');
if (drift.length) fail(`${drift.join('\n')}\ndist/ is not what the app writes. Repair: npm run synth, then read git diff dist`);
