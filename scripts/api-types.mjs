// Writes lib/private/api-types.ts: the fields of every kind that lib/ makes, in any Kubernetes that was asked so far.
// usage: npm run api-types -- SOURCE...    each a KUBECONFIG, or a directory as api/openapi-spec/v3 of the Kubernetes repository
//        npm run api-types -- --check SOURCE...    says whether a source knows a field that the file lacks, and writes nothing
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import camelCase from 'camelcase';
import { fail } from './tools.mjs';

const FILE = 'lib/private/api-types.ts';
const GROUPS = ['api/v1', 'apis/apps/v1', 'apis/networking.k8s.io/v1', 'apis/autoscaling/v2', 'apis/policy/v1', 'apis/rbac.authorization.k8s.io/v1'];
const KINDS = [
  'ConfigMap', 'HorizontalPodAutoscaler', 'Ingress', 'NetworkPolicy', 'PersistentVolumeClaim', 'PodDisruptionBudget', 'Role', 'RoleBinding',
  'Service', 'ServiceAccount', 'StatefulSet',
];
/** What kubectl and controllers write. */
const OPEN = ['status', 'managedFields'];

/** The schemas of one source, and which Kubernetes it is. */
function schemasOf(source) {
  const directory = statSync(source).isDirectory();
  const ask = (path) => JSON.parse(execFileSync('kubectl', ['--kubeconfig', source, 'get', '--raw', path], { maxBuffer: 2 ** 28 }));
  const read = (group) => directory ? JSON.parse(readFileSync(join(source, `${group.replaceAll('/', '__')}_openapi.json`))) : ask(`/openapi/v3/${group}`);
  const version = directory ? readFileSync(join(source, 'VERSION'), 'utf8').trim() : ask('/version').gitVersion;
  return { version: minorOf(version), schemas: Object.assign({}, ...GROUPS.map((group) => read(group).components.schemas)) };
}

const minorOf = (version) => /^v?(\d+\.\d+)/.exec(version)[1];

/** Types by their short names, from the kinds on: name, whether it is required, and what it holds. */
function typesOf(schemas) {
  const names = new Map();
  const pending = KINDS.map((kind) => Object.keys(schemas).find((name) => name.endsWith(`.${kind}`) && schemas[name]['x-kubernetes-group-version-kind']));
  const types = {};
  for (const full of pending) {
    const name = full.split('.').at(-1);
    if ((names.get(name) ?? full) !== full) fail(`two types are called ${name}: ${names.get(name)} and ${full}`);
    if (names.has(name)) continue;
    names.set(name, full);
    const { properties, required = [] } = schemas[full];
    types[name] = {};
    for (const [field, schema] of Object.entries(properties)) {
      types[name][field] = { required: required.includes(field), holds: OPEN.includes(field) ? '*' : holdsOf(schema, schemas, (next) => pending.push(next)) };
    }
  }
  return types;
}

/** `[` an array of, `{` an object with free keys, then a type's name or one of: s(tring) n(umber) b(oolean) q(uantity or number or string) *(anything) */
function holdsOf(schema, schemas, need) {
  const reference = schema.$ref ?? schema.allOf?.[0].$ref;
  if (reference) {
    const full = reference.split('/').at(-1);
    const target = schemas[full];
    if (!Object.keys(target.properties ?? {}).length) return target.oneOf || target.format === 'int-or-string' ? 'q' : target.type === 'string' ? 's' : '*';
    need(full);
    return full.split('.').at(-1);
  }
  if (schema.type === 'array') return `[${holdsOf(schema.items, schemas, need)}`;
  if (schema.additionalProperties) return `{${holdsOf(schema.additionalProperties, schemas, need)}`;
  return { string: 's', integer: 'n', number: 'n', boolean: 'b' }[schema.type] ?? '*';
}

/**
 * Every field of both; a field is required where each Kubernetes that has its type demands it. Where a newer Kubernetes
 * has given a field a type of its own, that type stays.
 */
function merged(older, newer) {
  const types = { ...older, ...newer };
  for (const name of Object.keys(older).filter((type) => newer[type])) {
    types[name] = mergedFields(name, older, newer, name, types);
  }
  return types;
}

