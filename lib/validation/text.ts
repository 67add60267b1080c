import { ValidationErrors } from './errors';

/** Whether a string has half of a surrogate pair. */
export function isHalved(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** A string that UTF-8 has: YAML carries any other one. */
export function validateText(errors: ValidationErrors, prop: string, text: string | undefined): void {
  if (typeof text === 'string' && isHalved(text)) {
    errors.add(
      prop,
      text,
      'a string of whole characters',
      'it has half of a surrogate pair: cut strings between characters, or give it as binaryData of a ConfigMap',
    );
  }
}

/** A string that a process can be given. */
export function validateArgument(errors: ValidationErrors, prop: string, text: string | undefined): void {
  validateText(errors, prop, text);
  if (typeof text === 'string' && text.includes('\0'))
    errors.add(prop, text, 'a string without a NUL', 'no process can be given one: leave it out');
}
