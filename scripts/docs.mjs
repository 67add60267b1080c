// API.md is what jsii-docgen makes of the compiled package, and tables of props follow from the rules. usage: node scripts/docs.mjs [--update]
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepMarked } from './marked.mjs';
import { propsTable } from './props-table.mjs';
import { exec, fail, temporaryDirectory } from './tools.mjs';

const fresh = join(temporaryDirectory('docs'), 'API.md');
exec('jsii-docgen', ['-o', fresh]);
if (process.argv.includes('--update')) copyFileSync(fresh, 'API.md');
else if (!existsSync('API.md') || readFileSync('API.md', 'utf8') !== readFileSync(fresh, 'utf8')) {
  fail('API.md is not what the doc comments in lib/ say now. Repair: npm run update');
}
keepMarked('props', ({ RULES }, name) => propsTable(RULES, name));
