// Lints every shell script of the repository, its tests included: each by itself, as following what it sources takes three times as long
// and finds nothing more. What was found is kept by the script's content. usage: node scripts/shellcheck.mjs [FILE...]
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cached, fail, filesOf } from './tools.mjs';
import { linter } from './shellcheck-linter.mjs';

const NOT_FOLLOWED = 1091;
const UNUSED = 2034;

const isShell = (file) => /\.(sh|bash|bats)$/.test(file) || file === '.ci/run';
const found = ['lib', 'test', 'scripts', 'bench', '.ci'].flatMap(filesOf).filter(isShell);
const scripts = process.argv.length > 2 ? process.argv.slice(2) : found;
if (!scripts.length) fail('no shell script found');
const text = new Map([...found, ...scripts].map((file) => [file, readFileSync(file, 'utf8')]));

/** Scripts are sourced into one another, so a variable that another one mentions is in use. */
function usedElsewhere(script, message) {
  const variable = new RegExp(`\\b${message.split(' ')[0]}\\b`);
  return [...text].some(([file, content]) => file !== script && variable.test(content));
}

function complaintsAbout(script, findings) {
  return findings
    .filter(({ code, message }) => code !== NOT_FOLLOWED && !(code === UNUSED && usedElsewhere(script, message)))
    .map(({ line, column, code, level, message }) => `${script}:${line}:${column} SC${code} ${level}: ${message}`);
}

/** In lib, as eslint has it for TypeScript; shellcheck does not count. */
const LONGEST = 120;

function tooLongIn(script) {
  const lines = script.startsWith('lib/') ? text.get(script).split('\n') : [];
  return lines.flatMap((line, n) => [...line].length > LONGEST ? [`${script}:${n + 1} has ${[...line].length} characters, at most ${LONGEST}`] : []);
}

const { version, lint } = linter();
const keyOf = (script) => createHash('sha256').update(`${version} ${script}\n${text.get(script)}`).digest('hex');
const findings = await cached('shellcheck', new Map(scripts.map((script) => [script, keyOf(script)])), lint);
const complaints = scripts.flatMap((script) => [...complaintsAbout(script, findings.get(script)), ...tooLongIn(script)]);
if (complaints.length) fail(`${complaints.join('\n')}\n${complaints.length} findings; see https://www.shellcheck.net/wiki/`);
console.log(`note: ${scripts.length} scripts, ${version}`);
