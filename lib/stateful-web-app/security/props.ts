import { oneOf, wholeNumber } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { boolean } from '../../validation/types';
import { LARGEST } from '../../validation/values';
import { AppStorageProps } from '../storage/props';
import { keptVolumesOf } from '../storage/kept-volumes';

/** Who the app runs as. */
export interface AppSecurityProps {
  /**
   * Whether the app runs as the user that its image names, which must be a number, where `runAsUser` names none.
   *
   * @default false
   */
  readonly imageUser?: boolean;

  /**
   * User that the app runs as.
   *
   * @default - `10999`, above 10000, so that it meets no user of the node; with `imageUser` the image's own
   */
  readonly runAsUser?: number;

  /**
   * Group that the app runs as.
   *
   * @default - `runAsUser`; with `imageUser` the image's own, unless there is `runAsUser`
   */
  readonly runAsGroup?: number;

  /**
   * Group that owns the volumes, files of Secrets and ConfigMaps among them.
   *
   * @default - where there are volumes the group that the app runs as, 10999 where that is the image's own
   */
  readonly fsGroup?: number;

  /**
   * Whether an image that runs as root is refused.
   *
   * @default true
   */
  readonly runAsNonRoot?: boolean;

  /**
   * `RuntimeDefault` or `Unconfined`.
   *
   * @default 'RuntimeDefault'
   */
  readonly seccompProfile?: string;
}

/** Above 10000, so that it meets no user of the node. */
const USER = 10999;

interface Group extends AppStorageProps {
  readonly runAsGroup?: number;
}

function fsGroupOf(app: Group): number | undefined {
  const volumes = [...keptVolumesOf(app), ...app.extraVolumes ?? []];
  return volumes.length > 0 ? app.runAsGroup ?? USER : undefined;
}

/** Each follows from those before it. */
export const SECURITY = {
  imageUser: boolean(false),
  runAsUser: wholeNumber(0, LARGEST, ({ imageUser }: AppSecurityProps) => imageUser ? undefined : USER),
  runAsGroup: wholeNumber(0, LARGEST, ({ runAsUser }: AppSecurityProps) => runAsUser),
  fsGroup: wholeNumber(0, LARGEST, fsGroupOf),
  runAsNonRoot: boolean(true),
  seccompProfile: oneOf(['RuntimeDefault', 'Unconfined'], 'RuntimeDefault'),
} satisfies RulesOf<AppSecurityProps>;
