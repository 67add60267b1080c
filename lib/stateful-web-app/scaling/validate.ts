import { ValidationErrors } from '../../validation/errors';
import { wholeNumber } from '../../validation/limits';
import { amountOf } from '../../validation/quantities';
import { withDefaults } from '../../validation/rules';
import { bytesOf } from '../../validation/sizes';
import type { Resolved } from '../defaults';
import type { StatefulWebAppProps } from '../props';
import type { UpdateStrategy } from '../update/update-strategy';
import { AUTOSCALE, AutoscaleOptions } from './props';

/** What props of the number of pods say together, and what a strategy takes for granted. */
export function validateScaling(errors: ValidationErrors, props: StatefulWebAppProps, app: Resolved): void {
  if (app.autoscale) validateAutoscale(errors, props, app, app.autoscale);
  validateStrategy(errors, app);
}

function validateAutoscale(
  errors: ValidationErrors,
  { replicas }: StatefulWebAppProps,
  app: Resolved,
  given: AutoscaleOptions,
): void {
  const { minReplicas, maxReplicas, cpuUtilization, memoryUtilization, memoryAverage } = withDefaults(given, AUTOSCALE);
  if (replicas !== undefined) {
    errors.add(
      'replicas',
      replicas,
      'left out with autoscale',
      'give autoscale.minReplicas: an apply would undo what the autoscaler chose',
    );
  }
  if (maxReplicas < minReplicas) {
    errors.add(
      'autoscale.maxReplicas',
      maxReplicas,
      `at least minReplicas, which is ${minReplicas}`,
      'raise it, or lower minReplicas',
    );
  }
  if (memoryUtilization && memoryAverage) {
    errors.add(
      'autoscale.memoryAverage',
      memoryAverage.asString(),
      'left out with memoryUtilization',
      'keep one of them',
    );
  }
  const hint = 'raise it: a percentage needs a request above 0';
  if (cpuUtilization && amountOf(app.cpuRequest) === 0)
    errors.add('cpuRequest', app.cpuRequest, 'above 0 with autoscale.cpuUtilization', hint);
  if (memoryUtilization && bytesOf(app.memoryRequest) === 0) {
    errors.add('memoryRequest', app.memoryRequest.asString(), 'above 0 with autoscale.memoryUtilization', hint);
  }
}

function validateStrategy(errors: ValidationErrors, { updateStrategy, replicas, autoscale }: Resolved): void {
  if (autoscale && updateStrategy._needsReplicas) {
    const expected = 'another one than canary with autoscale, as the last pods are not known';
    return errors.add('updateStrategy', 'a canary', expected, 'for example UpdateStrategy.partition(1)');
  }
  const most = replicas ?? autoscale?.maxReplicas ?? 0;
  if (!validateCount(errors, updateStrategy)) return;
  const partition = updateStrategy._partitionOf(most);
  if (partition === undefined || partition <= most) return;
  const named = autoscale ? 'autoscale.maxReplicas' : 'the number of replicas';
  errors.add(
    'updateStrategy',
    partition,
    `a partition of at most ${most}, ${named}`,
    `lower it, or raise ${autoscale ? named : 'replicas'}`,
  );
}

/** What a function of UpdateStrategy was given; says whether it is a number of pods. */
function validateCount(errors: ValidationErrors, { _given }: UpdateStrategy): boolean {
  const before = errors.count;
  if (_given) wholeNumber(0).limits?.(errors, 'updateStrategy', _given.count as number);
  return errors.count === before;
}
