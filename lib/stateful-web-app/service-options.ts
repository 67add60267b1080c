/** How the app is reached. */
export interface AppServiceOptions {
  /**
   * More labels of the Services.
   *
   * @default - none
   */
  readonly serviceLabels?: { [key: string]: string };

  /**
   * Name of the headless Service that gives each pod a host name.
   *
   * @default - the name of the app
   */
  readonly serviceName?: string;

  /**
   * Whether there is a second Service, with one address for all ready pods.
   *
   * @default - only where `balancedName` is given
   */
  readonly balanced?: boolean;

  /**
   * Name of the balanced Service.
   *
   * @default - the name of the app with `-balanced`
   */
  readonly balancedName?: string;

  /**
   * Whether DNS lists pods before they are ready, so that they can find each other.
   *
   * @default - not written, so only ready pods are listed
   */
  readonly publishNotReadyAddresses?: boolean;
}
