import { ConfigMap } from '../../kubernetes/config-map';
import { wholeNumber } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { array, boolean, instanceOf } from '../../validation/types';
import { UpdateStrategy } from './update-strategy';

/** How pods start, stop and change. */
export interface AppUpdateProps {
  /**
   * Whether pods start and stop all at once instead of one after the other. It cannot be changed later.
   *
   * @default false
   */
  readonly parallel?: boolean;

  /**
   * How running pods are replaced when the app changes.
   *
   * @default UpdateStrategy.rolling()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * Seconds that a new pod must be ready before the next one is replaced.
   *
   * @default - not written, so 0
   */
  readonly minReadySeconds?: number;

  /**
   * Number of old revisions that are kept for a rollback.
   *
   * @default - not written, so 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * ConfigMaps whose change restarts the pods, one after the other.
   *
   * @default - pods go on with what they have read
   */
  readonly restartOn?: ConfigMap[];
}

const strategy = instanceOf<UpdateStrategy>('_partitionOf', 'a function of UpdateStrategy', 'UpdateStrategy.canary()');

const config = instanceOf<ConfigMap>(
  'checksum', 'new ConfigMap() of this package', "new ConfigMap(this, 'Config', { name: 'web', data: {} })");

export const UPDATE = {
  parallel: boolean(false),
  updateStrategy: { ...strategy, default: UpdateStrategy.rolling() },
  minReadySeconds: wholeNumber(0),
  revisionHistoryLimit: wholeNumber(0),
  restartOn: array(config),
} satisfies RulesOf<AppUpdateProps>;
