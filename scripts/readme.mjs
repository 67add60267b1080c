// Every TypeScript snippet of README.md, of docs/ and of the doc comments compiles. A snippet without imports stands in
// rosetta/default.ts-fixture; a whole program is marked ```ts nofixture.
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exec, fail, filesOf, temporaryFolder } from './tools.mjs';

const pages = ['README.md', ...filesOf('docs').filter((file) => file.endsWith('.md'))];
const markdown = pages.map((page) => readFileSync(page, 'utf8')).join('\n');
const snippets = markdown.match(/^```ts\b/gm) ?? [];
if (!snippets.length) fail('README.md has no ```ts snippet');

// rosetta reads one page: the one that stands in the assembly
const folder = temporaryFolder('readme');
const assembly = JSON.parse(readFileSync('.jsii', 'utf8'));
writeFileSync(join(folder, '.jsii'), JSON.stringify({ ...assembly, readme: { markdown } }));
cpSync('package.json', join(folder, 'package.json'));
for (const name of ['build', 'node_modules', 'rosetta']) symlinkSync(resolve(name), join(folder, name));
exec('jsii-rosetta', ['extract', '--strict', folder], { env: { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' } });
console.log(`note: ${snippets.length} snippets in ${pages.length} pages`);
