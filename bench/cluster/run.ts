// Measures a MySQL cluster on the Kubernetes cluster of KUBECONFIG, as ratios within one run.
// usage: npm run bench:cluster      takes about 8 minutes; BENCH_MB=1000,3000 measures what grows with the data, too
import { IMAGES } from '../../test/cluster/images';
import { Namespace } from '../../test/cluster/namespace';
import preflight from '../../test/cluster/preflight';
import { pullEverywhere } from '../../test/cluster/pull';
import { cleanUp, cloneRows } from './clone';
import { idle } from './idle';
import { MANIFESTS, PASSWORDS, SECRET } from './manifests';
import { HEAD, lineOf, met, Row } from './rows';
import { validateSysbench } from './sysbench';
import { throughput } from './throughput';

const ROUNDS = 3;

async function measure(namespace: Namespace): Promise<Row[]> {
  await namespace.createSecret(SECRET, PASSWORDS);
  await pullEverywhere(namespace, IMAGES.mysql);
  await namespace.apply(MANIFESTS.alone);
  await namespace.untilReady('mysql', 1);
  const clones = await cloneRows(namespace, ROUNDS);
  const cpu = await idle(namespace);
  await cleanUp(namespace);
  return [...clones, await throughput(namespace, ROUNDS), cpu];
}

async function main(): Promise<void> {
  validateSysbench();
  await preflight();
  const namespace = await Namespace.create('bench');
  try {
    const rows = await measure(namespace);
    console.log([HEAD, ...rows.map(lineOf)].join('\n'));
    if (!rows.every(met)) process.exitCode = 1;
  } catch (error) {
    fail(error);
  } finally {
    await namespace.delete();
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

main().catch(fail);
