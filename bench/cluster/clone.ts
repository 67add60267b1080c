import { Namespace } from '../../test/cluster/namespace';
import { recycle } from '../../test/cluster/recycle';
import { DATABASE, MANIFESTS, PASSWORDS } from './manifests';
import { list, median, Row } from './rows';
import { sql, untilAnswers } from './sql';

/** Megabytes of data. The second size needs volumes of twice as much; without it, what grows is not measured. */
const SIZES = (process.env.BENCH_MB ?? '1000').split(',').map(Number);
const DATA = `${DATABASE}.data`;
const DONOR = `'donor'@'%'`;

// By the server's clock: from the CLONE statement until mysqld, which restarts after it, logs that it is ready.
const CLONE_SECONDS = `SELECT TIMESTAMPDIFF(MICROSECOND,
  (SELECT BEGIN_TIME FROM performance_schema.clone_status WHERE STATE = 'Completed'),
  (SELECT MAX(LOGGED) FROM performance_schema.error_log WHERE ERROR_CODE = 'MY-010931')) / 1e6`;

/** Seconds of each round. */
interface Times { readonly replica: number[]; readonly bare: number[]; readonly withinClone: number[] }

/** How long a new replica takes, and a bare CLONE, with data of each size. */
export async function cloneRows(namespace: Namespace, rounds: number): Promise<Row[]> {
  const times: Times[] = [];
  await createTable(namespace);
  for (const size of SIZES) {
    if (times.length > 0) await deleteRecipients(namespace);
    await insertUpTo(namespace, size);
    times.push(await cloneTimes(namespace, rounds));
  }
  return [...times.map((one, index) => overheadOf(one, SIZES[index])), ...times.slice(1).map((one) => growthOf(times[0], one))];
}

function overheadOf({ replica, bare, withinClone }: Times, size: number): Row {
  return {
    name: `new replica with ${size} MB - bare CLONE, seconds`,
    goal: 10,
    measured: replica.map((seconds, round) => seconds - bare[round]),
    raw: `${list(replica, 1)} s, of these ${median(withinClone).toFixed(1)} in CLONE / ${list(bare, 1)} s`,
  };
}

/** What the larger size takes longer: the start of a pod is in both. */
function growthOf(small: Times, large: Times): Row {
  const growth = (what: keyof Times) => large[what].map((seconds, round) => seconds - small[what][round]);
  const [replica, bare] = [growth('replica'), growth('bare')];
  return {
    name: 'more data, new replica / bare CLONE',
    goal: 1.1,
    measured: [median(replica) / median(bare)],
    raw: `${list(replica, 1)} s / ${list(bare, 1)} s for ${SIZES.join(' -> ')} MB`,
  };
}

/** Without the binary log: both would not fit on the volumes of a lab. */
function unlogged(namespace: Namespace, statements: string[]): Promise<string[]> {
  return sql(namespace, 'mysql-0', ['SET SESSION sql_log_bin = OFF', ...statements].join(';\n'));
}

const MORE = `INSERT INTO ${DATA} (text) SELECT RANDOM_BYTES(1000) FROM ${DATA} LIMIT 40000`;

async function createTable(namespace: Namespace): Promise<void> {
  const numbers = 'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000)';
  const first = `INSERT INTO ${DATA} (text) ${numbers} SELECT RANDOM_BYTES(1000) FROM n`;
  await unlogged(namespace, [
    `CREATE TABLE ${DATA} (id INT AUTO_INCREMENT PRIMARY KEY, text VARBINARY(1000) NOT NULL)`, first, ...Array(6).fill(MORE),
    `CREATE USER ${DONOR} IDENTIFIED BY '${PASSWORDS.user}' REQUIRE SSL`, `GRANT BACKUP_ADMIN ON *.* TO ${DONOR}`,
  ]);
  await sql(namespace, 'mysql-0', `CREATE TABLE ${DATABASE}.logged (id INT PRIMARY KEY)`); // without a transaction nothing is cloned
}

async function insertUpTo(namespace: Namespace, size: number): Promise<void> {
  while (await megabytes(namespace) < size) await unlogged(namespace, [MORE]);
}

async function megabytes(namespace: Namespace): Promise<number> {
  const [bytes] = await sql(namespace, 'mysql-0', `SELECT FILE_SIZE FROM information_schema.innodb_tablespaces WHERE NAME = '${DATA.replace('.', '/')}'`);
  return Number(bytes) / 1e6;
}

/** Clones a new replica and a bare mysqld from the same primary, alternately; the last ones are kept. */
async function cloneTimes(namespace: Namespace, rounds: number): Promise<Times> {
  const replica: number[] = [];
  const bare: number[] = [];
  const withinClone: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    replica.push(await cloneReplica(namespace));
    withinClone.push(Number(await sql(namespace, 'mysql-1', CLONE_SECONDS)));
    bare.push(await cloneBare(namespace));
    if (round < rounds) await deleteRecipients(namespace);
  }
  return { replica, bare, withinClone };
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