function mergedFields(newName, older, newer, oldName, types) {
  const [was, is] = [older[oldName], newer[newName]];
  const fields = {};
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [a, b] = [was[name], is[name]];
    if (a && b && a.holds !== b.holds) {
      if (!older[a.holds] || !newer[b.holds]) fail(`${newName}.${name} holds ${a.holds} and, later, ${b.holds}`);
      types[b.holds] = mergedFields(b.holds, older, newer, a.holds, types);
    }
    fields[name] = { required: Boolean(a?.required && b?.required), holds: (b ?? a).holds };
  }
  return fields;
}

function readFile() {
  if (!existsSync(FILE)) return { versions: [], types: {} };
  const text = readFileSync(FILE, 'utf8');
  const types = {};
  for (const [, name, fields] of text.matchAll(/^ {2}(\w+): ['`]([^'`]*:[^'`]*)['`],$/gm)) {
    types[name] = Object.fromEntries([...fields.matchAll(/(\S+?)(!?):(\S+)/g)].map(([, field, required, holds]) => [field, { required: required === '!', holds }]));
  }
  return { versions: /VERSIONS = \['(.*)'\]/.exec(text)[1].split("', '"), types };
}

const byMinor = (a, b) => a.split('.')[1] - b.split('.')[1];
const isOlder = (version, { versions }) => versions.some((other) => byMinor(version, other) < 0);
const sorted = (object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));

/** One type, in lines of at most 120 characters. */
function typeLines(name, words) {
  const line = `  ${name}: '${words.join(' ')}',`;
  if (line.length <= 120) return line;
  return `  ${name}: \`\n${filled(words)}\`,`;
}

function filled(words) {
  const lines = [''];
  for (const word of words) {
    if (lines.at(-1).length + word.length > 112) lines.push('');
    lines.push(`${lines.pop()} ${word}`);
  }
  return lines.map((line) => `   ${line}`).join('\n');
}

function written({ versions, types }) {
  const words = (fields) => sorted(fields).map(([name, { required, holds }]) => `${name}${required ? '!' : ''}:${holds}`);
  const fields = Object.values(types).flatMap((type) => Object.keys(type));
  const renamed = [...new Set(fields)].filter((field) => camelCase(field) !== field).sort();
  return `// Written by scripts/api-types.mjs; never edited.
/* eslint max-lines: off -- a generated table */

/** The Kubernetes whose fields these are. */
export const VERSIONS = ['${[...versions].sort(byMinor).join("', '")}'];

/** Fields that the generated types of cdk8s spell unlike the API. */
export const RENAMED: { readonly [typed: string]: string } = {
${renamed.map((field) => `  ${camelCase(field)}: '${field}',`).join('\n')}
};

/**
 * Fields by type, each with what it holds: \`[\` is an array of, \`{\` an object whose keys are free, then a type of
 * this table, or s for a string, n for a number, b for a boolean, q for a quantity (a string or a number), * for
 * anything. A field with ! is required.
 */
export const API_TYPES: { readonly [type: string]: string } = {
${sorted(types).map(([name, type]) => typeLines(name, words(type))).join('\n')}
};
`;
}

const check = process.argv.includes('--check');
const sources = process.argv.slice(2).filter((argument) => argument !== '--check');
let table = readFile();
for (const source of sources) {
  const { version, schemas } = schemasOf(source);
  const known = typesOf(schemas);
  const types = isOlder(version, table) ? merged(known, table.types) : merged(table.types, known);
  if (check && written({ versions: [], types }) !== written({ versions: [], types: table.types })) {
    fail(`Kubernetes ${version} (${basename(source)}) has fields that ${FILE} lacks. Repair: npm run api-types -- ${source}`);
  }
  table = { versions: [...new Set([...table.versions, version])], types };
}
if (!check) writeFileSync(FILE, written(table));
else if (readFileSync(FILE, 'utf8') !== written(readFile())) fail(`${FILE} is not as it was written. Repair: npm run api-types`);
