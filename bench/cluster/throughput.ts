import { connect } from 'net';
import { Namespace } from '../../test/cluster/namespace';
import { MANIFESTS } from './manifests';
import { list, Row } from './rows';
import { untilAnswers } from './sql';
import { rateIn, sysbench } from './sysbench';

const SECONDS = Number(process.env.BENCH_RUN_SECONDS ?? 20);
const POD = 'mysql-0';

/** The same pod and volume with and without agent and probes, alternately. Both without replicas, whose cost would hide the difference. */
export async function throughput(namespace: Namespace, rounds: number): Promise<Row> {
  const withAgent: number[] = [];
  const bare: number[] = [];
  await sysbench(await reachable(namespace), 'prepare');
  for (let round = 0; round < rounds; round++) {
    bare.push(await rate(namespace, 'bare'));
    withAgent.push(await rate(namespace, 'alone'));
  }
  return {
    name: 'oltp_read_write / without probes and agent',
    goal: 0.95,
    atLeast: true,
    measured: withAgent.map((rate, round) => rate / bare[round]),
    raw: `${list(withAgent, 0)} / ${list(bare, 0)} transactions/s`,
  };
}

async function rate(namespace: Namespace, kind: 'bare' | 'alone'): Promise<number> {
  const uid = namespace.pods.uid(POD);
  await namespace.apply(MANIFESTS[kind]);
  await namespace.untilReplaced(POD, uid);
  const makeWritable = kind === 'bare' ? 'SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF; ' : '';
  await untilAnswers(namespace, POD, `${makeWritable}SELECT @@read_only`, '0');
  const host = await reachable(namespace);
  await sysbench(host, 'run', '--time=5'); // fills the buffer pool
  return rateIn(await sysbench(host, 'run', `--time=${SECONDS}`));
}

async function reachable(namespace: Namespace): Promise<string> {
  const host = namespace.pods.get(POD)!.status.podIP!;
  if (!await connects(host)) throw new Error(`${host}:3306, the pod ${POD}, cannot be reached from here: run this where pods can be reached by their addresses`);
  return host;
}

function connects(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 3306, timeout: 5000 });
    const end = (connected: boolean) => { socket.destroy(); resolve(connected); };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
}
