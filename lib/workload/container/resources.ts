import { Size } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { quantity, sizeQuantity } from '../../private/scalars';
import { ValidationErrors } from '../../validation/errors';
import { quantity as quantityRule, size } from '../../validation/limits';
import { amountOf, validateLimit } from '../../validation/quantities';
import { RulesOf, WithDefaults } from '../../validation/rules';
import { bytesOf, quantityOf, validateSizeLimit } from '../../validation/sizes';
import { limited } from '../../validation/types';

/** What a container asks for of its node, and may use at most. */
export interface ContainerResourceProps {
  /**
   * CPU that a pod is sure of, as a Kubernetes quantity, for example `100m`.
   *
   * @default - `'100m'`, or `cpuLimit` if that is less
   */
  readonly cpuRequest?: string;

  /**
   * CPU that a pod cannot exceed.
   *
   * @default - not written, so no limit: it would slow down an app that could run
   */
  readonly cpuLimit?: string;

  /**
   * Memory that a pod is sure of: 4 MiB or more, or none.
   *
   * @default - `Size.mebibytes(128)`, or `memoryLimit` if that is less
   */
  readonly memoryRequest?: Size;

  /**
   * Memory beyond which the container is killed: 4 MiB or more, or 0 for no limit.
   *
   * @default - `Size.mebibytes(512)`, or `memoryRequest` if that is more
   */
  readonly memoryLimit?: Size;

  /**
   * Space on its node's disk that a pod is sure of, for logs and `emptyDirs`.
   *
   * @default - `Size.mebibytes(64)`, or `ephemeralStorageLimit` if that is less
   */
  readonly ephemeralStorageRequest?: Size;

  /**
   * Space on its node's disk beyond which the pod is evicted.
   *
   * @default - `Size.gibibytes(1)`, or `ephemeralStorageRequest` if that is more
   */
  readonly ephemeralStorageLimit?: Size;
}

/** With less no program starts. */
const LEAST_MEMORY = Size.mebibytes(4);

/** 0 asks for nothing, or limits nothing. */
function memory(value: (props: ContainerResourceProps) => Size) {
  const rule = { ...size(Size.kibibytes(0), value), expected: `a Size, 0 or at least ${quantityOf(LEAST_MEMORY)}` };
  return limited(rule, (errors, prop, given) => {
    if (bytesOf(given) === 0 || bytesOf(given) >= bytesOf(LEAST_MEMORY)) return;
    errors.add(
      prop,
      quantityOf(given),
      `at least ${quantityOf(LEAST_MEMORY)}`,
      'raise it: too small to start a program',
    );
  });
}

const disk = (value: (props: ContainerResourceProps) => Size) => size(Size.kibibytes(1), value);

/** Each request is before its limit, whose default it may raise. */
export const RESOURCES = {
  cpuRequest: quantityRule(({ cpuLimit }: ContainerResourceProps) =>
    amountOf(cpuLimit ?? '') < amountOf('100m') ? cpuLimit! : '100m',
  ),
  cpuLimit: quantityRule(),
  memoryRequest: memory(({ memoryLimit }) => lesser(Size.mebibytes(128), memoryLimit)),
  memoryLimit: memory(({ memoryRequest }) => greater(Size.mebibytes(512), memoryRequest)),
  ephemeralStorageRequest: disk(({ ephemeralStorageLimit }) => lesser(Size.mebibytes(64), ephemeralStorageLimit)),
  ephemeralStorageLimit: disk(({ ephemeralStorageRequest }) => greater(Size.gibibytes(1), ephemeralStorageRequest)),
} satisfies RulesOf<ContainerResourceProps>;

type Resources = WithDefaults<ContainerResourceProps, typeof RESOURCES>;

/** A default never contradicts what was given. */
function lesser(usual: Size, given: Size | undefined): Size {
  return given && bytesOf(given) < bytesOf(usual) ? given : usual;
}

function greater(usual: Size, given: Size | undefined): Size {
  return given && bytesOf(given) > bytesOf(usual) ? given : usual;
}

/** Refuses limits below what is requested. */
export function validateResources(errors: ValidationErrors, prefix: string, props: Resources): void {
  validateLimit(errors, `${prefix}cpuLimit`, props.cpuLimit, props.cpuRequest);
  validateSizeLimit(errors, `${prefix}memoryLimit`, props.memoryLimit, props.memoryRequest);
  validateSizeLimit(
    errors,
    `${prefix}ephemeralStorageLimit`,
    props.ephemeralStorageLimit,
    props.ephemeralStorageRequest,
  );
}

/** What a container asks for and may use at most. */
export function resourcesOf(props: Resources): k8s.ResourceRequirements {
  return {
    requests: {
      'cpu': quantity(props.cpuRequest),
      'memory': sizeQuantity(props.memoryRequest),
      'ephemeral-storage': sizeQuantity(props.ephemeralStorageRequest),
    },
    limits: {
      ...(props.cpuLimit && { cpu: quantity(props.cpuLimit) }),
      'memory': sizeQuantity(props.memoryLimit),
      'ephemeral-storage': sizeQuantity(props.ephemeralStorageLimit),
    },
  };
}
