import { readFileSync } from 'fs';
import { fieldsOf } from '../../lib/private/api-fields';
import { API_TYPES, RENAMED, VERSIONS } from '../../lib/private/api-types';

const GENERATED = readFileSync(require.resolve('cdk8s-plus-27/lib/imports/k8s.js'), 'utf8');
const KINDS = ['ConfigMap', 'NetworkPolicy', 'PodDisruptionBudget', 'Role', 'RoleBinding', 'Service', 'ServiceAccount', 'StatefulSet'];

/** A field of a generated type: how it is spelled there, and in the API, and the code that converts it. */
interface TypedField {
  readonly name: string;
  readonly typed: string;
  readonly code: string;
}

/** The fields of all types that the kinds reach, from the converters of the generated types. */
function typedFields(): Map<string, TypedField[]> {
  const bodies = new Map([...GENERATED.matchAll(/^function toJson_(\w+)\([^]*?^}/gm)].map(([body, name]) => [name, body]));
  const types = new Map<string, TypedField[]>();
  const reach = (type: string, name = type) => {
    if (types.has(name) || !bodies.has(type)) return;
    const fields = [...bodies.get(type)!.matchAll(/^ +'(\w+)': (.*?obj\.(\w+).*)/gm)].map(([, field, code, typed]) => ({ name: field, typed, code }))
      .filter(({ name: field }) => field !== 'managedFields');
    types.set(name, fields);
    for (const { code } of fields) for (const [, next] of code.matchAll(/toJson_(\w+)\(/g)) reach(next);
  };
  for (const kind of KINDS) reach(`Kube${kind}Props`, kind);
  for (const scalar of ['Quantity', 'IntOrString']) types.delete(scalar);
  return types;
}

const TYPES = typedFields();
/** Its type has another name in the API. */
const apiType = (type: string) => Object.keys(API_TYPES).find((name) => name.toLowerCase() === type.toLowerCase().replace(/^kube|props$/g, ''));

test('has every field of the generated types, array or map or scalar as there', () => {
  const shapes = [...TYPES].flatMap(([type, fields]) => fields.map(({ name, code }) => {
    const shape = code.includes('?.map(') ? '[' : code.includes('.reduce(') ? '{' : code.includes('toJson_') ? 'type' : 'scalar';
    return `${type}.${name} ${shape}`;
  }));
  const table = [...TYPES].flatMap(([type, fields]) => fields.map(({ name }) => {
    const holds = fieldsOf(apiType(type) ?? '')?.get(name)?.holds ?? 'missing';
    const shape = holds === 'missing' ? holds : /^[[{]/.test(holds) ? holds[0] : fieldsOf(holds) ? 'type' : 'scalar';
    return `${type}.${name} ${shape}`;
  }));
  expect(shapes.length).toBeGreaterThan(500);
  expect(table).toEqual(shapes);
});

test('renames what the generated types rename', () => {
  const renamed = [...TYPES.values()].flat().filter(({ name, typed }) => name !== typed).map(({ name, typed }) => [typed, name]);
  expect(renamed.length).toBeGreaterThan(15);
  expect(RENAMED).toMatchObject(Object.fromEntries(renamed));
  const unchanged = new Set([...TYPES.values()].flat().filter(({ name, typed }) => name === typed).map(({ name }) => name));
  expect(Object.keys(RENAMED).filter((typed) => unchanged.has(typed))).toEqual([]);
});

test('knows each Kubernetes that is supported, and fields that came and went', () => {
  expect(VERSIONS).toEqual(Array.from({ length: 11 }, (_, n) => `1.${27 + n}`));
  expect(fieldsOf('PodResourceClaim')!.has('source')).toBe(true);
  expect(fieldsOf('PodSpec')!.has('workloadRef')).toBe(true);
});

test('each type that a field holds is there', () => {
  const types = Object.keys(API_TYPES).flatMap((type) => [...fieldsOf(type)!.values()].map(({ holds }) => holds.replace(/^[[{]+/, '')));
  expect([...new Set(types)].filter((type) => !/^[snbq*]$/.test(type) && !fieldsOf(type))).toEqual([]);
});
