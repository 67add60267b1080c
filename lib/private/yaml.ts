import { Yaml } from 'cdk8s';

// What readers of YAML take for a number, but its writer does not, which quotes what both do: 0o755, 0X1F, 0B1, 1e3_0.
// kubectl first drops all underscores; for readers of YAML 1.2, 0o755 is a number.
const NUMBER = /^[-+]?(0[oO][0-7]+|0[bB][-+]?[01]+|0[xX][0-9a-fA-F]+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?)$/;
const QUOTED = /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|(\d[\d_]*)?(\.[\d_]*)?([eE][-+]?\d+)?)$/;

// What a reader refuses, or takes for the end of a line, unless it is escaped.
const UNREADABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** How the `yaml` package tells its nodes, of any copy of it. */
const NODE = Symbol.for('yaml.node.type');

const judged = new Map<string, boolean>();

/** Whether readers of YAML do not all read this text as it is, unless it is in double quotes. */
function needsQuotes(text: string): boolean {
  if (text.length < 1000) return isReadOtherwise(text);
  // a script is the same text in many objects
  if (judged.size > 100) judged.clear();
  const result = judged.get(text) ?? isReadOtherwise(text);
  judged.set(text, result);
  return result;
}

function isReadOtherwise(text: string): boolean {
  // nearly every text ends at its first character or blank
  if (/^[-+.\d][-+.\w]*$/.test(text)) return NUMBER.test(text.replaceAll('_', '')) && !QUOTED.test(text);
  if (text === '<<' || text === '=') return true; // words of YAML 1.1 itself
  return text.search(UNREADABLE) >= 0 || text.includes('\t') && (!text.includes('\n') || /^\n*\t/.test(text));
}

/**
 * The same manifest; a text of it that readers of YAML would not all read alike is in double quotes when it is written.
 *
 * To the `yaml` package, such a manifest is a document that writes itself. To everybody else it is plain data.
 */
export function readAlike<T extends object>(manifest: T): T {
  if (!hasTexts(manifest)) return manifest;
  const texts: string[] = [];
  const marked = withMarks(manifest, texts);
  return Object.defineProperties(manifest, {
    [NODE]: { value: Symbol.for('yaml.document') },
    // what is written where it stands within another document
    contents: { value: { ...manifest } },
    toString: { value: () => Yaml.stringify(marked).replace(MARK, (_, index) => quoted(texts[index])) },
  });
}

/** What stands for a text until it is quoted: a word that no manifest has. */
const MARK = /cdk8s-stateful\.text-(\d+)\.6f1d2c9a/g;
const markOf = (index: number) => `cdk8s-stateful.text-${index}.6f1d2c9a`;

/** Whether there is a text that needs quotes: hardly any manifest has one. */
function hasTexts(value: unknown): boolean {
  if (typeof value === 'string') return needsQuotes(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasTexts);
  for (const key in value) if (needsQuotes(key) || hasTexts(value[key as keyof object])) return true;
  return false;
}

/** A copy with marks in the place of texts that need quotes. */
function withMarks(value: unknown, texts: string[]): unknown {
  if (typeof value === 'string') return needsQuotes(value) ? markOf(texts.push(value) - 1) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withMarks(item, texts));
  const marked = Object.entries(value).map(([key, item]) => [withMarks(key, texts), withMarks(item, texts)]);
  return Object.fromEntries(marked);
}

/** JSON is YAML, except for what readers of YAML refuse. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    UNREADABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
