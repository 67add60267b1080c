/** What objects are called, and how they are found. */
export interface NamingOptions {
  /**
   * Labels of every object and of the pods; they never select. Claims carry those of `selector` alone.
   *
   * @default - `app: <name>` alone
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels that select this set's pods. They cannot be changed later.
   *
   * @default - `app: <name>`
   */
  readonly selector?: { [key: string]: string };

  /**
   * More annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Name of the headless Service that gives each server its host name.
   *
   * @default - `name`
   */
  readonly serviceName?: string;

  /**
   * Name of the Service that leads to the primary.
   *
   * @default - `<name>-primary`
   */
  readonly primaryServiceName?: string;

  /**
   * Name of the Service that balances reads.
   *
   * @default - `<name>-read`
   */
  readonly readServiceName?: string;

  /**
   * More labels of the Service that balances reads.
   *
   * @default - none
   */
  readonly readServiceLabels?: { [key: string]: string };

  /**
   * Name of the volume: claims are called `<volumeName>-<name>-<ordinal>`.
   *
   * @default 'data'
   */
  readonly volumeName?: string;
}
