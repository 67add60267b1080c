import { Namespace } from '../../test/e2e/framework/namespace';
import { recycle } from '../../test/e2e/framework/recycle';
import { list, median, Row } from './rows';
import { DATABASE, PASSWORDS, SET } from './set';
import { sql, untilAnswers } from './sql';

const MEGABYTES = Number(process.env.BENCH_MB ?? 1000);
const FILLER = `${DATABASE}.filler`;
const DONOR = `'donor'@'%'`;

// From the statement until mysqld, which starts again at its end, has logged that it is ready: by the clock of the server.
const COPIED = `SELECT TIMESTAMPDIFF(MICROSECOND, (SELECT BEGIN_TIME FROM performance_schema.clone_status WHERE STATE = 'Completed'),
  (SELECT MAX(LOGGED) FROM performance_schema.error_log WHERE ERROR_CODE = 'MY-010931')) / 1e6`;

/** Writes the data, past the binary log: both would not fit into the volumes of a lab. */
export async function fill(namespace: Namespace): Promise<void> {
  const some = `INSERT INTO ${FILLER} (text) WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT RANDOM_BYTES(1000) FROM n`;
  const more = `INSERT INTO ${FILLER} (text) SELECT RANDOM_BYTES(1000) FROM ${FILLER} LIMIT 40000`;
  const unlogged = (statements: string[]) => sql(namespace, 'mysql-0', ['SET SESSION sql_log_bin = OFF', ...statements].join(';\n'));
  await unlogged([
    `CREATE TABLE ${FILLER} (id INT AUTO_INCREMENT PRIMARY KEY, text VARBINARY(1000) NOT NULL)`, some, ...Array(6).fill(more),
    `CREATE USER ${DONOR} IDENTIFIED BY '${PASSWORDS.user}' REQUIRE SSL`, `GRANT BACKUP_ADMIN ON *.* TO ${DONOR}`,
  ]);
  while (await megabytes(namespace) < MEGABYTES) await unlogged([more]);
  await sql(namespace, 'mysql-0', `CREATE TABLE ${DATABASE}.logged (id INT PRIMARY KEY)`); // without a transaction there is nothing to copy
}

async function megabytes(namespace: Namespace): Promise<number> {
  const [bytes] = await sql(namespace, 'mysql-0', `SELECT FILE_SIZE FROM information_schema.innodb_tablespaces WHERE NAME = '${FILLER.replace('.', '/')}'`);
  return Number(bytes) / 1e6;
}

/** Fills a new replica and a bare mysqld from the same primary, by turns; the last ones stay. */
export async function copies(namespace: Namespace, rounds: number): Promise<Row> {
  const ours: number[] = [];
  const raw: number[] = [];
  const within: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    ours.push(await fillReplica(namespace));
    within.push(Number(await sql(namespace, 'mysql-1', COPIED)));
    raw.push(await fillBare(namespace));
    if (round < rounds) await forget(namespace);
  }
  return {
    name: `filling a replica with ${MEGABYTES} MB / a raw CLONE`,
    goal: 1.3,
    measured: ours.map((seconds, round) => seconds / raw[round]),
    raw: `${list(ours, 1)} s, of these ${median(within).toFixed(1)} in its CLONE / ${list(raw, 1)} s`,
  };
}

/** Seconds from the creation of the pod until it is Ready. */
async function fillReplica(namespace: Namespace): Promise<number> {
  const mark = namespace.pods.mark();
  await namespace.apply(SET.withReplica);
  await namespace.untilReady('mysql', 2, 240);
  const { created, ready } = namespace.pods.life('mysql-1', mark);
  const [begin, end] = [created, ready!].map((place) => namespace.pods.events()[place].at);
  return (end - begin) / 1000;
}

async function fillBare(namespace: Namespace): Promise<number> {
  await namespace.apply(SET.other);
  await untilAnswers(namespace, 'raw-0', 'SELECT @@super_read_only', '1');
  const donor = namespace.pods.get('mysql-0')!.status.podIP;
  await sql(namespace, 'raw-0', `SET GLOBAL super_read_only = OFF; SET GLOBAL clone_valid_donor_list = '${donor}:3306'`);
  await sql(namespace, 'raw-0', `CLONE INSTANCE FROM 'donor'@'${donor}':3306 IDENTIFIED BY '${PASSWORDS.user}' REQUIRE SSL`).catch(unlessRestarting);
  await untilAnswers(namespace, 'raw-0', 'SELECT STATE FROM performance_schema.clone_status', 'Completed');
  return Number(await sql(namespace, 'raw-0', COPIED));
}

/** The connection is lost where mysqld starts again. */
function unlessRestarting(error: Error): void {
  if (!/ERROR 2013/.test(error.message)) throw error;
}

async function forget(namespace: Namespace): Promise<void> {
  await Promise.all([namespace.apply(SET.alone), namespace.kubectl('delete statefulset raw')]);
  await Promise.all(['mysql-1', 'raw-'].map((pod) => namespace.untilGone(pod)));
  await namespace.kubectl('delete pvc data-mysql-1 data-raw-0');
  await recycle();
}

/** Leaves the primary alone, without the data. */
export async function clear(namespace: Namespace): Promise<void> {
  await forget(namespace);
  await sql(namespace, 'mysql-0', `SET SESSION sql_log_bin = OFF; DROP TABLE ${FILLER}`);
}
