import { Construct } from 'constructs';
import { ConfigMap } from '../../kubernetes/config-map';
import { describe, Resolved } from '../defaults';
import { Replication } from '../replication/replication';
import { bufferPoolOf } from './buffer-pool';
import { GROUP_OPTIONS } from './group-options';
import { settingsText } from './option-files';
import { disabledStorageEngines } from './storage-engine';

/** The option files of both roles; a change restarts the servers. */
export function addSettings(scope: Construct, set: Resolved): ConfigMap {
  const own = {
    innodb_buffer_pool_size: bufferPoolOf(set.memory),
    disabled_storage_engines: disabledStorageEngines(set.storageEngines ?? []),
    // rows are replicated, so that functions and triggers need no SUPER; a later MySQL may no longer know the option
    'loose-log-bin-trust-function-creators': 'ON',
    ...(set.replication === Replication.GROUP ? GROUP_OPTIONS : {}),
  };
  return new ConfigMap(scope, 'Settings', {
    ...describe(set),
    name: set.configMapName,
    data: {
      [set.primarySettingsKey]: settingsText('primary', own, set.settings, set.primarySettings),
      [set.replicaSettingsKey]: settingsText('replica', own, set.settings, set.replicaSettings),
    },
  });
}
