import { NetworkClient } from '../../kubernetes/network-client';
import { NetworkDestination } from '../../kubernetes/network-destination';
import { clients, destinations } from '../../validation/networks';
import { RulesOf } from '../../validation/rules';
import { boolean } from '../../validation/types';

/** Who reaches the app, and whom it reaches. */
export interface AppNetworkProps {
  /**
   * Whether a NetworkPolicy closes the app's network: its ports are open to its own pods and to `clients`; its pods
   * reach each other, DNS, `destinations`, and what has allowed them. The cluster's network plug-in must enforce
   * policies; others ignore it silently.
   *
   * @default true
   */
  readonly networkPolicy?: boolean;

  /**
   * Who may connect to the app's ports, beside its own pods. Refused without `networkPolicy`, as then everybody may;
   * needed with it where there is an `ingress`, an `httpRoute`, or a Service that clients from outside of the cluster
   * reach.
   *
   * @default - nobody
   */
  readonly clients?: NetworkClient[];

  /**
   * Where the app may connect to, beside its own pods and DNS. Refused without `networkPolicy`, as then it may
   * anywhere.
   *
   * @default - nowhere, but to databases and apps that allow it by `allow()`
   */
  readonly destinations?: NetworkDestination[];
}

export const NETWORK = {
  networkPolicy: boolean(true),
  clients: clients(),
  destinations: destinations(),
} satisfies RulesOf<AppNetworkProps>;
