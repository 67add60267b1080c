/** Certificates that clients and the members of a set can verify. */
export interface TlsOptions {
  /**
   * Name of a Secret, in the namespace of the pods, with a certificate for all of `tlsHosts`, its private key, and the CA that verifies
   * it, each in PEM. A changed Secret is served without a restart.
   */
  readonly secret: string;

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
