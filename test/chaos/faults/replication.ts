import { agentLog } from '../../e2e/framework/mysql';
import { loseVolume } from '../../e2e/framework/volumes';
import { Fault, Scene } from '../scene';
import { MAX_LAG } from '../database';

const REPLICA = 1;

async function untilUnready({ namespace, database }: Scene, n: number): Promise<void> {
  await namespace.until(`${database.pod(n)} not to be Ready`, () => !namespace.pods.ready('mysql-').includes(database.pod(n)), 60);
}

/** A row that only a replica has: it is kept, named in the log, and given up by a person. */
async function writeToReplica(scene: Scene): Promise<void> {
  const { namespace, database, note } = scene;
  const opened = 'SET GLOBAL super_read_only = OFF; CREATE DATABASE stray; SET GLOBAL super_read_only = ON';
  await database.sql(REPLICA, opened);
  await untilUnready(scene, REPLICA);
  const [uuid] = await database.sql(REPLICA, 'SELECT @@server_uuid');
  await namespace.until('the refusal', async () => (await agentLog(namespace, database.pod(REPLICA))).match(new RegExp(`refuse: .*${uuid}:`)));
  if ((await database.sql(REPLICA, 'SHOW DATABASES')).indexOf('stray') < 0) throw new Error('the stray database was discarded');
  note('not Ready, the transaction is named and kept');
  await loseVolume(namespace, database.pod(REPLICA), database.claim(REPLICA));
}

async function delayReplica(scene: Scene): Promise<void> {
  const { database } = scene;
  const delay = (seconds: number) => database.sql(REPLICA, `STOP REPLICA SQL_THREAD; CHANGE REPLICATION SOURCE TO SOURCE_DELAY = ${seconds}; START REPLICA SQL_THREAD`);
  await delay(600);
  await untilUnready(scene, REPLICA);
  await delay(0);
}

/** Stopped again and again, as a person who does not want it to run would: the agent must give up the promise to be fresh. */
async function stopReplica({ database, namespace, note }: Scene): Promise<void> {
  const states = 'SELECT SERVICE_STATE FROM performance_schema.replication_applier_status WHERE CHANNEL_NAME = ""';
  await database.sql(REPLICA, 'STOP REPLICA');
  await namespace.until('replication to run again', async () => (await database.sql(REPLICA, states))[0] === 'ON', 60);
  note('the agent started it again');
}

export const replication: Fault[] = [
  {
    name: 'errant', title: 'a transaction on a replica alone (errant)', human: 'empty the replica\'s volume', run: writeToReplica,
  },
  { name: 'delay-replica', title: `a replica delayed beyond maxLag (${MAX_LAG} s)`, run: delayReplica },
  { name: 'stop-replica', title: 'STOP REPLICA on a replica', run: stopReplica },
];
