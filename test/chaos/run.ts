import { saveDiagnostics } from '../cluster/diagnostics';
import { Namespace } from '../cluster/namespace';
import { restartsOf } from '../cluster/pods';
import { logLine } from '../cluster/wait';
import { Fault, FaultContext, Mode } from './fault';
import { longestPause, missingRows, Violation, violations } from './invariants';
import { MAX_LAG, MySQLCluster } from './mysql-cluster';
import { Figures, Outcome, outcomeOf } from './outcome';
import { Traffic } from './traffic';

/** Runs one fault on its own MySQL cluster, waits until the cluster is healthy, and checks the invariants. */
export async function runFault(fault: Fault, mode: Mode): Promise<Outcome> {
  const namespace = await Namespace.create('chaos');
  const notes: string[] = [];
  try {
    const mysql = new MySQLCluster(namespace, mode);
    const note = (text: string) => { notes.push(text); logLine(`${fault.name}: ${text}`); };
    await mysql.create();
    const run = fault.beforeTraffic ? observeFirstStart : observe;
    return outcomeOf(fault, mode, notes, await run(fault, { namespace, mysql, note }));
  } catch (error) {
    const directory = await saveDiagnostics(namespace, 'chaos', `${fault.name} ${mode}`, error);
    logLine(`${fault.name} ${mode}: FAILED: see ${directory}`);
    throw error;
  } finally {
    namespace.pods.stop();
    if (!process.env.E2E_KEEP) deleteInBackground(namespace);
  }
}

let deletions: Promise<void> = Promise.resolve();

/** One cluster is deleted while the next one starts. */
function deleteInBackground(namespace: Namespace): void {
  const deletion = namespace.delete().catch((error) => {
    logLine(`${namespace.name} is not deleted: ${error}`);
    process.exitCode = 1;
  });
  deletions = Promise.all([deletions, deletion]).then(() => undefined);
}

/** Waits until the clusters of all faults are deleted. */
export function untilAllDeleted(): Promise<void> { return deletions; }

type FirstStartContext = Omit<FaultContext, 'traffic'>;

async function observe(fault: Fault, context: FirstStartContext): Promise<Figures> {
  const { namespace, mysql } = context;
  await mysql.untilUsable();
  const avoidNode = fault.node === undefined ? undefined : mysql.node(fault.node);
  const traffic = await Traffic.start(namespace, mysql, { servers: fault.servers ?? 3, avoidNode });
  const primaries = [...mysql.primaries];
  const restartsBefore = restarts(namespace);
  const recovery = watchRecovery(mysql);
  const begin = Date.now();
  try {
    await fault.run({ ...context, traffic });
    await mysql.untilHealthy();
    await traffic.untilWritten(120); // mysqld tries a full disk again after 60 s
    await traffic.stop();
  } finally {
    recovery.stop();
    traffic.abandon();
  }
  primaries.push(...mysql.primaries);
  const lost = await lostRows(mysql, traffic);
  return {
    acknowledged: traffic.acknowledged.size,
    lost: lost.length,
    writeOutage: longestPause(traffic.acknowledged, begin),
    recoveryTime: recovery.seconds(begin),
    restarts: restarts(namespace) - restartsBefore,
    falseReady: falseReadyOf(namespace, traffic, lost, primaries),
  };
}

/** A fault before anybody can write: rows are written afterwards. */
async function observeFirstStart(fault: Fault, context: FirstStartContext): Promise<Figures> {
  const { mysql, namespace } = context;
  const begin = Date.now();
  await fault.run(context as FaultContext);
  await mysql.untilUsable();
  const recoveryTime = (Date.now() - begin) / 1000;
  const traffic = await Traffic.start(namespace, mysql, { servers: 3 });
  await traffic.stop();
  const lost = await lostRows(mysql, traffic);
  return { acknowledged: traffic.acknowledged.size, lost: lost.length, recoveryTime, restarts: restarts(namespace) };
}

/** Lost rows count as lost, and not as the lag of a Ready server, too. */
function falseReadyOf(namespace: Namespace, traffic: Traffic, lost: string[], primaries: number[]): Violation[] {
  const acknowledged = new Map([...traffic.acknowledged].filter(([row]) => !lost.includes(row)));
  const { answers, reads } = traffic;
  return violations({ events: namespace.pods.events(), answers, reads, acknowledged, primaries, maxLag: MAX_LAG });
}

function restarts(namespace: Namespace): number {
  const servers = namespace.pods.all().filter(({ metadata }) => metadata.name.startsWith('mysql-'));
  return servers.reduce((sum, pod) => sum + restartsOf(pod), 0);
}

/** Remembers when the cluster was last seen unhealthy. */
function watchRecovery(mysql: MySQLCluster): { stop(): void; seconds(begin: number): number } {
  let lastUnhealthy = 0;
  const timer = setInterval(() => { if (!mysql.isHealthy()) lastUnhealthy = Date.now(); }, 200);
  return { stop: () => clearInterval(timer), seconds: (begin) => Math.max(0, lastUnhealthy - begin) / 1000 };
}

/** Waits until all servers have the same data, then looks for the acknowledged rows on each. */
async function lostRows(mysql: MySQLCluster, traffic: Traffic): Promise<string[]> {
  await mysql.untilConsistent();
  const sums = new Set((await mysql.sqlEverywhere('CHECKSUM TABLE shop.acknowledged')).map(String));
  if (sums.size !== 1) throw new Error(`CHECKSUM TABLE differs: ${[...sums].join(' | ')}`);
  const rows = await mysql.sqlEverywhere('SELECT CONCAT(writer, ":", n) FROM shop.acknowledged');
  return missingRows([...traffic.acknowledged.keys()], rows);
}
