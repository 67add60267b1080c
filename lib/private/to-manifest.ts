import { fieldsOf, isArrayOf, isMapOf, itemOf } from './api-fields';

type Fields = { [key: string]: unknown };

/**
 * A generated type as the API server sees it, so that JSON patches speak the API's language.
 *
 * The generated `manifest()` does the same, but takes as long as all the rest of a synth and drops fields that are
 * newer than itself.
 * What needs no change is not copied.
 *
 * @param holds what the value is, in the notation of API_TYPES
 */
export function toManifest<T>(typed: T, holds: string): T {
  return converted(typed, holds) as T;
}

function converted(value: unknown, holds: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return convertedArray(value, isArrayOf(holds) ? itemOf(holds) : '*');
  return isPlain(value) ? convertedFields(value as Fields, holds) : scalarOf(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function convertedFields(object: Fields, holds: string): Fields {
  const fields = fieldsOf(holds);
  const rest = isMapOf(holds) ? itemOf(holds) : '*';
  // cdk8s takes no object without a prototype
  let copy: Fields | undefined = Object.getPrototypeOf(object) === null ? { ...object } : undefined;
  for (const key in object) {
    const given = object[key];
    // an unset field of the types must not erase one that was given in the API's own spelling
    const known = given === undefined ? undefined : fields?.get(key);
    const name = known?.name ?? key;
    const field = typeof given === 'object' ? converted(given, known?.holds ?? rest) : given;
    if (name === key && field === given) continue;
    copy = name === key ? copy ?? { ...object } : without(key, copy ?? object);
    copy[name] = field;
  }
  return copy ?? object;
}

function without(unwanted: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== unwanted));
}

function convertedArray(items: unknown[], holds: string): unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = converted(items[index], holds);
    if (item === items[index]) continue;
    copy ??= [...items];
    copy[index] = item;
  }
  return copy ?? items;
}

/** Quantity and IntOrString hold a `value`; a Lazy, which does not, is left for synth. */
function scalarOf(value: object): unknown {
  if (value instanceof Date) return value.toISOString();
  const held = (value as { value?: unknown }).value;
  return typeof held === 'string' || typeof held === 'number' ? held : value;
}
