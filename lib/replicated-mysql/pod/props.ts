import { wholeNumber } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { limited } from '../../validation/types';
import { env, IEnvValue } from '../../workload/container/env-value';
import { EXTRA_CONTAINERS, ExtraContainerProps } from '../../workload/container/extra-containers';
import { LIFECYCLE, LifecycleProps } from '../../workload/container/lifecycle';
import { EXTRA_VOLUMES, ExtraVolumeProps } from '../../workload/volumes/extra-volumes';
import { validateServerEnv } from './env';

/**
 * What is in a server's pod beside MySQL and its agent. `env`, `postStart`, `preStop` and the `mountPath` of
 * `extraVolumes` are for the container `mysql` alone.
 */
export interface PodProps extends ExtraContainerProps, ExtraVolumeProps, LifecycleProps {
  /**
   * Environment variables of mysqld by name, for example `MALLOC_ARENA_MAX`: an EnvValue of this package, or of
   * cdk8s-plus. Those that the scripts of the pod read, and those of MySQL (`MYSQL_…`), are refused.
   *
   * @default - none
   */
  readonly env?: { [name: string]: IEnvValue };

  /**
   * Seconds that a server has to stop, at least 30; then it is killed, and recovers when it starts. A large buffer pool
   * takes long to write.
   *
   * @default 300
   */
  readonly terminationGracePeriodSeconds?: number;
}

export const POD = {
  ...EXTRA_CONTAINERS,
  ...EXTRA_VOLUMES,
  ...LIFECYCLE,
  env: limited(env(), validateServerEnv),
  terminationGracePeriodSeconds: wholeNumber(
    30,
    undefined,
    300,
    'with less a server may be killed while it writes its pages',
  ),
} satisfies RulesOf<PodProps>;
