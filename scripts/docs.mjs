// API.md is what jsii-docgen makes of the compiled package. usage: node scripts/docs.mjs [--update]
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec, fail, temporaryFolder } from './tools.mjs';

const fresh = join(temporaryFolder('docs'), 'API.md');
exec('jsii-docgen', ['-o', fresh]);
if (process.argv.includes('--update')) copyFileSync(fresh, 'API.md');
else if (!existsSync('API.md') || readFileSync('API.md', 'utf8') !== readFileSync(fresh, 'utf8')) {
  fail('API.md is not what the doc comments in lib/ say now. Repair: npm run update');
}
