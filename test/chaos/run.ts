import { Durability } from '../../lib';
import { Namespace } from '../e2e/framework/namespace';
import { restartsOf } from '../e2e/framework/pods';
import { dump } from '../e2e/framework/trouble';
import { say } from '../e2e/framework/wait';
import { Database, MAX_LAG } from './database';
import { Fault, Scene } from './scene';
import { Traffic } from './traffic';
import { longestPause, missingRows, Wrong, wrongStates } from './verdict';

/** What a run of one fault has shown. */
export interface Outcome {
  readonly fault: string;
  readonly title: string;
  readonly durability: string;
  readonly notes: string[];
  readonly acknowledged: number;
  readonly lost: number;
  /** Seconds between the last write before and the first one after; absent where nobody wrote. */
  readonly outage?: number;
  /** Seconds from the fault until all servers were Ready again. */
  readonly strength: number;
  readonly restarts: number;
  /** Times at which a pod was Ready and should not have been; absent where nobody watched. */
  readonly wrong?: string[];
  readonly human?: string;
  /** Goals that were missed. */
  readonly missed: string[];
}

/** Runs one fault on a set of its own, waits until the set has healed, and checks that nothing is lost. */
export async function runFault(fault: Fault, durability: Durability): Promise<Outcome> {
  const namespace = await Namespace.create('chaos');
  const database = new Database(namespace, durability);
  try {
    return await observe(fault, database);
  } catch (error) {
    say(`${fault.name} ${durability}: FAILED: see ${await dump(namespace, 'chaos', `${fault.name} ${durability}`, error)}`);
    throw error;
  } finally {
    namespace.pods.stop();
    if (!process.env.E2E_KEEP) leave(namespace);
  }
}

let leaving: Promise<void> = Promise.resolve();

/** A set ends while the next one begins. */
function leave(namespace: Namespace): void {
  const gone = namespace.delete().catch((error) => {
    say(`${namespace.name} is left: ${error}`);
    process.exitCode = 1;
  });
  leaving = Promise.all([leaving, gone]).then(() => undefined);
}

/** Waits until the sets of former faults are gone. */
export function untilAllLeft(): Promise<void> { return leaving; }

async function observe(fault: Fault, database: Database): Promise<Outcome> {
  const { namespace } = database;
  const notes: string[] = [];
  const note = (text: string) => { notes.push(text); say(`${fault.name}: ${text}`); };
  await database.begin();
  if (fault.beforeTraffic) return observeBeginning(fault, { namespace, database, note } as Scene, notes);

  await database.untilBegun();
  const avoid = fault.node === undefined ? undefined : database.node(fault.node);
  const traffic = await Traffic.start(namespace, database, { members: fault.members ?? 3, avoid });
  const primaries = [database.primary];
  const restartsBefore = restarts(namespace);
  const strength = watchStrength(database);
  const begin = Date.now();
  try {
    await fault.run({ namespace, database, traffic, note });
    await database.untilWhole();
    await traffic.untilWritten(120); // mysqld tries a full disk again after 60 s
    await traffic.stop();
  } finally {
    strength.stop();
    traffic.abandon();
  }
  primaries.push(database.primary);
  const lost = await lostRows(database, traffic);
  const kept = new Map([...traffic.acknowledged].filter(([row]) => !lost.includes(row)));
  const evidence = { events: namespace.pods.events(), answers: traffic.answers, reads: traffic.reads, acknowledged: kept };
  return outcomeOf(fault, database, notes, {
    acknowledged: traffic.acknowledged.size,
    lost: lost.length,
    outage: longestPause(traffic.acknowledged, begin),
    strength: strength.seconds(begin),
    restarts: restarts(namespace) - restartsBefore,
    wrong: wrongStates({ ...evidence, primaries, maxLag: MAX_LAG }),
  });
}

/** A fault that hits a set before anybody can write: its rows are written afterwards. */
async function observeBeginning(fault: Fault, scene: Scene, notes: string[]): Promise<Outcome> {
  const { database, namespace } = scene;
  const begin = Date.now();
  await fault.run(scene);
  await database.untilBegun();
  const strength = (Date.now() - begin) / 1000;
  const traffic = await Traffic.start(namespace, database, { members: 3 });
  await traffic.stop();
  const lost = await lostRows(database, traffic);
  return outcomeOf(fault, database, notes, { acknowledged: traffic.acknowledged.size, lost: lost.length, strength, restarts: restarts(namespace) });
}

interface Figures {
  readonly acknowledged: number;
  readonly lost: number;
  readonly outage?: number;
  readonly strength: number;
  readonly restarts: number;
  readonly wrong?: Wrong[];
}

function outcomeOf(fault: Fault, { durability }: Database, notes: string[], figures: Figures): Outcome {
  const wrong = figures.wrong?.map(({ at, why }) => `${new Date(at).toISOString()} ${why}`);
  const mayLose = durability === Durability.ASYNC && fault.costsVolume;
  const late = fault.outage !== undefined && (figures.outage ?? 0) > fault.outage;
  const missed = [
    ...(figures.lost > 0 && !mayLose ? ['acknowledged rows were lost'] : []),
    ...(late ? [`writes were away for more than ${fault.outage} s`] : []),
    ...(wrong?.length ? ['a pod was Ready in a wrong state'] : []),
  ];
  return { fault: fault.name, title: fault.title, durability, notes, ...figures, wrong, human: fault.human, missed };
}

function restarts(namespace: Namespace): number {
  return namespace.pods.all().filter(({ metadata }) => metadata.name.startsWith('mysql-')).reduce((sum, pod) => sum + restartsOf(pod), 0);
}

/** Notes when the set was last seen with a server that is not Ready. */
function watchStrength(database: Database): { stop(): void; seconds(begin: number): number } {
  let broken = 0;
  const timer = setInterval(() => { if (!database.isWhole()) broken = Date.now(); }, 200);
  return { stop: () => clearInterval(timer), seconds: (begin) => Math.max(0, broken - begin) / 1000 };
}

/** Waits until all servers have the same, then looks for the rows on each. */
async function lostRows(database: Database, traffic: Traffic): Promise<string[]> {
  await database.untilEqual();
  const sums = new Set((await database.everywhere('CHECKSUM TABLE shop.acknowledged')).map(String));
  if (sums.size !== 1) throw new Error(`CHECKSUM TABLE differs: ${[...sums].join(' | ')}`);
  const rows = await database.everywhere('SELECT CONCAT(writer, ":", n) FROM shop.acknowledged');
  return missingRows([...traffic.acknowledged.keys()], rows);
}
