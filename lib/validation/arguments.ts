import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ValidationErrors } from './errors';
import { Rules, validateProps } from './rules';

/**
 * Checks what a constructor was given, and throws one error with everything that is wrong. Types are not there at run
 * time: any of it may be missing, or of another type.
 *
 * @param together judges what several props say together, once each is of its type
 */
export function validateArguments<T extends object>(
  kind: string,
  scope: Construct,
  id: string,
  props: T,
  rules: Rules,
  together: (errors: ValidationErrors, props: T) => void,
): void {
  if (!Construct.isConstruct(scope))
    throw new Error(
      `'scope' of ${kind} must be a construct, got ${typeof scope}: write new ${kind}(this, 'Id', { … })`,
    );
  if (!scope.node.scopes.some((outer) => Chart.isChart(outer)))
    throw new Error(
      `'scope' of ${kind} must be a Chart, or a construct in one, got ${scope.constructor.name}: ` +
        `write new ${kind}(chart, 'Id', { … })`,
    );
  const errors = new ValidationErrors(kind, scope, id);
  if (typeof id !== 'string' || id === '')
    errors.addType('id', id, 'a string that is not empty', `write new ${kind}(this, 'Id', { … })`);
  if (props !== undefined && (typeof props !== 'object' || props === null || Array.isArray(props)))
    errors.addType('props', props, 'an object', 'write { … }');
  else validateProps(errors, props ?? {}, rules);
  if (!errors.hasTypeErrors) together(errors, props ?? {});
  errors.throwIfAny();
}
