import { Namespace } from '../../test/cluster/namespace';
import { recycle } from '../../test/cluster/recycle';
import { DATABASE, MANIFESTS, PASSWORDS } from './manifests';
import { list, median, Row } from './rows';
import { sql, untilAnswers } from './sql';

const MEGABYTES = Number(process.env.BENCH_MB ?? 1000);
const DATA = `${DATABASE}.data`;
const DONOR = `'donor'@'%'`;

// By the server's clock: from the CLONE statement until mysqld, which restarts after it, logs that it is ready.
const CLONE_SECONDS = `SELECT TIMESTAMPDIFF(MICROSECOND,
  (SELECT BEGIN_TIME FROM performance_schema.clone_status WHERE STATE = 'Completed'),
  (SELECT MAX(LOGGED) FROM performance_schema.error_log WHERE ERROR_CODE = 'MY-010931')) / 1e6`;

/** Inserts the data without the binary log: both would not fit on the volumes of a lab. */
export async function insertData(namespace: Namespace): Promise<void> {
  const numbers = 'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000)';
  const first = `INSERT INTO ${DATA} (text) ${numbers} SELECT RANDOM_BYTES(1000) FROM n`;
  const more = `INSERT INTO ${DATA} (text) SELECT RANDOM_BYTES(1000) FROM ${DATA} LIMIT 40000`;
  const unlogged = (statements: string[]) => sql(namespace, 'mysql-0', ['SET SESSION sql_log_bin = OFF', ...statements].join(';\n'));
  await unlogged([
    `CREATE TABLE ${DATA} (id INT AUTO_INCREMENT PRIMARY KEY, text VARBINARY(1000) NOT NULL)`, first, ...Array(6).fill(more),
    `CREATE USER ${DONOR} IDENTIFIED BY '${PASSWORDS.user}' REQUIRE SSL`, `GRANT BACKUP_ADMIN ON *.* TO ${DONOR}`,
  ]);
  while (await megabytes(namespace) < MEGABYTES) await unlogged([more]);
  await sql(namespace, 'mysql-0', `CREATE TABLE ${DATABASE}.logged (id INT PRIMARY KEY)`); // without a transaction nothing is cloned
}

async function megabytes(namespace: Namespace): Promise<number> {
  const [bytes] = await sql(namespace, 'mysql-0', `SELECT FILE_SIZE FROM information_schema.innodb_tablespaces WHERE NAME = '${DATA.replace('.', '/')}'`);
  return Number(bytes) / 1e6;
}

/** Clones a new replica and a bare mysqld from the same primary, alternately; the last ones are kept. */
export async function cloneTimes(namespace: Namespace, rounds: number): Promise<Row> {
  const replica: number[] = [];
  const bare: number[] = [];
  const withinClone: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    replica.push(await cloneReplica(namespace));
    withinClone.push(Number(await sql(namespace, 'mysql-1', CLONE_SECONDS)));
    bare.push(await cloneBare(namespace));
    if (round < rounds) await deleteRecipients(namespace);
  }
  return {
    name: `new replica with ${MEGABYTES} MB / bare CLONE`,
    goal: 1.3,
    measured: replica.map((seconds, round) => seconds / bare[round]),
    raw: `${list(replica, 1)} s, of these ${median(withinClone).toFixed(1)} in CLONE / ${list(bare, 1)} s`,
  };
}

/** Seconds from the creation of the pod until it is Ready. */
async function cloneReplica(namespace: Namespace): Promise<number> {
  const position = namespace.pods.position();
  await namespace.apply(MANIFESTS.withReplica);
  await namespace.untilReady('mysql', 2, 240);
  const { created, ready } = namespace.pods.lifetime('mysql-1', position);
  const events = namespace.pods.events();
  return (events[ready!].at - events[created].at) / 1000;
}

async function cloneBare(namespace: Namespace): Promise<number> {
  await namespace.apply(MANIFESTS.otherBare);
  await untilAnswers(namespace, 'raw-0', 'SELECT @@super_read_only', '1');
  const donor = namespace.pods.get('mysql-0')!.status.podIP;
  await sql(namespace, 'raw-0', `SET GLOBAL super_read_only = OFF; SET GLOBAL clone_valid_donor_list = '${donor}:3306'`);
  const clone = `CLONE INSTANCE FROM 'donor'@'${donor}':3306 IDENTIFIED BY '${PASSWORDS.user}' REQUIRE SSL`;
  await sql(namespace, 'raw-0', clone).catch(unlessRestarting);
  await untilAnswers(namespace, 'raw-0', 'SELECT STATE FROM performance_schema.clone_status', 'Completed');
  return Number(await sql(namespace, 'raw-0', CLONE_SECONDS));
}

/** The restart of mysqld after a CLONE closes the connection. */
function unlessRestarting(error: Error): void {
  if (!/ERROR 2013/.test(error.message)) throw error;
}

async function deleteRecipients(namespace: Namespace): Promise<void> {
  await Promise.all([namespace.apply(MANIFESTS.alone), namespace.kubectl('delete statefulset raw')]);
  await Promise.all(['mysql-1', 'raw-'].map((pod) => namespace.untilDeleted(pod)));
  await namespace.kubectl('delete pvc data-mysql-1 data-raw-0');
  await recycle();
}

/** Leaves the primary alone, without the data. */
export async function cleanUp(namespace: Namespace): Promise<void> {
  await deleteRecipients(namespace);
  await sql(namespace, 'mysql-0', `SET SESSION sql_log_bin = OFF; DROP TABLE ${DATA}`);
}
