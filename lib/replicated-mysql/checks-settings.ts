import { Problems } from '../parts/checks';
import { amountOf } from '../parts/checks-quantity';
import { ReplicatedMySQLProps } from './props';
import { checkSettings, optionOf, plain } from './settings';

type Settings = { [key: string]: string };

/** Options whose value is a secret, also by the beginning of a name, as MySQL takes it. */
const SECRET = /(^report-pass.*|^pass|password|passwd|pwd|passphrase|secret-id)$/;

/** Such names that hold no secret but a policy. */
const POLICY = /^(validate-password|disconnect-on-expired-password)$/;

/** Without them the servers have no TLS, which the accounts of the set use. */
const TLS = /^(auto-generate-certs|ssl)$/;

/** MySQL's words for on; an option without a value is on, and one with any other value is off. */
const ON = /^(|1|on|true)$/i;

const SIZE = /^\s*(\d+)\s*([kmgtpe]?)\s*$/i;

/** Checks all settings: what MySQL could not read, what the construct owns, and what would break or betray the set. */
export function checkAllSettings(problems: Problems, props: ReplicatedMySQLProps): void {
  for (const prop of ['settings', 'primarySettings', 'replicaSettings'] as const) {
    const settings = props[prop] ?? {};
    checkSettings(problems, prop, withoutSecrets(problems, prop, settings));
    if (!props.tls) checkCertificates(problems, prop, settings);
    checkBufferPool(problems, prop, settings, props.memory ?? '1Gi');
  }
}

/** The ConfigMap with the settings is for everybody's eyes. What is secret is refused, and is judged no further: an error would show it. */
function withoutSecrets(problems: Problems, prop: string, settings: Settings): Settings {
  const secrets = Object.keys(settings).filter(isSecret);
  for (const key of secrets) problems.add(prop, key, 'keys that hold no password', 'leave it out: settings are in a ConfigMap, where nothing is secret');
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !secrets.includes(key)));
}

function isSecret(key: string): boolean {
  return SECRET.test(optionOf(key)) && !POLICY.test(optionOf(key));
}

function checkCertificates(problems: Problems, prop: string, settings: Settings): void {
  for (const [key, value] of Object.entries(settings)) {
    if (!TLS.test(optionOf(key)) || !isOff(key, value)) continue;
    problems.add(`${prop}.${key}`, value, 'on where there is no tls', 'leave it out, or give tls: accounts of the set connect by TLS only');
  }
}

function isOff(key: string, value: unknown): boolean {
  return /^(loose-)?(skip|disable)-/.test(plain(key)) || !ON.test(String(value));
}

function checkBufferPool(problems: Problems, prop: string, settings: Settings, memory: string): void {
  for (const [key, value] of Object.entries(settings)) {
    if (optionOf(key) !== 'innodb-buffer-pool-size' || !(bytesOf(value) >= amountOf(memory))) continue;
    problems.add(`${prop}.${key}`, value, `less than memory, which is ${memory}`, 'raise memory, or leave it out: the pool follows memory');
  }
}

/** A size as MySQL writes it; NaN where it is none. */
function bytesOf(size: unknown): number {
  const [, digits, unit] = SIZE.exec(String(size)) ?? [];
  return digits === undefined ? NaN : Number(digits) * 1024 ** ' kmgtpe'.indexOf(unit.toLowerCase() || ' ');
}
