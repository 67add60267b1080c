// A table of the props of a construct: types and limits from the rules, defaults and descriptions from the docstrings.
import { readFileSync } from 'node:fs';

let assembly;

/** Rows in the order of the rules; `name` is that of the interface. */
export function propsTable(rules, name) {
  assembly ??= JSON.parse(readFileSync('.jsii', 'utf8'));
  const documented = new Map(propertiesOf(`${assembly.name}.${name}`).map((prop) => [prop.name, prop]));
  const rows = Object.entries(rules).map(([prop, rule]) => rowOf(rule, documented.get(prop)));
  return ['| prop | type and limits | default | |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function propertiesOf(fqn) {
  const { interfaces = [], properties = [] } = assembly.types[fqn];
  return [...properties, ...interfaces.flatMap(propertiesOf)];
}

function rowOf(rule, { name, optional, type, docs }) {
  const cells = [`\`${name}\``, typeOf(rule, type), optional ? defaultOf(docs.default) : 'required', firstSentence(docs)];
  return `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A type of this package is described in API.md; any other by its rule. */
function typeOf(rule, { fqn, collection }) {
  if (collection) {
    const item = rule.items ?? rule.values;
    const each = item ? typeOf(item, collection.elementtype) : undefined;
    return each ? `${collection.kind === 'map' ? 'an object, each value' : 'an array, each item'} ${each}` : rule.expected;
  }
  if (fqn && assembly.types[fqn]) return `[${assembly.types[fqn].name}](../API.md#${fqn})`;
  return fqn?.includes('.k8s.') ? `\`${fqn.slice(fqn.indexOf('k8s.'))}\`` : rule.expected;
}

function defaultOf(text) {
  return text.startsWith('- ') ? text.slice(2) : `\`${text}\``;
}

/** A row of a table has no line ends. */
function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}

function firstSentence({ summary = '', remarks = '' }) {
  const text = oneLine(`${summary} ${remarks}`);
  return /^.+?\.(?= |$)/.exec(text)?.[0] ?? text;
}
