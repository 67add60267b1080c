// Asks linters of manifests what they say of dist/: kube-score and kubectl-validate from the PATH, checkov from PyPI.
// The hardened example passes everything; the examples with the defaults pass all but what docs/security.md explains.
// usage: npm run linters   (what is missing is skipped, and named in the last line; where CI is set, kube-score and kubectl-validate must be there)
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environment, fail, filesOf } from './tools.mjs';

const HARDENED = 'dist/hardened.k8s.yaml';
const DEFAULTS = ['mysql', 'safe-web', 'shop'].map((name) => `dist/${name}.k8s.yaml`);
/** The oldest version that is supported, and the newest that kubectl-validate knows. */
const VERSIONS = ['1.27', '1.30'];
const CHECKOV = 'checkov==3.3.30';
const VENV = resolve('node_modules/.cache/checkov');

const HOW = {
  'kube-score': 'go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
  'kubectl-validate': 'go install sigs.k8s.io/kubectl-validate@v0.0.4',
};

const failures = [];
const skipped = [];

function run(program, args) {
  return spawnSync(program, args, { encoding: 'utf8', env: environment, maxBuffer: 2 ** 26 });
}

function note(name, { status, stdout, stderr }, wanted = () => true) {
  const said = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() && wanted(line)).join('\n');
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name}${status === 0 ? '' : `\n${said}`}`);
  if (status !== 0) failures.push(name);
}

function have(program) {
  if (!run(program, ['--help']).error) return true;
  if (process.env.CI) failures.push(`${program} is not on the PATH (${HOW[program]})`);
  else skipped.push(`${program} (${HOW[program]})`);
  return false;
}

function kubeScore(file, ...options) {
  const found = (line) => !/^\[(OK|SKIPPED)\]/.test(line);
  note(`kube-score ${file}`, run('kube-score', ['score', '-o', 'ci', '--kubernetes-version', 'v1.27', '--exit-one-on-warning', ...options, file]), found);
}

function validate(version, files) {
  note(`kubectl-validate ${version}, ${files.length} files`, run('kubectl-validate', [...files, '--version', version]), (line) => !/OK/.test(line));
}

/** Installs checkov beside the packages; says why where it cannot be had. */
function checkov() {
  const program = join(VENV, 'bin', 'checkov');
  const steps = [['python3', ['-m', 'venv', VENV]], [join(VENV, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', CHECKOV]]];
  for (const [command, args] of existsSync(program) ? [] : steps) {
    const { status, stderr, error } = run(command, args);
    if (status !== 0) return skipped.push(`checkov (takes python3 with venv, and PyPI; ${command}: ${error?.message ?? stderr.trim().split('\n').at(-1)})`);
  }
  note(`checkov ${HARDENED}`, run(program, ['-f', HARDENED, '--framework', 'kubernetes', '--compact', '--quiet', '--skip-download']));
}

if (have('kube-score')) {
  kubeScore(HARDENED);
  const ignored = ['--ignore-container-cpu-limit', ...['container-image-pull-policy', 'service-targets-pod'].flatMap((test) => ['--ignore-test', test])];
  for (const file of DEFAULTS) kubeScore(file, ...ignored);
}
if (have('kubectl-validate')) {
  const files = filesOf('dist').filter((file) => file.endsWith('.yaml'));
  for (const version of VERSIONS) validate(version, files);
}
checkov();
if (skipped.length) console.log(`skipped, as they are not installed: ${skipped.join(', ')}`);
if (failures.length) fail(`${failures.length} failed: ${failures.join(', ')}`);
