import { API_TYPES, RENAMED, VERSIONS } from './api-types';

/** A field of a type, as the API has it. */
export interface Field {
  readonly name: string;
  readonly required: boolean;

  /** What it holds, in the notation of API_TYPES. */
  readonly holds: string;
}

/** The fields of a type by their names, in the spelling of the API and in that of the generated types. */
export type Fields = ReadonlyMap<string, Field>;

/** The Kubernetes whose fields are known. */
export const RANGE = `Kubernetes ${VERSIONS[0]} to ${VERSIONS[VERSIONS.length - 1]}`;

const known = new Map<string, Fields | undefined>();
const typedNames = new Map(Object.entries(RENAMED).map(([typed, name]) => [name, typed]));

/** The fields of a type; undefined for what has none, as a string. */
export function fieldsOf(type: string): Fields | undefined {
  const fields = known.get(type);
  if (fields || known.has(type)) return fields;
  known.set(type, Object.prototype.hasOwnProperty.call(API_TYPES, type) ? parsed(API_TYPES[type]) : undefined);
  return known.get(type);
}

function parsed(type: string): Fields {
  const fields = new Map<string, Field>();
  for (const text of type.trim().split(/\s+/)) {
    const [, name, required, holds] = /^(\w+)(!?):(.+)$/.exec(text)!;
    const field = { name, required: required === '!', holds };
    for (const spelling of [name, typedNames.get(name) ?? name]) fields.set(spelling, field);
  }
  return fields;
}

/** The names of fields as the API spells them. */
export function namesOf(fields: Fields): string[] {
  return [...new Set([...fields.values()].map(({ name }) => name))];
}

const needed = new Map<Fields, string[][]>();

/** The fields that must be there, each in its spellings. */
export function neededOf(fields: Fields): string[][] {
  const before = needed.get(fields);
  if (before) return before;
  const required = [...new Set(fields.values())].filter((field) => field.required);
  const spellings = required.map(({ name }) => [name, typedNames.get(name) ?? name]);
  needed.set(fields, spellings);
  return spellings;
}

export const isArrayOf = (holds: string) => holds.startsWith('[');
export const isMapOf = (holds: string) => holds.startsWith('{');
export const itemOf = (holds: string) => holds.slice(1);
