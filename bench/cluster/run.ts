// Costs on the cluster of KUBECONFIG, as ratios within one run. usage: npm run bench:cluster      takes about 8 minutes
import { Namespace } from '../../test/e2e/framework/namespace';
import preflight from '../../test/e2e/framework/preflight';
import { pull } from '../../test/e2e/framework/pull';
import { IMAGES } from '../../test/e2e/framework/images';
import { clear, copies, fill } from './copy';
import { idle } from './idle';
import { HEAD, lineOf, met, Row } from './rows';
import { PASSWORDS, SECRET, SET } from './set';
import { checkSysbench } from './sysbench';
import { throughput } from './throughput';

const ROUNDS = 3;

async function measure(namespace: Namespace): Promise<Row[]> {
  await namespace.createSecret(SECRET, PASSWORDS);
  await pull(namespace, IMAGES.mysql);
  await namespace.apply(SET.alone);
  await namespace.untilReady('mysql', 1);
  await fill(namespace);
  const copied = await copies(namespace, ROUNDS);
  const idled = await idle(namespace);
  await clear(namespace);
  return [copied, await throughput(namespace, ROUNDS), idled];
}

async function main(): Promise<void> {
  checkSysbench();
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
