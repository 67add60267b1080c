/** How mysqld is set, and where its settings are kept. */
export interface SettingsOptions {
  /**
   * Settings of all servers, as in an option file; a value of '' writes the name alone. Nothing secret: they are in a ConfigMap.
   *
   * @default - none
   */
  readonly settings?: { [option: string]: string };

  /**
   * Settings of the primary; a pod takes the settings of the role that it starts with, so they follow a new primary when its pod is restarted.
   *
   * @default - none
   */
  readonly primarySettings?: { [option: string]: string };

  /**
   * Settings of the replicas.
   *
   * @default - none
   */
  readonly replicaSettings?: { [option: string]: string };

  /**
   * Key of the primary's settings in the ConfigMap, and name of its file in /etc/mysql/conf.d.
   *
   * @default 'primary.cnf'
   */
  readonly primarySettingsKey?: string;

  /**
   * Key of the replicas' settings in the ConfigMap, and name of their file in /etc/mysql/conf.d.
   *
   * @default 'replica.cnf'
   */
  readonly replicaSettingsKey?: string;

  /**
   * Name of the ConfigMap with the settings.
   *
   * @default - `name`
   */
  readonly configMapName?: string;

  /**
   * server-id of server 0; server n has this plus n. From 1, so that all of them fit into 32 bits.
   *
   * @default 100
   */
  readonly serverIdBase?: number;
}
