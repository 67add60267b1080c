// Parts of Markdown pages that are generated: `<!-- KIND of NAME in FILE -->`, the generated text, `<!-- end of KIND -->`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fail, filesOf, root } from './tools.mjs';

export const require = createRequire(`${root}/`);
require('ts-node').register();

/** Fails where a page does not have what `textOf(exports of FILE, NAME)` says, or writes it with --update. */
export function keepMarked(kind, textOf) {
  const marked = new RegExp(`(<!-- ${kind} of (\\w+) in (\\S+) -->\n)[^]*?(<!-- end of ${kind} -->)`, 'g');
  let count = 0;
  const drift = ['README.md', ...filesOf('docs').filter((file) => file.endsWith('.md'))].filter((page) => {
    const text = readFileSync(page, 'utf8');
    const fresh = text.replace(marked, (_, begin, name, file, end) => (count++, `${begin}\n${textOf(require(`./${file}`), name)}\n${end}`));
    if (process.argv.includes('--update')) writeFileSync(page, fresh);
    else return text !== fresh;
  });
  if (!count) fail(`no page has the mark "${kind} of"`);
  if (drift.length) fail(`${drift.map((page) => `${page}: ${kind} between the marks is not what the code says now`).join('\n')}\nRepair: npm run update`);
  console.log(`note: ${kind} of ${count} places`);
}
