import { readFileSync } from 'fs';
import { join } from 'path';
import { Problems } from '../parts/checks';

// Right from the sources and from the compiled package.
const ASSETS = join(__dirname, '..', '..', 'lib', 'replicated-mysql');

/** The folder of what runs in the pods. */
export const SCRIPTS = join(ASSETS, 'scripts');

const texts = new Map<string, string>();

/** The text of a file in config/, read once. */
function configText(name: string): string {
  const text = texts.get(name) ?? readFileSync(join(ASSETS, 'config', name), 'utf8');
  texts.set(name, text);
  return text;
}

/** Settings that decide whether data is safe, or that only count while a server is made; scripts/server.cnf and the scripts set them. */
const OWNED = new Set([
  'bind-address', 'datadir', 'enforce-gtid-consistency', 'grant-tables', 'gtid-mode', 'init-file', 'innodb-data-file-path', 'innodb-data-home-dir',
  'innodb-doublewrite', 'innodb-flush-log-at-trx-commit', 'innodb-log-group-home-dir', 'innodb-page-size', 'innodb-undo-directory', 'log-bin',
  'log-bin-index', 'log-replica-updates', 'log-slave-updates', 'lower-case-table-names', 'mysqlx', 'name-resolve', 'networking', 'offline-mode',
  'pid-file', 'plugin-load', 'plugin-load-add', 'port', 'read-only', 'relay-log', 'relay-log-index', 'relay-log-recovery', 'replica-net-timeout', 'replica-skip-errors',
  'replica-start', 'report-host', 'report-port', 'secure-file-priv', 'server-id', 'slave-skip-errors', 'slave-start', 'socket', 'super-read-only',
  'sync-binlog', 'tmpdir', 'user',
]);

/** Families of such settings: what is replicated, who acknowledges, and how a server is made. */
const OWNED_FAMILY = /^(binlog-(do|ignore)-db|initialize.*|replicate-.*|rpl-semi-sync-.*)$/;

const PREFIXES = /^(loose-|skip-|enable-|disable-|maximum-)+/;

/** MySQL treats - and _ alike. */
export function plain(key: string): string {
  return key.toLowerCase().replace(/_/g, '-');
}

/** MySQL knows prefixes that switch or soften an option. */
export function optionOf(key: string): string {
  return plain(key).replace(PREFIXES, '');
}

function isOwned(key: string): boolean {
  const option = optionOf(key);
  return OWNED.has(option) || OWNED_FAMILY.test(option);
}

/** Reports settings that MySQL could not read, or that the constructs own. */
export function checkSettings(problems: Problems, prop: string, settings: { [key: string]: string } = {}): void {
  for (const [key, value] of Object.entries(settings)) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(key)) {
      problems.add(prop, key, "keys that are names of MySQL's options", 'write it as in the MySQL manual, for example max_connections');
    } else if (isOwned(key)) {
      problems.add(prop, key, 'keys that the construct does not own', 'leave it out: replication and crash safety depend on it');
    }
    if (typeof value !== 'string') {
      problems.add(`${prop}.${key}`, value, 'text', 'put it in quotes');
    } else if (/[\r\n]/.test(value)) {
      problems.add(`${prop}.${key}`, value, 'a value of one line', `write each option of '${prop}' as a key of its own`);
    }
  }
}

/** Reports settings that another prop makes. */
export function checkNotOwned(problems: Problems, prop: string, settings: { [key: string]: string } = {}, owned: RegExp, repair: string): void {
  for (const key of Object.keys(settings)) {
    if (owned.test(optionOf(key))) problems.add(prop, key, 'keys that no other prop sets', repair);
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
