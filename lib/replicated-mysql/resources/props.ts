import { Size } from 'cdk8s';
import { imageName, objectNames, oneOf, quantity, size } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { boolean } from '../../validation/types';

/** What each server runs on. */
export interface ResourceProps {
  /**
   * Image of the official MySQL, 8.0.37 or newer, from any registry. One that cannot be right is refused: an older
   * MySQL, MariaDB, Percona or Bitnami.
   *
   * @default 'mysql:9.7'
   */
  readonly image?: string;

  /**
   * Whether `image` may be one that is known not to work.
   *
   * @default false
   */
  readonly allowUnsupportedImage?: boolean;

  /**
   * When the kubelet pulls the image: Always, IfNotPresent or Never.
   *
   * @default - Kubernetes decides by the tag
   */
  readonly imagePullPolicy?: string;

  /**
   * Names of Secrets with registry credentials.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * CPU that a server asks for, as a Kubernetes quantity.
   *
   * @default '500m'
   */
  readonly cpuRequest?: string;

  /**
   * CPU that a server may use at most.
   *
   * @default - no limit: throttling hurts a database more than it helps its neighbours. With a limit the agent has one
   * of 1 as well
   */
  readonly cpuLimit?: string;

  /**
   * Memory request and limit of a server, from 768 MiB, below which MySQL 9.7 is killed, to 64 TiB. The InnoDB buffer
   * pool gets three quarters of the memory above 512 MiB, rounded down to 128 MiB, and to whole GiB from 1 GiB on, but
   * at least 128 MiB; innodb_buffer_pool_size in `settings` takes precedence.
   *
   * @default Size.gibibytes(1)
   */
  readonly memory?: Size;

  /**
   * Disk of its node that a server may use at most, for logs and small files; the kubelet evicts a pod that uses more.
   * Data, sorts and large transactions are on the volume, except with `ephemeral`.
   *
   * @default - `Size.gibibytes(1)`, or `Size.gibibytes(10)` with `ephemeral`
   */
  readonly ephemeralStorage?: Size;
}

/** With less memory MySQL 9.7 is killed when it starts, and no machine has more than the most. */
const [LEAST_MEMORY, MOST_MEMORY] = [Size.mebibytes(768), Size.tebibytes(64)];

export const RESOURCES = {
  image: imageName('mysql:9.7'),
  allowUnsupportedImage: boolean(false),
  imagePullPolicy: oneOf(['IfNotPresent', 'Always', 'Never']),
  imagePullSecrets: objectNames(),
  cpuRequest: quantity('500m'),
  cpuLimit: quantity(),
  memory: size(
    LEAST_MEMORY,
    Size.gibibytes(1),
    MOST_MEMORY,
    'with less MySQL is killed while it starts, with more no node takes it',
  ),
  ephemeralStorage: size(Size.kibibytes(1), ({ ephemeral }: { readonly ephemeral: boolean }) =>
    Size.gibibytes(ephemeral ? 10 : 1),
  ),
} satisfies RulesOf<ResourceProps>;
