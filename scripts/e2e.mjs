// End-to-end tests on the cluster that KUBECONFIG names.
import { spawnSync } from 'node:child_process';
import { environment, fail } from './tools.mjs';

const reachable = spawnSync('kubectl', ['get', 'nodes', '--request-timeout=10s'], { encoding: 'utf8', env: environment });
if (reachable.error?.code === 'ENOENT') fail('npm run e2e: kubectl is not on the PATH; it comes with any Kubernetes, see https://kubernetes.io/docs/tasks/tools');
if (reachable.status !== 0) {
  fail('npm run e2e: no cluster answers. Set KUBECONFIG to one with 3 nodes and a default StorageClass, '
    + `for example: kind create cluster --config test/e2e/kind.yaml (kubectl says: ${reachable.stderr.trim().split('\n').at(-1)})`);
}
const jest = spawnSync('jest', ['-c', 'test/e2e/jest.config.js', ...process.argv.slice(2)], { stdio: 'inherit', env: environment });
process.exitCode = jest.status ?? 1;
