import { readFileSync } from 'fs';
import { join } from 'path';
import { ValidationErrors } from '../../validation/errors';
import { whyOwned } from './owned-options';

/** The directory of scripts and option files; right from the sources and from the compiled package. */
export const ASSETS = join(__dirname, '..', '..', '..', 'lib', 'replicated-mysql');

const texts = new Map<string, string>();

/** The text of a file in config/, read once. */
function configText(name: string): string {
  const text = texts.get(name) ?? readFileSync(join(ASSETS, 'config', name), 'utf8');
  texts.set(name, text);
  return text;
}

const PREFIXES = /^(loose-|skip-|enable-|disable-|maximum-)+/;

/** MySQL treats - and _ alike. */
export function plain(key: string): string {
  return key.toLowerCase().replace(/_/g, '-');
}

/** MySQL knows prefixes that switch or soften an option. */
export function optionOf(key: string): string {
  return plain(key).replace(PREFIXES, '');
}

/** Reports settings that MySQL could not read, or that the constructs own. */
export function validateOptions(
  errors: ValidationErrors,
  prop: string,
  settings: { [key: string]: string } = {},
): void {
  for (const [key, value] of Object.entries(settings)) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(key)) {
      errors.add(
        prop,
        key,
        "keys that are names of MySQL's options",
        'write it as in the MySQL manual, for example max_connections',
      );
    } else {
      const reason = whyOwned(optionOf(key));
      if (reason) errors.add(prop, key, 'keys that the construct does not own', `leave it out: ${reason}`);
    }
    if (typeof value !== 'string') {
      errors.add(`${prop}.${key}`, value, 'a string', 'put it in quotes');
    } else if (/[\r\n]/.test(value)) {
      errors.add(`${prop}.${key}`, value, 'a value of one line', `write each option of '${prop}' as a key of its own`);
    }
  }
}

/** Reports settings that another prop makes. */
export function validateNotOwned(
  errors: ValidationErrors,
  prop: string,
  settings: { [key: string]: string } = {},
  owned: RegExp,
  hint: string,
): void {
  for (const key of Object.keys(settings)) {
    if (owned.test(optionOf(key))) errors.add(prop, key, 'keys that no other prop sets', hint);
  }
}

/** The text of a role's option file: what the role is, then the user's settings; the later ones win. */
export function settingsText(role: string, ...settings: Array<{ [key: string]: string } | undefined>): string {
  const lines = new Map<string, string>();
  for (const [key, value] of settings.flatMap((some) => Object.entries(some ?? {}))) {
    lines.set(plain(key), value === '' ? `${key}\n` : `${key}=${quoted(value)}\n`);
  }
  return configText(`${role}.cnf`) + [...lines.values()].join('');
}

/** In an option file # begins a comment, a backslash an escape, and quotes at both ends are taken away. */
function quoted(value: string): string {
  return /[#\\'"]|^\s|\s$/.test(value) ? `"${value.replace(/\\/g, '\\\\')}"` : value;
}
