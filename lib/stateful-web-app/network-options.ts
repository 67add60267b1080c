import { NetworkClient } from '../parts/network-client';
import { NetworkDestination } from '../parts/network-destination';

/** Who reaches the app, and whom it reaches. */
export interface AppNetworkOptions {
  /**
   * Whether a NetworkPolicy closes the app's network: its ports are open to its own pods and to `clients`; its pods reach each other,
   * DNS, `destinations`, and what has allowed them. The cluster's network plug-in must enforce policies; others ignore it silently.
   *
   * @default true - with `plain` false
   */
  readonly networkPolicy?: boolean;

  /**
   * Who may connect to the app's ports, beside its own pods. Refused without `networkPolicy`, as then everybody may.
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
