// What the languages share. They run side by side, so a failure is an exception, and does not end the process.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root } from '../../scripts/tools.mjs';

export const SOURCES = join(root, 'test/languages');

/** Runs a program to its end; a failure has everything that the program said. */
export function run(command, args, { env = {}, ...options } = {}) {
  const settings = { env: { ...environment, ...env }, maxBuffer: 2 ** 28, ...options };
  return new Promise((done, failed) => {
    execFile(command, args, settings, (error, stdout, stderr) => {
      if (!error) return done(stdout);
      const reason = error.signal ?? `exit code ${error.code}`;
      failed(new Error(`${stdout}${stderr}\n${command} ${args.join(' ')}: ${reason}`));
    });
  });
}

/** Writes packages in a language: this one, and those of its peers which are in node_modules. */
export function pacmak(target, directory, ...names) {
  const projects = names.map((name) => (name === 'cdk8s-stateful' ? '.' : `node_modules/${name}`));
  const args = [...projects, '--code-only', '--targets', target, '--outdir', directory, '--no-npmignore'];
  // prepack would compile again
  return run('jsii-pacmak', args, { cwd: root, env: { npm_config_ignore_scripts: 'true' } });
}

export function versionOf(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
