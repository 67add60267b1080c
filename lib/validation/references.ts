import { isDataKey, isDnsSubdomain } from './names';

/** A key of a Secret as errors may show it: what is no name may be the password itself. */
export function formattedReference(name: unknown, key: unknown): string {
  return `${isDnsSubdomain(name) ? name : hidden(name, 'name')}: ${isDataKey(key) ? key : hidden(key, 'key')}`;
}

function hidden(value: unknown, what: string): string {
  if (value === '') return 'an empty string';
  return typeof value === 'string' ? `an invalid ${what}` : `no ${what}`;
}
