import { Problems } from './checks';
import { checkKnown } from './checks-known';

/** What a prop may hold. Types are not there at run time, and programs in JavaScript never had them. */
export interface Kind {
  readonly allowed: string;
  readonly repair: string;
  readonly fits: (value: unknown) => boolean;
  readonly example?: string;

  /** What each item of a list is. */
  readonly items?: Kind;

  /** What the fields of an object are. */
  readonly fields?: { readonly [field: string]: Kind };

  /** Whether it may have fields of other names. */
  readonly open?: boolean;

  /** What each value of a map is. */
  readonly values?: Kind;

  readonly needed?: boolean;

  /** Whether what stands in its place may be a password, which no error shows. */
  readonly hidden?: boolean;
}

/** The kinds of all props of an interface; the compiler says which one is missing. */
export type KindsOf<T> = { readonly [P in keyof Required<T>]: Kind };

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A Map or a Set has entries that are no fields: they would vanish. */
const isFields = (value: unknown) => Object.prototype.toString.call(value) === '[object Object]';

/** Whether it is of a class that has this member: classes may be there twice, in two copies of a package. */
const has = (member: string) => (value: unknown) => isObject(value) && !isPlain(value as object) && member in (value as object);

const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value));

export const TEXT: Kind = { allowed: 'text', repair: 'put it in quotes', fits: (value) => typeof value === 'string' };
export const NUMBER: Kind = { allowed: 'a number', repair: 'write it without quotes', fits: (value) => typeof value === 'number' };
export const BOOLEAN: Kind = { allowed: 'true or false', repair: 'write one of them, without quotes', fits: (value) => typeof value === 'boolean' };
export const MAP: Kind = { allowed: 'a map', repair: "write { key: 'value' }", fits: isFields };
export const DURATION: Kind = { allowed: 'a Duration', repair: 'for example Duration.seconds(90)', fits: has('toSeconds') };

/** An instance of a class that has this member, and of none that has the other one as well. */
export function made(member: string, by: string, example: string, other?: string): Kind {
  const fits = (value: unknown) => has(member)(value) && !(other && has(other)(value));
  return { allowed: `made by ${by}`, repair: `for example ${example}`, fits, example };
}

export function object<T>(fields: KindsOf<T>, example: string): Kind {
  return { allowed: 'an object', repair: `write ${example}`, fits: isFields, example, fields };
}

export function list(items: Kind, example = items.example ?? "'…'"): Kind {
  return { allowed: 'a list', repair: `write [${example}]`, fits: Array.isArray, items };
}

export function map(values: Kind): Kind {
  return { ...MAP, repair: `write { NAME: ${values.example} }`, values };
}

export function needed(kind: Kind): Kind {
  return { ...kind, needed: true };
}

/** Checks every prop that is given, that there is one of its name, and those of its items; `prefix` is what their names begin with. */
export function checkKinds<T extends object>(problems: Problems, props: T, kinds: { readonly [prop: string]: Kind }, prefix = ''): void {
  checkFields(problems, props, kinds, prefix);
  checkKnown(problems, props, kinds, prefix);
}

function checkFields<T extends object>(problems: Problems, props: T, kinds: { readonly [prop: string]: Kind }, prefix: string): void {
  for (const prop in kinds) {
    const value: unknown = props[prop as keyof T];
    if (value !== undefined) checkKind(problems, prefix + prop, value, kinds[prop]);
    else if (kinds[prop].needed) problems.add(prefix + prop, undefined, kinds[prop].allowed, kinds[prop].repair);
  }
}

function checkKind(problems: Problems, prop: string, value: unknown, kind: Kind): void {
  if (!kind.fits(value)) {
    problems.add(prop, kind.hidden ? kindOf(value) : value, kind.allowed, value === null ? 'leave it out' : kind.repair);
  } else if (kind.items) {
    // by index: forEach passes over what a list has not got
    for (let n = 0; n < (value as unknown[]).length; n++) checkKind(problems, `${prop}[${n}]`, (value as unknown[])[n], kind.items);
  } else if (kind.values) {
    for (const [key, item] of Object.entries(value as object)) checkKind(problems, `${prop}.${key}`, item, kind.values);
  } else if (kind.fields) {
    const check = kind.open ? checkFields : checkKinds;
    check(problems, value as object, kind.fields, `${prop}.`);
  }
}

/** What a value is, without showing it. */
function kindOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' || typeof value === 'bigint' ? 'a number' : value;
}
