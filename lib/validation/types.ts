import { Default, Rule, RulesOf } from './rules';

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** A Map or a Set has entries that are no fields: they would vanish. */
const hasFields = (value: unknown) => Object.prototype.toString.call(value) === '[object Object]';

/** Whether it is of a class that has this member: a class may exist twice, in two copies of a package. */
const has = (member: string) => (value: unknown) =>
  isObject(value) && !isPlain(value as object) && member in (value as object);

export function string<D extends string | undefined = undefined>(value?: Default<D>): Rule<string, D> {
  return {
    expected: 'a string',
    hint: 'put it in quotes',
    accepts: (given) => typeof given === 'string',
    default: value,
  };
}

export function number<D extends number | undefined = undefined>(value?: Default<D>): Rule<number, D> {
  return {
    expected: 'a number',
    hint: 'write it without quotes',
    accepts: (given) => typeof given === 'number',
    default: value,
  };
}

export function boolean<D extends boolean | undefined = undefined>(value?: Default<D>): Rule<boolean, D> {
  return {
    expected: 'true or false',
    hint: 'write one of them, without quotes',
    accepts: (given) => typeof given === 'boolean',
    default: value,
  };
}

export function array<T>(items: Rule<T>): Rule<T[], undefined> {
  return { expected: 'an array', hint: `write [${items.example ?? "'…'"}]`, accepts: Array.isArray, items };
}

/** An object whose keys are free. */
export function record<T>(values?: Rule<T>): Rule<{ [key: string]: T }, undefined> {
  const hint = values?.example ? `write { NAME: ${values.example} }` : "write { key: 'value' }";
  return { expected: 'an object', hint, accepts: (given) => hasFields(given) && isPlain(given as object), values };
}

/** An object of one interface. */
export function struct<T>(fields: RulesOf<T>, example: string): Rule<T, undefined> {
  return { expected: 'an object', hint: `write ${example}`, accepts: hasFields, example, fields };
}

/** An instance of a class that has this member, and of none that has the other one as well. */
export function instanceOf<T>(member: string, by: string, example: string, other?: string): Rule<T, undefined> {
  const accepts = (value: unknown) => has(member)(value) && !(other && has(other)(value));
  return { expected: `made by ${by}`, hint: `for example ${example}`, accepts, example };
}

export function required<T, D>(rule: Rule<T, D>): Rule<T, D> {
  return { ...rule, required: true };
}

/** No error shows what stands in its place. */
export function sensitive<T, D>(rule: Rule<T, D>): Rule<T, D> {
  return { ...rule, sensitive: true };
}

/** The same rule with a hint, or an example, that says more. */
export function hinted<T, D>(hint: string, rule: Rule<T, D>): Rule<T, D> {
  return { ...rule, hint };
}

/** The same rule with one more limit. */
export function limited<T, D>(rule: Rule<T, D>, limits: Required<Rule<T, D>>['limits']): Rule<T, D> {
  return {
    ...rule,
    limits: (errors, prop, value) => {
      rule.limits?.(errors, prop, value);
      limits(errors, prop, value);
    },
  };
}
