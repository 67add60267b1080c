// Every TypeScript block of README.md and of docs/ compiles against the compiled package, as a user's program does. A block without imports
// stands in rosetta/default.ts-fixture; a whole program is marked ```ts nofixture.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { exec, fail, filesOf, root, temporaryDirectory } from './tools.mjs';

const require = createRequire(`${root}/`);
require('ts-node').register();
const { blocksOf } = require('./test/docs/blocks.ts');
const { programOf } = require('./test/docs/reader-app.ts');

const pages = ['README.md', ...filesOf('docs').filter((file) => file.endsWith('.md'))];
const snippets = pages.flatMap(blocksOf).filter(({ info }) => /^ts\b/.test(info));
if (!snippets.length) fail('README.md has no ```ts snippet');

const directory = temporaryDirectory('snippets');
const files = snippets.map((snippet) => {
  const file = `${snippet.page}-line-${snippet.line}.ts`;
  mkdirSync(join(directory, dirname(file)), { recursive: true });
  writeFileSync(join(directory, file), programOf(snippet));
  return file;
});
mkdirSync(join(directory, 'node_modules', '@types'), { recursive: true });
for (const name of ['cdk8s', 'cdk8s-plus-27', 'constructs', '@types/node']) symlinkSync(join(root, 'node_modules', name), join(directory, 'node_modules', name));
symlinkSync(root, join(directory, 'node_modules', 'cdk8s-stateful'));
const compilerOptions = { rootDir: '.', noEmit: true, noUnusedLocals: false };
writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files }));
exec('tsc', ['-p', '.'], { cwd: directory });
console.log(`note: ${snippets.length} snippets in ${pages.length} pages`);
