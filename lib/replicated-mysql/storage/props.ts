import { Size } from 'cdk8s';
import { size, storageClassName } from '../../validation/limits';
import { RulesOf } from '../../validation/rules';
import { boolean } from '../../validation/types';
import { ClaimProps, CLAIMS } from '../../workload/claims';

/** Where the data is kept. */
export interface StorageProps extends ClaimProps {
  /**
   * Size of each server's volume. It cannot be changed by applying again.
   *
   * @default Size.gibibytes(10)
   */
  readonly storage?: Size;

  /**
   * StorageClass of the volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Keep the data in the pods themselves: it is gone when a pod goes. For tests and demonstrations.
   *
   * @default false
   */
  readonly ephemeral?: boolean;
}

export const STORAGE = {
  storage: size(Size.kibibytes(1), Size.gibibytes(10)),
  storageClassName: storageClassName(),
  ephemeral: boolean(false),
  ...CLAIMS,
} satisfies RulesOf<StorageProps>;
