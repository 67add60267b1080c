import { fieldsOf, isArrayOf, isMapOf, itemOf, namesOf, neededOf, RANGE } from '../private/api-fields';
import { ValidationErrors } from './errors';
import { Rule, typeName } from './rules';
import { validateText } from './text';

/**
 * Context with the names of fields that are newer than those known here:
 * `node.setContext('cdk8s-stateful/newer-fields', ['shiny'])`.
 */
export const NEWER_FIELDS = 'cdk8s-stateful/newer-fields';

const EXPECTED: { readonly [holds: string]: { expected: string; hint: string; type: string } } = {
  s: { expected: 'a string', hint: 'put it in quotes', type: 'string' },
  n: { expected: 'a number', hint: 'write it without quotes', type: 'number' },
  b: { expected: 'true or false', hint: 'write one of them, without quotes', type: 'boolean' },
};

const QUANTITY = { expected: 'a number, or a string', hint: 'write one of them', type: undefined };

const isObject = (value: unknown): value is object => Object.prototype.toString.call(value) === '[object Object]';

/** Of no class. */
const isPlain = (value: unknown): value is object => {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
};

/**
 * A value of a generated type: its fields, and what they hold, are those of the API.
 *
 * @param holds what it is, in the notation of API_TYPES
 * @param limits judges values, once all are of their types
 * @param complete whether required fields must be there
 */
export function apiValue<T>(
  holds: string,
  example: string,
  limits?: Rule<T>['limits'],
  complete = true,
): Rule<T, undefined> {
  const [expected, accepts] = isArrayOf(holds) ? ['an array', Array.isArray] : ['an object', isObject];
  return {
    expected,
    hint: `write ${example}`,
    accepts,
    example,
    limits: (errors, prop, value) => {
      const before = errors.count;
      validateApiValue(errors, prop, value, holds, complete);
      if (errors.count === before) limits?.(errors, prop, value);
    },
  };
}

/**
 * Reports fields that the API has not, missing ones, and values of a wrong type; `holds` is in the notation of
 * API_TYPES.
 */
export function validateApiValue(
  errors: ValidationErrors,
  prop: string,
  value: unknown,
  holds: string,
  complete = true,
): void {
  if (holds === '*' || isResolvedLater(value, holds)) return;
  if (isArrayOf(holds)) validateArray(errors, prop, value, itemOf(holds), complete);
  else if (isMapOf(holds)) validateMap(errors, prop, value, itemOf(holds), complete);
  else if (fieldsOf(holds)) validateFields(errors, prop, value, holds, complete);
  else validateScalar(errors, prop, value, holds);
}

/**
 * What a Quantity, an IntOrString, a Date or a Lazy is written as, is known at synth alone.
 */
function isResolvedLater(value: unknown, holds: string): boolean {
  if (typeof value !== 'object' || value === null) {
    return holds === 'q' && (typeof value === 'string' || Number.isFinite(value));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return false;
  if (value instanceof Date) return holds === 's';
  if (isArrayOf(holds) || isMapOf(holds)) return false;
  return isLazy(value) || holds === 'q' && 'value' in value;
}

/** What cdk8s resolves at synth: Lazy, and tokens of other packages. It renders no other instance of a class. */
const isLazy = (value: object) => 'produce' in value || 'resolve' in value;

function validateScalar(errors: ValidationErrors, prop: string, value: unknown, holds: string): void {
  const { expected, hint, type } = EXPECTED[holds] ?? QUANTITY;
  if (typeof value !== type) refuseType(errors, prop, value, expected, hint);
  else if (holds === 'n' && !Number.isInteger(value))
    refuseType(errors, prop, value, 'a whole number', 'round it');
  else validateText(errors, prop, value as string);
}

function validateArray(
  errors: ValidationErrors,
  prop: string,
  value: unknown,
  holds: string,
  complete: boolean,
): void {
  if (!Array.isArray(value)) return refuseType(errors, prop, value, 'an array', `write [${exampleOf(holds)}]`);
  for (let n = 0; n < value.length; n++) validateApiValue(errors, `${prop}[${n}]`, value[n], holds, complete);
}

function validateMap(errors: ValidationErrors, prop: string, value: unknown, holds: string, complete: boolean): void {
  if (!isPlain(value)) return refuseType(errors, prop, value, 'an object', "write { key: 'value' }");
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) validateApiValue(errors, `${prop}.${key}`, item, holds, complete);
  }
}

