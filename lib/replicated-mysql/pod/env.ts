import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ValidationErrors } from '../../validation/errors';
import { ASSETS } from '../settings/option-files';

/** Which prop does it here; the entrypoint of the official image would read most of them. */
const HINTS: Array<[RegExp, string]> = [
  [/^MYSQL_(ROOT_PASSWORD|RANDOM_ROOT_PASSWORD|ONETIME_PASSWORD|ALLOW_EMPTY_PASSWORD)/, 'use rootPassword'],
  [/^MYSQL_ROOT_HOST/, 'root may log in only inside the pods: declare a user by users'],
  [/^MYSQL_DATABASE/, 'use database or databases'],
  [/^MYSQL_USER/, 'use user or users'],
  [/^MYSQL_PASSWORD/, 'use userPassword or users'],
  [/^MYSQL/i, 'use settings'],
  [/^TZ$/, "use settings: { 'default-time-zone': '+01:00' }"],
];

/** What bash takes for itself; by TZ the times of log lines. */
const OF_SHELL = /^(BASH.*|ENV|HOME|IFS|PATH|POSIXLY_CORRECT|PS[0-4]|SHELLOPTS|TZ)$/;

/** Refuses variables that do nothing here, and those that would change what the scripts do. */
export function validateServerEnv(
  errors: ValidationErrors,
  prop: string,
  env: { readonly [name: string]: unknown },
): void {
  const names = Object.keys(env);
  const scripts = names.length > 0 ? variablesOfScripts() : new Set();
  for (const name of names) {
    const [, hint = 'use another name'] = HINTS.find(([pattern]) => pattern.test(name)) ?? [];
    if (/^MYSQL/i.test(name)) {
      errors.add(prop, name, "no variables of the MySQL image: the image's entrypoint does not run here", hint);
    } else if (scripts.has(name) || OF_SHELL.test(name)) {
      errors.add(prop, name, 'no variables that the scripts use', hint);
    }
  }
}

/** Every variable that a script of the pod reads or sets. */
function variablesOfScripts(): Set<unknown> {
  const files = readdirSync(ASSETS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sh'));
  const texts = files.map((file) => readFileSync(join(ASSETS, file), 'utf8')).join('\n');
  return new Set(
    [...texts.matchAll(/\$\{?([A-Z][A-Z0-9_]*)|\b([A-Z][A-Z0-9_]*)=/g)].map(([, read, set]) => read ?? set),
  );
}
