import { objectName } from '../../validation/limits';
import { isDataKey } from '../../validation/names';
import { RulesOf } from '../../validation/rules';
import { array, boolean, limited, required, string, struct } from '../../validation/types';
import { validateHost } from './hosts';

/** Who issues the certificate: an object of cert-manager, or of one of its external issuers. */
export interface TlsIssuer {
  /**
   * Name of the issuer. It must put its CA into the Secret as well, as issuers of kind CA or Vault do, and ACME does
   * not.
   */
  readonly name: string;

  /**
   * Kind of the issuer: an Issuer in the namespace of the MySQL cluster, a ClusterIssuer, or that of an external
   * issuer.
   *
   * @default 'Issuer'
   */
  readonly kind?: string;

  /**
   * API group of the issuer.
   *
   * @default 'cert-manager.io'
   */
  readonly group?: string;
}

/** Certificates of the servers, which clients and the other servers verify. */
export interface TlsOptions {
  /**
   * Name of a Secret, in the namespace of the pods, with a certificate for all of `tlsHosts`, its private key, and the
   * CA that verifies it, each in PEM. A changed Secret is loaded without a restart. Give exactly one of `secret` and
   * `issuer`.
   *
   * @default - `<name>-tls`, which cert-manager makes
   */
  readonly secret?: string;

  /**
   * Who issues the certificate, by way of a Certificate of cert-manager with all of `tlsHosts`, which is renewed by
   * itself.
   *
   * @default - the Secret exists, or is made by other means
   */
  readonly issuer?: TlsIssuer;

  /**
   * Key of the CA in the Secret: one certificate or several; the servers trust all of them.
   *
   * @default 'ca.crt'
   */
  readonly caKey?: string;

  /**
   * Key of the servers' certificate in the Secret, followed by those of intermediate CAs where there are any.
   *
   * @default 'tls.crt'
   */
  readonly certificateKey?: string;

  /**
   * Key of the certificate's private key in the Secret; it has no passphrase.
   *
   * @default 'tls.key'
   */
  readonly privateKeyKey?: string;

  /**
   * Whether clients from outside of a pod must use TLS (require_secure_transport).
   *
   * @default true
   */
  readonly require?: boolean;

  /**
   * Whether the servers verify CA and host name of each other. A MySQL cluster that has run without `tls`, or with
   * another CA, must first be rolled out with false: a server that verifies waits for servers that cannot be verified
   * yet.
   *
   * @default true
   */
  readonly verify?: boolean;

  /**
   * More host names by which clients connect, such as that of a load balancer; they become part of `tlsHosts`.
   *
   * @default - none
   */
  readonly hosts?: string[];

  /**
   * Domain of the Kubernetes cluster, for the host names in full.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

export const ISSUER = {
  name: required(objectName()),
  kind: string('Issuer'),
  group: objectName('cert-manager.io'),
} satisfies RulesOf<TlsIssuer>;

const secretDataKey = (value: string) => limited(string(value), (errors, prop, key) => {
  if (isDataKey(key)) return;
  const expected = 'a key of a Secret: 1 to 253 letters, digits and -_. that do not begin with two dots';
  errors.add(prop, key, expected, 'leave it out for the keys of cert-manager');
});

export const TLS = {
  secret: objectName(),
  issuer: struct<TlsIssuer>(ISSUER, "{ name: 'ca' }"),
  caKey: secretDataKey('ca.crt'),
  certificateKey: secretDataKey('tls.crt'),
  privateKeyKey: secretDataKey('tls.key'),
  require: boolean(true),
  verify: boolean(true),
  hosts: array(limited(string(), validateHost)),
  clusterDomain: objectName('cluster.local'),
} satisfies RulesOf<TlsOptions>;
