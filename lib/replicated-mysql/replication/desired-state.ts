import { Construct } from 'constructs';
import { ConfigMap } from '../../kubernetes/config-map';
import { declarationsOf } from '../accounts/declarations';
import { describe, Resolved } from '../defaults';
import { acknowledgementsOf } from './durability';

/** In the place of an ordinal: the group elects its primary, and nobody is preferred. */
const NOBODY = 'any';

/** What the agents compare their servers with. They read it while they run, so a change restarts nothing. */
export function addDesiredState(scope: Construct, set: Resolved): ConfigMap {
  return new ConfigMap(scope, 'DesiredState', {
    ...describe(set),
    name: `${set.name}-desired-state`,
    data: {
      primary: `${set.primary ?? NOBODY}\n`,
      replicas: `${set.replicas}\n`,
      allowBootstrap: set.allowBootstrap ? 'yes\n' : 'no\n',
      ...acknowledgementsOf(set),
      ...declarationsOf(set),
    },
  });
}
