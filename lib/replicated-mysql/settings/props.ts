import { objectName, oneOf, wholeNumber } from '../../validation/limits';
import { Named, RulesOf } from '../../validation/rules';
import { array, limited, record, string } from '../../validation/types';
import { StorageEngine } from './storage-engine';

/** Settings of mysqld, and the ConfigMap that holds them. */
export interface SettingsProps {
  /**
   * Settings of all servers, as in an option file; a value of '' writes the name alone. Nothing secret: they are in a
   * ConfigMap.
   *
   * @default - none
   */
  readonly settings?: { [option: string]: string };

  /**
   * Settings of the primary; a pod takes the settings of the role that it starts with, so they follow a new primary
   * when its pod is restarted.
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
   * Storage engines that new tables may use besides InnoDB, temporary tables included. The rows of such a table are not
   * copied to a new server: while there is one, no server can be cloned, and the log names the table.
   *
   * @default - none: mysqld refuses to create such tables
   */
  readonly storageEngines?: StorageEngine[];

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

/** mysqld reads only files of this ending from a directory. */
const optionFile = (value: string) => limited(string(value), (errors, prop, key) => {
  if (/^[-._a-zA-Z0-9]+\.cnf$/.test(key) && key !== 'server-id.cnf') return;
  errors.add(
    prop,
    key,
    'a file name that ends in .cnf, other than server-id.cnf',
    "use 'primary.cnf' or 'replica.cnf'",
  );
});

/** The most that MySQL takes. */
export const LARGEST_SERVER_ID = 2 ** 32 - 1;

export const SETTINGS = {
  settings: record<string>(),
  primarySettings: record<string>(),
  replicaSettings: record<string>(),
  storageEngines: array(oneOf(Object.values(StorageEngine))),
  primarySettingsKey: optionFile('primary.cnf'),
  replicaSettingsKey: optionFile('replica.cnf'),
  configMapName: objectName(({ name }: Named) => name),
  serverIdBase: wholeNumber(1, LARGEST_SERVER_ID, 100, 'for example 100'),
} satisfies RulesOf<SettingsProps>;
