import { isIP } from 'net';
import { checkDifferent, checkDnsSubdomain, checkOneOf, isDataKey, Problems } from '../parts/checks';
import { ReplicatedMySQLProps } from './props';
import { checkNotOwned } from './settings';
import { tlsKeysOf } from './tls';
import { TlsIssuer, TlsOptions } from './tls-options';

const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;

/** Settings of mysqld that `tls` makes. */
const OWNED = /^(clone-ssl-.*|require-secure-transport|ssl|ssl-(ca|capath|cert|key))$/;

/** Refuses certificates that could not be found, and settings that would undo them. */
export function checkTls(problems: Problems, props: ReplicatedMySQLProps): void {
  const { tls } = props;
  if (!tls) return;
  if (tls.issuer) checkIssuer(problems, tls, tls.issuer);
  else checkSecret(problems, tls);
  for (const host of tls.hosts ?? []) {
    if (!isHost(host)) problems.add('tls.hosts', host, 'host names, no addresses, with * at most as the first label', "for example 'db.example.com'");
  }
  for (const prop of ['settings', 'primarySettings', 'replicaSettings'] as const) {
    checkNotOwned(problems, prop, props[prop], OWNED, 'leave it out: tls sets it');
  }
}

function isHost(host: string): boolean {
  return HOST.test(host) && isIP(host) === 0 && host.length <= 253 && host.split('.').every((label) => label.length <= 63);
}

const KEYS = ['caKey', 'certificateKey', 'privateKeyKey'] as const;

function checkSecret(problems: Problems, tls: TlsOptions): void {
  if (tls.secret === undefined) problems.add('tls.secret', undefined, 'given where there is no tls.issuer', "write tls: { secret: 'mysql-tls' }, or issuer: { name: '…' }");
  else checkDnsSubdomain(problems, 'tls.secret', tls.secret);
  for (const prop of KEYS) {
    const key = tls[prop];
    if (key === undefined || isDataKey(key)) continue;
    problems.add(`tls.${prop}`, key, 'a key of a Secret: 1 to 253 letters, digits and -_. that do not begin with two dots', 'leave it out for the keys of cert-manager');
  }
  checkDifferent(problems, 'tls.caKey, tls.certificateKey and tls.privateKeyKey', tlsKeysOf(tls), (key) => key, 'each has a key of its own in the Secret');
}

function checkIssuer(problems: Problems, tls: TlsOptions, issuer: TlsIssuer): void {
  for (const prop of ['secret', ...KEYS] as const) {
    if (tls[prop] !== undefined) problems.add(`tls.${prop}`, tls[prop], 'left out where there is tls.issuer', 'keep one of the two: cert-manager makes the Secret');
  }
  checkDnsSubdomain(problems, 'tls.issuer.name', issuer.name ?? '');
  checkIssuerKind(problems, issuer);
  if (issuer.group !== undefined) checkDnsSubdomain(problems, 'tls.issuer.group', issuer.group);
}

function checkIssuerKind(problems: Problems, { kind, group = 'cert-manager.io' }: TlsIssuer): void {
  const repair = 'write one of them, or give tls.issuer.group: an external issuer has one of its own';
  if (group === 'cert-manager.io') checkOneOf(problems, 'tls.issuer.kind', kind, ['Issuer', 'ClusterIssuer'], repair);
  else if (kind !== undefined && !/^[A-Z][A-Za-z0-9]{0,62}$/.test(kind)) problems.add('tls.issuer.kind', kind, 'a kind', "use 'Issuer' or 'ClusterIssuer'");
}
