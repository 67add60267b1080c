import { checkDnsSubdomain, isDataKey, isDnsSubdomain, Problems } from './checks';

/** Names of objects that are made elsewhere, by the prop that refers to them. */
export function checkReferences(problems: Problems, references: { [prop: string]: string | string[] | undefined }): void {
  for (const [prop, names] of Object.entries(references)) {
    if (Array.isArray(names)) names.forEach((name, index) => checkDnsSubdomain(problems, `${prop}[${index}]`, name));
    else if (names !== undefined) checkDnsSubdomain(problems, prop, names);
  }
}

/** A key of a Secret as errors may show it: what is no name may be the secret text itself. */
export function shownReference(name: unknown, key: unknown): string {
  return `${isDnsSubdomain(name) ? name : hidden(name, 'name')}: ${isDataKey(key) ? key : hidden(key, 'key')}`;
}

function hidden(value: unknown, what: string): string {
  if (value === '') return 'an empty text';
  return typeof value === 'string' ? `a text that is no ${what}` : `no ${what}`;
}
