import { ValidationErrors } from '../../validation/errors';
import type { Defaulted } from '../props';
import { BOUNDED } from './bounded-options';
import { optionOf, plain, validateNotOwned, validateOptions } from './option-files';
import { currentName } from './owned-options';

type Settings = { [key: string]: string };

/** Options whose value is a secret, also by the beginning of a name, as MySQL takes it. */
const SECRET = /(^report-pass.*|^pass|password|passwd|pwd|passphrase|secret-id)$/;

/** Such names that hold no secret but a policy. */
const POLICY = /^(validate-password|disconnect-on-expired-password)$/;

/** Without them the servers have no TLS, which the internal accounts need. */
const TLS = /^(auto-generate-certs|ssl)$/;

/** mysqld checks its own certificate, which is not issued by a CA without tls. */
const CHECKED = /^tls-certificates-enforced-validation$/;

const NEEDS_TLS = 'leave it out, or give tls: accounts of the cluster connect by TLS only';

/** MySQL's words for on; an option without a value is on, and one with any other value is off. */
const ON = /^(|1|on|true)$/i;

/** Defaults, generated columns and indexes depend on them, and the binary log does not have them. */
const SAME_EVERYWHERE =
  /^(default-week-format|div-precision-increment|ft-.*|innodb-ft-.*(stopword|token-size).*|ngram-token-size)$/;

/** Checks all settings: what MySQL cannot read, what the construct owns, and what would break replication or safety. */
export function validateSettings(errors: ValidationErrors, set: Defaulted): void {
  for (const prop of ['settings', 'primarySettings', 'replicaSettings'] as const) {
    const settings = set[prop] ?? {};
    validateOptions(errors, prop, withoutSecrets(errors, prop, settings));
    if (!set.tls) validateCertificates(errors, prop, settings);
    validateBounds(errors, prop, settings, set);
    validateNotOwned(errors, prop, settings, /^disabled-storage-engines$/, 'leave it out: storageEngines sets it');
    if (prop !== 'settings') validateNotOwned(errors, prop, settings, SAME_EVERYWHERE, 'write it into settings');
  }
}

/**
 * The ConfigMap with the settings is for everybody's eyes. What is secret is refused, and is judged no further: an
 * error would show it.
 */
function withoutSecrets(errors: ValidationErrors, prop: string, settings: Settings): Settings {
  const secrets = Object.keys(settings).filter(isSecret);
  for (const key of secrets)
    errors.add(
      prop,
      key,
      'keys that hold no password',
      'leave it out: settings are in a ConfigMap, where nothing is secret',
    );
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !secrets.includes(key)));
}

function isSecret(key: string): boolean {
  return SECRET.test(optionOf(key)) && !POLICY.test(optionOf(key));
}

function validateCertificates(errors: ValidationErrors, prop: string, settings: Settings): void {
  for (const [key, value] of Object.entries(settings)) {
    const off = isOff(key, value);
    if (TLS.test(optionOf(key)) && off) errors.add(`${prop}.${key}`, value, 'not disabled without tls', NEEDS_TLS);
    if (CHECKED.test(optionOf(key)) && !off) errors.add(`${prop}.${key}`, value, "'OFF' without tls", NEEDS_TLS);
  }
}

function isOff(key: string, value: unknown): boolean {
  return isSwitchedOff(key) || !ON.test(String(value));
}

/** MySQL takes such a prefix for the value OFF. */
function isSwitchedOff(key: string): boolean {
  return /^(loose-)?(skip|disable)-/.test(plain(key));
}

function validateBounds(errors: ValidationErrors, prop: string, settings: Settings, set: Defaulted): void {
  for (const [key, value] of Object.entries(settings)) {
    const bound = BOUNDED[currentName(optionOf(key))];
    if (!bound || bound.accepts(isSwitchedOff(key) ? 'off' : String(value), set)) continue;
    errors.add(`${prop}.${key}`, value, bound.expected(set), bound.hint);
  }
}
