import { ValidationErrors } from './errors';
import { lengthHint } from './names';

const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** The most that Kubernetes counts, and the highest id of a user or a group. */
export const LARGEST = 2 ** 31 - 1;

/** A whole number of at least 0; NaN and fractions are refused, and what has no room in 32 bits. */
export function validateWholeNumber(errors: ValidationErrors, prop: string, value: number | undefined): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < 0)
    errors.add(prop, value, 'a whole number of at least 0', 'use 0 or more');
  else if (value > LARGEST) errors.add(prop, value, `at most ${LARGEST}`, 'use a smaller number');
}

/** A port of TCP, UDP or SCTP. */
export function validatePort(errors: ValidationErrors, prop: string, port: number | undefined): void {
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) return;
  errors.add(prop, port, 'a whole number from 1 to 65535', 'for example 8080');
}

/** A name of a container's port (IANA_SVC_NAME). */
export function validatePortName(errors: ValidationErrors, prop: string, name: string | undefined): void {
  if (name === undefined || (typeof name === 'string' && PORT_NAME.test(name))) return;
  errors.add(
    prop,
    name,
    'at most 15 small letters, digits and single hyphens, with a letter somewhere and no hyphen at an end',
    lengthHint(name, 15),
  );
}

/** One of a few words. */
export function validateOneOf(
  errors: ValidationErrors,
  prop: string,
  value: string | undefined,
  expected: string[],
  hint?: string,
): void {
  if (value === undefined || expected.includes(value)) return;
  const meant = expected.find((word) => word.toLowerCase() === String(value).toLowerCase());
  errors.add(
    prop,
    value,
    expected.map((word) => `'${word}'`).join(' or '),
    hint ?? (meant ? `write '${meant}'` : 'choose one of these, or leave it out'),
  );
}

/** No two items of a list may have the same key; no key or an empty one does not count. */
export function validateDifferent<T>(
  errors: ValidationErrors,
  prop: string,
  items: T[],
  keyOf: (item: T) => string | undefined,
  hint = 'change one of them',
): void {
  if (items.length < 2) return;
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (!key) continue;
    if (seen.has(key)) errors.add(prop, [key, key], 'all different', hint);
    seen.add(key);
  }
}
