import { checkDifferent, checkDnsSubdomain, Problems } from '../parts/checks';
import { ReplicatedMySQLProps } from './props';
import { checkNotOwned } from './settings';
import { tlsKeysOf } from './tls';
import { TlsOptions } from './tls-options';

const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;

/** Settings of mysqld that `tls` makes. */
const OWNED = /^(clone-ssl-.*|require-secure-transport|ssl|ssl-(ca|capath|cert|key))$/;

/** Refuses certificates that could not be found, and settings that would undo them. */
export function checkTls(problems: Problems, props: ReplicatedMySQLProps): void {
  const { tls } = props;
  if (!tls) return;
  checkSource(problems, tls);
  for (const host of tls.hosts ?? []) {
    if (!HOST.test(host) || host.length > 253) problems.add('tls.hosts', host, 'host names, with * at most as the first label', "for example 'db.example.com'");
  }
  for (const prop of ['settings', 'primarySettings', 'replicaSettings'] as const) {
    checkNotOwned(problems, prop, props[prop], OWNED, 'leave it out: tls sets it');
  }
}

function checkSource(problems: Problems, tls: TlsOptions): void {
  checkDnsSubdomain(problems, 'tls.secret', tls.secret ?? '');
  for (const prop of ['caKey', 'certificateKey', 'privateKeyKey'] as const) {
    const key = tls[prop];
    if (key === undefined || (/^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..'))) continue;
    problems.add(`tls.${prop}`, key, 'a key of a Secret: 1 to 253 letters, digits and -_. that do not begin with two dots', 'leave it out for the keys of cert-manager');
  }
  checkDifferent(problems, 'tls.caKey, tls.certificateKey and tls.privateKeyKey', tlsKeysOf(tls), (key) => key, 'each has a key of its own in the Secret');
}
