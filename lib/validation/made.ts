import { ValidationErrors } from './errors';
import { Rules, validateProps } from './rules';

/**
 * What a function was given that made a value: arguments by their names. Errors name the options as the arguments, as
 * nobody writes the word `options`.
 */
export function validateMade(errors: ValidationErrors, prop: string, made: object, rules: Rules): void {
  const { options, ...others } = made as { readonly options?: unknown };
  const { options: rule, ...known } = rules;
  const given = Object.fromEntries(Object.entries(known).filter(([name]) => name in others));
  validateProps(errors, others, given, `${prop}.`);
  if (options === undefined) return;
  if (rule.accepts(options)) validateProps(errors, options as object, rule.fields ?? {}, `${prop}.`);
  else errors.addType(prop, options, 'made with options that are an object', rule.hint);
}
