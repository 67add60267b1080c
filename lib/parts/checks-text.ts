import { Problems } from './checks';

// A number for kubectl's reader, which first drops all underscores, and one for the YAML writer, which quotes it.
const READ = /^[-+]?(0[oO][0-7]+|0[bB][-+]?[01]+|0[xX][0-9a-fA-F]+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?)$/;
const QUOTED = /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|(\d[\d_]*)?(\.[\d_]*)?([eE][-+]?\d+)?)$/;

// Characters that the reader refuses, or takes for the end of a line.
const UNREADABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/;

/** What keeps a text from reaching the API server as it is, with the repair; nothing for nearly every text. */
export function textFault(text: string): string | undefined {
  if (becomesNumber(text)) return 'it would be read as a number: write 0755 for 0o755, decimals for other numbers, or end it with a newline';
  if (UNREADABLE.test(text)) return 'it has a control character or one that ends lines: leave that out, or give it as binaryData of a ConfigMap';
  if (text.includes('\n') && /^\n*\t/.test(text)) return 'its first line begins with a tab, which YAML cannot indent: begin with another line, or with blanks';
  return undefined;
}

function becomesNumber(text: string): boolean {
  // nearly every text ends here, at its first character or blank
  if (!/^[-+.\d][-+.\w]*$/.test(text)) return false;
  return READ.test(text.replaceAll('_', '')) && !QUOTED.test(text);
}

/** Texts that come out of the manifest as they went in. */
export function checkText(problems: Problems, prop: string, text: string | undefined): void {
  if (typeof text !== 'string') return;
  const fault = textFault(text);
  if (fault) problems.add(prop, text, 'text that YAML carries', fault);
}
