/**
 * Snapshots without script text: `import` this file, and every text of several lines in a ConfigMap or in a container's
 * command and args is written as its name and length.
 */
type Manifest = { [key: string]: unknown };

const isManifest = (value: unknown): value is Manifest => typeof value === 'object' && value !== null && !Array.isArray(value);
const isLong = (value: unknown) => typeof value === 'string' && value.trimEnd().includes('\n');

function short(name: string, value: unknown): unknown {
  return isLong(value) ? `<${name}, ${(value as string).trimEnd().split('\n').length} lines>` : value;
}

const texts = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isConfigMap = (value: Manifest) => value.kind === 'ConfigMap' && isManifest(value.data) && Object.values(value.data).some(isLong);
const isContainer = (value: Manifest) => 'image' in value && [...texts(value.command), ...texts(value.args)].some(isLong);

function shortened(value: Manifest): Manifest {
  if (isConfigMap(value)) {
    const data = Object.entries(value.data as Manifest).map(([key, text]) => [key, short(key, text)]);
    return { ...value, data: Object.fromEntries(data) };
  }
  const result = { ...value };
  for (const field of ['command', 'args']) {
    if (value[field]) result[field] = texts(value[field]).map((text) => short(`${field} of ${value.name}`, text));
  }
  return result;
}

expect.addSnapshotSerializer({
  test: (value) => isManifest(value) && (isConfigMap(value) || isContainer(value)),
  serialize: (value, config, indentation, depth, refs, printer) => printer(shortened(value as Manifest), config, indentation, depth, refs),
});
