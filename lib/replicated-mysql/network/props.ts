import { NetworkClient } from '../../kubernetes/network-client';
import { RulesOf } from '../../validation/rules';
import { array, boolean, hinted, limited, string } from '../../validation/types';
import { clients, validateCidrs } from '../../validation/networks';

/** Who reaches the servers, and whom they reach. */
export interface NetworkProps {
  /**
   * Whether a NetworkPolicy protects the servers: port 3306 is open to the servers of this MySQL cluster and to
   * `clients`; the servers may connect to each other, to DNS and to the API server. The network plug-in of the
   * Kubernetes cluster must enforce policies; others ignore them without an error.
   *
   * @default true
   */
  readonly networkPolicy?: boolean;

  /**
   * Who may connect to port 3306, in addition to the servers of this MySQL cluster and apps of `allow()`. Refused
   * without `networkPolicy`, because then everybody may.
   *
   * @default - nobody
   */
  readonly clients?: NetworkClient[];

  /**
   * Addresses of all API servers, as CIDRs such as `10.0.0.10/32`, to which the agents may connect on port 443 or 6443;
   * at least one, and for each IP family. A policy sees the address of the API server itself, not of the Service
   * `kubernetes`, and usually no selector can match it.
   * `kubectl get endpointslices -l kubernetes.io/service-name=kubernetes` shows the addresses.
   *
   * @default - any address on these two ports
   */
  readonly apiServerCidrs?: string[];
}

export const NETWORK = {
  networkPolicy: boolean(true),
  clients: clients(),
  apiServerCidrs: limited(hinted("write ['10.0.0.10/32']", array(string())), validateCidrs),
} satisfies RulesOf<NetworkProps>;
