// Every TypeScript snippet of README.md and of the doc comments compiles. A snippet without imports stands in rosetta/default.ts-fixture;
// a whole program is marked ```ts nofixture.
import { readFileSync, rmSync } from 'node:fs';
import { exec, fail } from './tools.mjs';

const snippets = readFileSync('README.md', 'utf8').match(/^```ts\b/gm) ?? [];
if (!snippets.length) fail('README.md has no ```ts snippet');
exec('jsii-rosetta', ['extract', '--strict', '.'], { env: { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' } });
rmSync('.jsii.tabl.json');
console.log(`note: ${snippets.length} snippets in README.md`);
