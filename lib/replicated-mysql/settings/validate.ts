import { ValidationErrors } from '../../validation/errors';
import type { Size } from 'cdk8s';
import { bytesOf, quantityOf } from '../../validation/sizes';
import type { Defaulted } from '../props';
import { optionOf, plain, validateNotOwned, validateOptions } from './option-files';

type Settings = { [key: string]: string };

/** Options whose value is a secret, also by the beginning of a name, as MySQL takes it. */
const SECRET = /(^report-pass.*|^pass|password|passwd|pwd|passphrase|secret-id)$/;

/** Such names that hold no secret but a policy. */
const POLICY = /^(validate-password|disconnect-on-expired-password)$/;

/** Without them the servers have no TLS, which the internal accounts need. */
const TLS = /^(auto-generate-certs|ssl)$/;

/** MySQL's words for on; an option without a value is on, and one with any other value is off. */
const ON = /^(|1|on|true)$/i;

const SIZE = /^\s*(\d+)\s*([kmgtpe]?)\s*$/i;

/** Checks all settings: what MySQL cannot read, what the construct owns, and what would break replication or safety. */
export function validateSettings(errors: ValidationErrors, set: Defaulted): void {
  for (const prop of ['settings', 'primarySettings', 'replicaSettings'] as const) {
    const settings = set[prop] ?? {};
    validateOptions(errors, prop, withoutSecrets(errors, prop, settings));
    if (!set.tls) validateCertificates(errors, prop, settings);
    validateBufferPool(errors, prop, settings, set.memory);
    validateNotOwned(errors, prop, settings, /^disabled-storage-engines$/, 'leave it out: storageEngines sets it');
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
    if (!TLS.test(optionOf(key)) || !isOff(key, value)) continue;
    errors.add(
      `${prop}.${key}`,
      value,
      'not disabled without tls',
      'leave it out, or give tls: accounts of the cluster connect by TLS only',
    );
  }
}

function isOff(key: string, value: unknown): boolean {
  return /^(loose-)?(skip|disable)-/.test(plain(key)) || !ON.test(String(value));
}

function validateBufferPool(errors: ValidationErrors, prop: string, settings: Settings, memory: Size): void {
  for (const [key, value] of Object.entries(settings)) {
    if (optionOf(key) !== 'innodb-buffer-pool-size' || !(amountOf(value) >= bytesOf(memory))) continue;
    errors.add(
      `${prop}.${key}`,
      value,
      `less than memory, which is ${quantityOf(memory)}`,
      'raise memory, or leave it out: the pool follows memory',
    );
  }
}

/** A size as MySQL writes it; NaN where it is none. */
function amountOf(size: unknown): number {
  const [, digits, unit] = SIZE.exec(String(size)) ?? [];
  return digits === undefined ? NaN : Number(digits) * 1024 ** ' kmgtpe'.indexOf(unit.toLowerCase() || ' ');
}
