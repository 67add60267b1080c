/** What security teams ask for beside the defaults. */
export interface HardeningOptions {
  /**
   * Annotations of all objects, for example those by which a linter is told why a rule is not kept.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Space on its node's disk that a server may use at most, for logs and small files, as a Kubernetes quantity; the kubelet evicts
   * the pod of one that uses more. Data, sorts and large transactions are on the volume, unless the set is `ephemeral`.
   *
   * @default '1Gi' - with `ephemeral` '10Gi'
   */
  readonly ephemeralStorage?: string;
}
