import { readFileSync } from 'fs';
import { join } from 'path';
import { Problems } from '../parts/checks';

// Right from the sources and from the compiled package.
const ASSETS = join(__dirname, '..', '..', 'lib', 'replicated-mysql');

/** The folder of what runs in the pods. */
export const SCRIPTS = join(ASSETS, 'scripts');

const texts = new Map<string, string>();

/** The text of a file in config/, read once. */
export function configText(name: string): string {
  const text = texts.get(name) ?? readFileSync(join(ASSETS, 'config', name), 'utf8');
  texts.set(name, text);
  return text;
}

/** Settings that decide whether data is safe; config/server.cnf and init-server.sh set them. */
const OWNED = new Set([
  'bind-address', 'datadir', 'enforce-gtid-consistency', 'gtid-mode', 'init-file', 'innodb-flush-log-at-trx-commit', 'log-bin',
  'log-replica-updates', 'log-slave-updates', 'mysqlx', 'networking', 'name-resolve', 'pid-file', 'plugin-load', 'port', 'read-only',
  'relay-log', 'relay-log-recovery', 'replica-start', 'report-host', 'secure-file-priv', 'server-id', 'slave-start', 'socket',
  'super-read-only', 'sync-binlog', 'user',
]);

const PREFIXES = /^(loose-|skip-|enable-|disable-|maximum-)+/;

/** MySQL treats - and _ alike, and knows prefixes that switch or soften an option. */
function optionOf(key: string): string {
  return key.toLowerCase().replace(/_/g, '-').replace(PREFIXES, '');
}

/** Reports settings that MySQL could not read, or that the constructs own. */
export function checkSettings(problems: Problems, prop: string, settings: { [key: string]: string } = {}): void {
  for (const [key, value] of Object.entries(settings)) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(key)) {
      problems.add(prop, key, "keys that are names of MySQL's options", 'write it as in the MySQL manual, for example max_connections');
    } else if (OWNED.has(optionOf(key))) {
      problems.add(prop, key, 'keys that the construct does not own', 'leave it out: replication and crash safety depend on it');
    }
    if (/[\r\n]/.test(value)) {
      problems.add(prop, value, 'values of one line', `write each option of '${prop}' as a key of its own`);
    }
  }
}

/** The text of a role's option file: what the role is, then the user's settings. */
export function settingsText(role: string, ...settings: Array<{ [key: string]: string } | undefined>): string {
  const lines = Object.entries(Object.assign({}, ...settings)).map(([key, value]) => value === '' ? key : `${key}=${value}`);
  return configText(`${role}.cnf`) + lines.map(line => `${line}\n`).join('');
}
