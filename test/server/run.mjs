// Checks that real API servers accept everything in dist/ and of accepted.ts, with strict field validation and without a warning; that they
// read each text of accepted.ts as it was written; and that lib/private/api-types.ts has all of their fields.
// usage: npm run test:server -- KUBECONFIG...   (default: $KUBECONFIG)
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { environment, exec, fail, filesOf, temporaryDirectory } from '../../scripts/tools.mjs';

const kubeconfigs = process.argv.length > 2 ? process.argv.slice(2) : [process.env.KUBECONFIG].filter(Boolean);
if (!kubeconfigs.length) fail('npm run test:server: name one or more KUBECONFIG files as arguments, or set KUBECONFIG');
const unusual = temporaryDirectory('accepted');
exec('cdk8s', ['synth', '--app', 'ts-node test/server/accepted.ts', '--output', unusual]);
const files = [...filesOf('dist'), ...filesOf(unusual)].filter((file) => file.endsWith('.yaml'));
const objectsOf = (file) => parseAllDocuments(readFileSync(file, 'utf8'), { version: '1.1' }).map((document) => document.toJS()).filter(Boolean);
const objects = files.flatMap(objectsOf);
if (!objects.length) fail('dist/ has no objects: run npm run synth');
const namespaces = [...new Set(objects.map((object) => object.metadata.namespace).filter(Boolean))];

let refused = 0;
for (const kubeconfig of kubeconfigs) {
  const kubectl = (...args) => spawnSync('kubectl', args, { encoding: 'utf8', env: { ...environment, KUBECONFIG: kubeconfig } });
  const version = kubectl('version', '-o', 'json');
  if (version.status !== 0) fail(`${kubeconfig}: ${version.stderr}`);
  refused += accepts(kubectl, JSON.parse(version.stdout).serverVersion.gitVersion) ? 0 : 1;
  exec('node', ['scripts/api-types.mjs', '--check', kubeconfig]);
}
console.log(`${kubeconfigs.length - refused} passed, ${refused} failed`);
process.exitCode = refused ? 1 : 0;

function accepts(kubectl, server) {
  // A dry run needs existing namespaces. They are not deleted: without controllers a deletion never ends.
  for (const name of namespaces) {
    kubectl('create', 'namespace', name);
    // manifests with a namespace have hardened pods: a warning of Pod Security is a failure
    kubectl('label', '--overwrite', 'namespace', name, ...['enforce', 'warn', 'audit'].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`));
  }
  const failures = [...files.map((file) => failureOf(kubectl, file)), ...filesOf(unusual).map((file) => misreadIn(kubectl, file))].filter(Boolean);
  console.log(failures.length ? `${server} refuses:\n${failures.join('\n')}` : `${server} accepts ${objects.length} objects in ${files.length} files`);
  return !failures.length;
}

function failureOf(kubectl, file) {
  const { status, stderr, error } = kubectl('apply', '--dry-run=server', '--validate=strict', '-f', file);
  if (error) throw error;
  return status === 0 && !stderr.trim() ? '' : `${file}: ${stderr.trim()}`;
}

/** Texts that kubectl and the API server read otherwise than `yaml` does. */
function misreadIn(kubectl, file) {
  const { status, stdout, stderr } = kubectl('apply', '--dry-run=server', '-o', 'json', '-f', file);
  if (status !== 0) return `${file}: ${stderr.trim()}`;
  const stored = new Map(JSON.parse(stdout).items.map((item) => [`${item.kind}/${item.metadata.name}`, item]));
  const misread = objectsOf(file).filter(({ kind }) => kind === 'ConfigMap').filter(({ kind, metadata, data }) => {
    const { metadata: { annotations = {} }, data: read } = stored.get(`${kind}/${metadata.name}`);
    delete annotations['kubectl.kubernetes.io/last-applied-configuration'];
    return !isDeepStrictEqual(read, data) || !isDeepStrictEqual(annotations, metadata.annotations ?? {});
  });
  return misread.map(({ metadata }) => `${file}: ConfigMap ${metadata.name} is read otherwise than it was written`).join('\n');
}
