/** Who issues the certificate: an object of cert-manager, or of one of its external issuers. */
export interface TlsIssuer {
  /** Name of the issuer. It must put its CA into the Secret as well, as issuers of kind CA or Vault do, and ACME does not. */
  readonly name: string;

  /**
   * Kind of the issuer: an Issuer in the namespace of the set, a ClusterIssuer, or that of an external issuer.
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

/** Certificates that clients and the members of a set can verify. */
export interface TlsOptions {
  /**
   * Name of a Secret, in the namespace of the pods, with a certificate for all of `tlsHosts`, its private key, and the CA that verifies
   * it, each in PEM. A changed Secret is served without a restart. Exactly one of `secret` and `issuer` is given.
   *
   * @default - `<name>-tls`, which cert-manager makes
   */
  readonly secret?: string;

  /**
   * Who issues the certificate, by way of a Certificate of cert-manager with all of `tlsHosts`, which is renewed by itself.
   *
   * @default - the Secret exists, or is made by other means
   */
  readonly issuer?: TlsIssuer;

  /**
   * Key of the CA in the Secret: one certificate or several, of which each member trusts all.
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
   * Whether members verify CA and host name of each other. A set that has run without `tls`, or with another CA, must first be rolled out
   * with false: a member that verifies waits for one that cannot be verified yet.
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
}
