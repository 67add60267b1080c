import { shownReference } from '../parts/checks-references';

/** One text in a Secret that exists already: passwords are never written into manifests. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the pods. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}

/** A reference as errors may show it. */
export function shownOf({ secret, key }: SecretKey): string {
  return shownReference(secret, key);
}
