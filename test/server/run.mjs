// Asks real API servers whether they accept all of dist/: strict field validation, and a warning counts as an error.
// usage: npm run test:server -- KUBECONFIG...   (without an argument: the server of $KUBECONFIG)
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { environment, fail, filesOf } from '../../scripts/tools.mjs';

const kubeconfigs = process.argv.length > 2 ? process.argv.slice(2) : [process.env.KUBECONFIG].filter(Boolean);
if (!kubeconfigs.length) fail('npm run test:server: name one or more KUBECONFIG files as arguments, or set KUBECONFIG');
const files = filesOf('dist').filter((file) => file.endsWith('.yaml'));
const objects = files.flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS())).filter(Boolean);
if (!objects.length) fail('dist/ holds no objects. Repair: npm run synth');
const namespaces = [...new Set(objects.map((object) => object.metadata.namespace).filter(Boolean))];

let refused = 0;
for (const kubeconfig of kubeconfigs) {
  const kubectl = (...args) => spawnSync('kubectl', args, { encoding: 'utf8', env: { ...environment, KUBECONFIG: kubeconfig } });
  const version = kubectl('version', '-o', 'json');
  if (version.status !== 0) fail(`${kubeconfig}: ${version.stderr}`);
  refused += accepts(kubectl, JSON.parse(version.stdout).serverVersion.gitVersion) ? 0 : 1;
}
console.log(`${kubeconfigs.length - refused} passed, ${refused} failed`);
process.exitCode = refused ? 1 : 0;

function accepts(kubectl, server) {
  // A dry run in a namespace that does not exist is refused. These stay: a server without controllers never finishes deleting one.
  for (const name of namespaces) {
    kubectl('create', 'namespace', name);
    // whoever states a namespace has hardened pods: a warning of Pod Security is a complaint
    kubectl('label', '--overwrite', 'namespace', name, ...['enforce', 'warn', 'audit'].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`));
  }
  const complaints = files.map((file) => complaintsAbout(kubectl, file)).filter(Boolean);
  console.log(complaints.length ? `${server} complains:\n${complaints.join('\n')}` : `${server} accepts ${objects.length} objects in ${files.length} files`);
  return !complaints.length;
}

function complaintsAbout(kubectl, file) {
  const { status, stderr, error } = kubectl('apply', '--dry-run=server', '--validate=strict', '-f', file);
  if (error) throw error;
  return status === 0 && !stderr.trim() ? '' : `${file}: ${stderr.trim()}`;
}
