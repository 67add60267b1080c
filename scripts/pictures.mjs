// Pictures in Markdown are what Diagram makes of the charts in apps/. usage: node scripts/pictures.mjs [--update]
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fail, filesOf, root } from './tools.mjs';

const require = createRequire(`${root}/`);
require('./scripts/typescript.js');
const { App } = require('cdk8s');
const { Diagram } = require('./lib/index.ts');

const PICTURE = /(<!-- picture of (\w+) in (\S+) -->\n)[^]*?(<!-- end of picture -->)/g;
const pages = ['README.md', ...filesOf('docs').filter((file) => file.endsWith('.md'))];

function drawn(_, begin, name, file, end) {
  const chart = new (require(`./${file}`)[name])(new App(), 'chart');
  return `${begin}\n\`\`\`mermaid\n${Diagram.mermaidOf(chart)}\`\`\`\n\n${end}`;
}

let pictures = 0;
const drift = pages.filter((page) => {
  const text = readFileSync(page, 'utf8');
  const fresh = text.replace(PICTURE, (...match) => (pictures++, drawn(...match)));
  if (process.argv.includes('--update')) writeFileSync(page, fresh);
  else return text !== fresh;
});
if (!pictures) fail('no page has a picture');
if (drift.length) fail(`${drift.map((page) => `${page}: a picture is not what its chart contains now`).join('\n')}\nRepair: npm run update`);
console.log(`note: ${pictures} pictures`);
