import { isDataKey, isDnsSubdomain } from '../parts/checks';

/** One text in a Secret that exists already: passwords are never written into manifests. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the pods. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}

/** A reference as errors may show it: what is no name may be the password itself. */
export function shownOf({ secret, key }: SecretKey): string {
  return `${isDnsSubdomain(secret) ? secret : hidden(secret, 'name')}: ${isDataKey(key) ? key : hidden(key, 'key')}`;
}

function hidden(value: unknown, what: string): string {
  if (value === '') return 'an empty text';
  return typeof value === 'string' ? `a text that is no ${what}` : `no ${what}`;
}
