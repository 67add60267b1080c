import { ValidationErrors } from '../../validation/errors';
import { validateDifferent, validateOneOf } from '../../validation/values';
import type { ReplicatedMySQLProps } from '../props';
import { validateNotOwned } from '../settings/option-files';
import { tlsKeysOf } from './pod';
import { TlsIssuer, TlsOptions } from './props';

/** Settings of mysqld that `tls` makes. */
const OWNED = /^(clone-ssl-.*|require-secure-transport|ssl|ssl-(ca|capath|cert|key))$/;

/** Refuses certificates that could not be found, and settings that would undo them. */
export function validateTls(errors: ValidationErrors, props: ReplicatedMySQLProps): void {
  const { tls } = props;
  if (!tls) return;
  if (tls.issuer) validateIssuer(errors, tls, tls.issuer);
  else validateSecret(errors, tls);
  for (const prop of ['settings', 'primarySettings', 'replicaSettings'] as const) {
    validateNotOwned(errors, prop, props[prop], OWNED, 'leave it out: tls sets it');
  }
}

const KEYS = ['caKey', 'certificateKey', 'privateKeyKey'] as const;

function validateSecret(errors: ValidationErrors, tls: TlsOptions): void {
  if (tls.secret === undefined) {
    errors.add(
      'tls.secret',
      undefined,
      'given without tls.issuer',
      "write tls: { secret: 'mysql-tls' }, or issuer: { name: '…' }",
    );
  }
  const props = 'tls.caKey, tls.certificateKey and tls.privateKeyKey';
  validateDifferent(errors, props, tlsKeysOf(tls), (key) => key, 'each has a key of its own in the Secret');
}

function validateIssuer(errors: ValidationErrors, tls: TlsOptions, issuer: TlsIssuer): void {
  for (const prop of ['secret', ...KEYS] as const) {
    if (tls[prop] === undefined) continue;
    errors.add(
      `tls.${prop}`,
      tls[prop],
      'left out with tls.issuer',
      'keep one of the two: cert-manager makes the Secret',
    );
  }
  validateIssuerKind(errors, issuer);
}

function validateIssuerKind(errors: ValidationErrors, { kind, group = 'cert-manager.io' }: TlsIssuer): void {
  const hint = 'write one of them, or give tls.issuer.group: an external issuer has one of its own';
  if (group === 'cert-manager.io') {
    validateOneOf(errors, 'tls.issuer.kind', kind, ['Issuer', 'ClusterIssuer'], hint);
  } else if (kind !== undefined && !/^[A-Z][A-Za-z0-9]{0,62}$/.test(kind)) {
    errors.add('tls.issuer.kind', kind, 'a kind', "use 'Issuer' or 'ClusterIssuer'");
  }
}
