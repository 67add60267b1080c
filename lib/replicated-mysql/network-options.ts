import { NetworkClient } from '../parts/network-client';

/** Who reaches the servers, and whom they reach. */
export interface NetworkOptions {
  /**
   * Whether a NetworkPolicy closes the servers' network: port 3306 is open to the set's own servers and to `clients`; the servers reach each other,
   * DNS, and the API server. The cluster's network plug-in must enforce policies; others ignore it silently.
   *
   * @default true
   */
  readonly networkPolicy?: boolean;

  /**
   * Who may connect to port 3306, beside the set's own servers and what `allow()` names. Refused without `networkPolicy`, as then
   * everybody may.
   *
   * @default - nobody
   */
  readonly clients?: NetworkClient[];

  /**
   * Addresses of the API servers, as ranges such as `10.0.0.10/32`, to which the agents speak on port 443 or 6443: those of all of them, in each
   * family of addresses; at least one. A policy sees an address after the translation from that of the Service `kubernetes`, and an API server
   * is mostly no pod, so that no selector can name it: `kubectl get endpointslices -l kubernetes.io/service-name=kubernetes` tells the addresses.
   *
   * @default - any address on these two ports
   */
  readonly apiServerCidrs?: string[];
}
