import { isDataKey, isDnsSubdomain } from '../../validation/names';
import { formattedReference } from '../../validation/references';
import { Rule } from '../../validation/rules';
import { hinted, limited, required, sensitive, string, struct } from '../../validation/types';

/** One value in a Secret that exists already: passwords are never written into manifests. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the pods. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}

/** A reference as errors may show it. */
export function formattedOf({ secret, key }: SecretKey): string {
  return formattedReference(secret, key);
}

/** A reference that a Secret can answer; what stands in its place may be the password itself. */
export function secretKey(): Rule<SecretKey, undefined> {
  const fields = {
    secret: required(sensitive(hinted("for example 'mysql', the name of a Secret", string()))),
    key: required(sensitive(hinted("for example 'password', a key of the Secret", string()))),
  };
  const reference: Rule<SecretKey, undefined> = {
    ...struct<SecretKey>(fields, "{ secret: 'mysql', key: 'password' }"),
    expected: 'a reference to a Secret',
    hint: "write { secret: 'mysql', key: 'password' }, never the password itself",
    sensitive: true,
  };
  return limited(reference, (errors, prop, given) => {
    if (isDnsSubdomain(given.secret) && isDataKey(given.key)) return;
    const name = prop.split('.').at(-1);
    errors.add(
      prop,
      formattedOf(given),
      'the name of a Secret and one of its keys',
      `write ${name}: { secret: 'mysql', key: 'password' }`,
    );
  });
}
