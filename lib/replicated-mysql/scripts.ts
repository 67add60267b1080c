import { join } from 'path';
import { Construct } from 'constructs';
import { ConfigMap } from '../kubernetes/config-map';
import { concatenationChecksumOf } from '../private/checksum';
import { filesIn } from '../private/files';
import { describe, Resolved } from './defaults';
import { Replication } from './replication/replication';
import { ASSETS } from './settings/option-files';

/** Each directory is a ConfigMap, mounted below /scripts. */
const AGENT = join(ASSETS, 'agent');
const SERVER = join(ASSETS, 'server');
const ENGINES = {
  [Replication.SOURCE_REPLICA]: join(ASSETS, 'engines', 'source-replica'),
  [Replication.GROUP]: join(ASSETS, 'engines', 'group'),
};

/** The ConfigMaps with what runs in the pods. */
export interface Scripts {
  /** For every container; a change restarts the pods. */
  readonly server: ConfigMap;
  /** The agent's loop. It loads a changed version without a restart, see agent/reload.sh. */
  readonly agent: ConfigMap;
  /** How the servers replicate; loaded by the agent. */
  readonly engine: ConfigMap;
}

/** Adds the ConfigMaps; `versions` in the agent's tells which scripts belong together. */
export function addScripts(scope: Construct, set: Resolved): Scripts {
  const directories = { agent: AGENT, engine: ENGINES[set.replication], server: SERVER };
  const add = (id: string, name: string, directory: string, data?: { [key: string]: string }) =>
    new ConfigMap(scope, id, { ...describe(set), name: `${set.name}-${name}-scripts`, directory, data });
  // as agent/reload.sh computes them
  const checksumOf = (directory: string) => concatenationChecksumOf(filesIn(scope.node.root, directory));
  const versions = Object.entries(directories).map(([name, directory]) => `${name} ${checksumOf(directory)}\n`);
  return {
    server: add('ServerScripts', 'server', directories.server),
    agent: add('AgentScripts', 'agent', directories.agent, { versions: versions.join('') }),
    engine: add('EngineScripts', 'engine', directories.engine),
  };
}
