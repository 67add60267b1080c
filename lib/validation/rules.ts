import { ValidationErrors } from './errors';

/** A default, or how it follows from the other props. */
export type Default<D> = D | ((props: never) => D);

/** What a prop may hold. The checks, the default, the list of known names and the tables of the docs follow from it. */
export interface Rule<T = unknown, D = unknown> {
  /** In an error and in the docs: `a whole number from 1 to 1000`. */
  readonly expected: string;

  /** In an error: how to repair it. */
  readonly hint: string;

  /** Whether the value is of the right type. Types are not there at run time, and JavaScript never had them. */
  readonly accepts: (value: unknown) => boolean;

  /** Reports a value of the right type that is out of limits. */
  readonly limits?: (errors: ValidationErrors, prop: string, value: T) => void;

  readonly default?: Default<D>;
  readonly example?: string;

  /** What each item of an array is. */
  readonly items?: Rule<never>;

  /** What the fields of an object are. */
  readonly fields?: Rules;

  /** What each value of an object is whose keys are free. */
  readonly values?: Rule<never>;

  readonly required?: boolean;

  /** Whether an empty string is as if left out, as the API server takes it. */
  readonly emptyIsUnset?: boolean;

  /** Whether a password may stand in its place, so that no error shows the value. */
  readonly sensitive?: boolean;
}

/** What the defaults of names follow from. */
export interface Named {
  readonly name: string;
}

export interface Rules {
  readonly [prop: string]: Rule<never>;
}

/** A rule for each prop of an interface; the compiler names the missing one. */
export type RulesOf<T> = { readonly [P in keyof Required<T>]: Rule<never> };

/** Props with their defaults: what has one is always there. */
export type WithDefaults<T, R> = {
  readonly [P in keyof Required<T>]: P extends keyof R
    ? R[P] extends Rule<never, infer D> ? (undefined extends D ? T[P & keyof T] : NonNullable<T[P & keyof T]>) : never
    : T[P & keyof T];
};

/** Reports everything that the rules refuse, and each name that they do not know. */
export function validateProps(errors: ValidationErrors, props: object, rules: Rules, prefix = ''): void {
  validateFields(errors, props, rules, prefix);
  validateNames(errors, props, rules, prefix);
}

function validateFields(errors: ValidationErrors, props: object, rules: Rules, prefix: string): void {
  for (const prop in rules) {
    const value = unsetIfEmpty(props[prop as keyof object], rules[prop]);
    if (value !== undefined) validateValue(errors, prefix + prop, value, rules[prop]);
    else if (rules[prop].required) errors.addType(prefix + prop, undefined, rules[prop].expected, rules[prop].hint);
  }
}

function unsetIfEmpty(value: unknown, { emptyIsUnset, required }: Rule<never>): unknown {
  return value === '' && emptyIsUnset && !required ? undefined : value;
}

/**
 * A name that nobody reads would be silent: what was asked for would be missing. No value is shown: it may be a
 * password.
 */
function validateNames(errors: ValidationErrors, props: object, rules: Rules, prefix: string): void {
  const known = (name: string) => Object.prototype.hasOwnProperty.call(rules, name);
  const unknown = Object.entries(props)
    .filter(([name, value]) => value !== undefined && !known(name))
    .map(([name]) => name);
  if (unknown.length === 0) return;
  errors.addUnknown(unknown.map((name) => prefix + name), Object.keys(rules));
}

function validateValue(errors: ValidationErrors, prop: string, value: unknown, rule: Rule<never>): void {
  if (!rule.accepts(value)) {
    errors.addType(
      prop,
      rule.sensitive ? typeName(value) : value,
      rule.expected,
      value === null && !rule.required ? 'leave it out' : rule.hint,
    );
    return;
  }
  const before = errors.count;
  validateWithin(errors, prop, value as object, rule);
  if (errors.count === before) rule.limits?.(errors, prop, value as never);
}

function validateWithin(
  errors: ValidationErrors,
  prop: string,
  value: object,
  { items, values, fields }: Rule<never>,
): void {
  if (items) {
    // by index: forEach passes over holes
    for (let n = 0; n < (value as unknown[]).length; n++)
      validateValue(errors, `${prop}[${n}]`, (value as unknown[])[n], items);
  } else if (values) {
    for (const [key, item] of Object.entries(value)) validateValue(errors, `${prop}.${key}`, item, values);
  } else if (fields) {
    validateProps(errors, value, fields, `${prop}.`);
  }
}

/** What a value is, without showing it. */
export function typeName(value: unknown): unknown {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return 'a string';
  return typeof value === 'number' || typeof value === 'bigint' ? 'a number' : value;
}

/** The props, and the default of each that was not given. */
export function withDefaults<T extends object, R extends RulesOf<T>>(props: T, rules: R): WithDefaults<T, R> {
  const filled = { ...unset(rules), ...props } as { [prop: string]: unknown };
  for (const prop in rules as Rules) {
    const rule = (rules as Rules)[prop];
    filled[prop] = unsetIfEmpty(filled[prop], rule);
    filled[prop] ??=
      typeof rule.default === 'function' ? (rule.default as (props: object) => unknown)(filled) : rule.default;
  }
  return filled as unknown as WithDefaults<T, R>;
}

const unsetProps = new WeakMap<object, object>();

/** An object with every prop in it: to add many, one by one, makes an object that is slow to read. */
function unset(rules: Rules): object {
  let props = unsetProps.get(rules);
  if (!props) unsetProps.set(rules, (props = Object.fromEntries(Object.keys(rules).map((prop) => [prop, undefined]))));
  return props;
}