function validateFields(
  errors: ValidationErrors,
  prop: string,
  value: unknown,
  type: string,
  complete: boolean,
): void {
  if (!isPlain(value)) return refuseType(errors, prop, value, 'an object', `write ${exampleOf(type)}`);
  const fields = fieldsOf(type)!;
  for (const key of Object.keys(value)) {
    const item: unknown = value[key as keyof object];
    if (item === undefined) continue;
    const field = fields.get(key);
    if (field) validateApiValue(errors, `${prop}.${key}`, item, field.holds, complete);
    else refuseUnknown(errors, `${prop}.${key}`, key, type);
  }
  if (complete) validateNeeded(errors, prop, value, type);
}

function validateNeeded(errors: ValidationErrors, prop: string, value: object, type: string): void {
  for (const [name, typed] of neededOf(fieldsOf(type)!)) {
    if ((value[name as keyof object] ?? value[typed as keyof object]) !== undefined) continue;
    errors.addType(`${prop}.${name}`, undefined, 'given', `a ${type} needs it`);
  }
}

/** The fields that a type needs: `{ name: '…', value: '…' }`. */
function exampleOf(holds: string): string {
  const fields = fieldsOf(holds);
  const needed = fields ? neededOf(fields).map(([name]) => `${name}: ${placeholderOf(fields.get(name)!.holds)}`) : [];
  return needed.length > 0 ? `{ ${needed.join(', ')} }` : placeholderOf(holds);
}

function placeholderOf(holds: string): string {
  if (isArrayOf(holds)) return '[ … ]';
  if (isMapOf(holds) || fieldsOf(holds)) return '{ … }';
  return holds === 'n' ? '1' : "'…'";
}

/** What stands in the place of a variable, or of a reference to a Secret, may be a password. */
const SENSITIVE = /\b(env|envFrom|\w*[sS]ecret\w*)\b/;

function refuseType(errors: ValidationErrors, prop: string, value: unknown, expected: string, hint: string): void {
  const got = SENSITIVE.test(prop) ? typeName(value) : value;
  errors.addType(prop, got, expected, value === null ? 'leave it out' : hint);
}

/** Where a path of a JSON patch leads: to what is held there, or to an error. */
export function validatePath(errors: ValidationErrors, path: string, kind: string): string {
  let holds = kind;
  for (const step of path.split('/').slice(1).map((text) => text.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (holds === '*') break;
    holds = stepInto(errors, path, holds, step);
  }
  return holds;
}

function stepInto(errors: ValidationErrors, path: string, holds: string, step: string): string {
  if (isMapOf(holds)) return itemOf(holds);
  if (isArrayOf(holds)) {
    if (!/^(\d+|-)$/.test(step)) {
      errors.add(path, step, 'a path with an index here, or with - for the end', 'an array has no fields');
    }
    return itemOf(holds);
  }
  const fields = fieldsOf(holds);
  const field = fields?.get(step);
  if (field?.name === step) return field.holds;
  if (fields) refuseUnknown(errors, path, step, holds);
  else {
    const { expected } = EXPECTED[holds] ?? QUANTITY;
    errors.add(path, step, `a path that ends before '${step}'`, `there is ${expected}, which has no fields`);
  }
  return '*';
}

function refuseUnknown(errors: ValidationErrors, where: string, name: string, type: string): void {
  const newer = errors.context(NEWER_FIELDS);
  if (Array.isArray(newer) && newer.includes(name)) return;
  const fields = fieldsOf(type)!;
  const others = `there are ${namesOf(fields).join(', ')}; name newer ones in the context '${NEWER_FIELDS}'`;
  const hint = fields.has(name) ? `write ${fields.get(name)!.name}` : others;
  errors.addType(where, name, `a field that a ${type} has in ${RANGE}`, hint);
}
