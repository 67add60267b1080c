import { Problems } from './checks';

// The YAML writer leaves these without quotes, and kubectl's reader takes them for numbers.
const NUMBER = /^[-+]?0([oO][0-7_]+|B[01_]+|X[0-9a-fA-F_]+)$/;

// Characters that the reader refuses, or takes for the end of a line.
const UNREADABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/;

/** What keeps a text from reaching the API server as it is, with the repair; nothing for nearly every text. */
export function textFault(text: string): string | undefined {
  if (NUMBER.test(text)) return 'it would be read as a number: write it in another way, for example 0755 for 0o755';
  if (UNREADABLE.test(text)) return 'it has a control character: leave that out, or give it as binaryData of a ConfigMap';
  if (text.includes('\n') && /^\n*\t/.test(text)) return 'its first line begins with a tab, which YAML cannot indent: begin with another line, or with blanks';
  return undefined;
}

/** Texts that come out of the manifest as they went in. */
export function checkText(problems: Problems, prop: string, text: string | undefined): void {
  if (typeof text !== 'string') return;
  const fault = textFault(text);
  if (fault) problems.add(prop, text, 'text that YAML carries', fault);
}
