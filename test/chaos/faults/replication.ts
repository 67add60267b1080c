import { agentLog } from '../../cluster/mysql/server';
import { replaceVolume } from '../../cluster/volumes';
import { Fault, FaultContext } from '../fault';
import { MAX_LAG } from '../mysql-cluster';

const REPLICA = 1;
const APPLIER = 'SELECT SERVICE_STATE FROM performance_schema.replication_applier_status WHERE CHANNEL_NAME = ""';

function untilUnready({ namespace, mysql }: FaultContext): Promise<void> {
  return namespace.untilPodUnready(mysql.pod(REPLICA), 60);
}

/** A transaction on a replica only: it is named in the log and kept, until a person discards it. */
async function writeToReplica(context: FaultContext): Promise<void> {
  const { namespace, mysql, note } = context;
  const pod = mysql.pod(REPLICA);
  await mysql.sql(REPLICA, 'SET GLOBAL super_read_only = OFF; CREATE DATABASE stray; SET GLOBAL super_read_only = ON');
  await untilUnready(context);
  const [uuid] = await mysql.sql(REPLICA, 'SELECT @@server_uuid');
  const named = async () => (await agentLog(namespace, pod)).match(new RegExp(`blocked: .*${uuid}:`));
  await namespace.until('the errant transaction in the log', named);
  if (!(await mysql.sql(REPLICA, 'SHOW DATABASES')).includes('stray')) throw new Error('the errant transaction was discarded');
  note('not Ready; the transaction is named in the log and kept');
  await replaceVolume(namespace, pod, mysql.claim(REPLICA));
}

async function delayReplica(context: FaultContext): Promise<void> {
  const delay = (seconds: number) => context.mysql.sql(REPLICA, [
    'STOP REPLICA SQL_THREAD', `CHANGE REPLICATION SOURCE TO SOURCE_DELAY = ${seconds}`, 'START REPLICA SQL_THREAD',
  ].join('; '));
  await delay(600);
  await untilUnready(context);
  await delay(0);
}

async function stopReplica({ mysql, namespace, note }: FaultContext): Promise<void> {
  await mysql.sql(REPLICA, 'STOP REPLICA');
  await namespace.until('running replication', async () => (await mysql.sql(REPLICA, APPLIER))[0] === 'ON', 60);
  note('the agent started it again');
}

export const replication: Fault[] = [
  {
    name: 'errant', title: 'errant transaction: a write to a replica only',
    manualAction: 'deletes the claim and the pod of the replica', run: writeToReplica,
  },
  { name: 'delay-replica', title: `a replica delayed beyond maxLag (${MAX_LAG} s)`, run: delayReplica },
  { name: 'stop-replica', title: 'STOP REPLICA on a replica', run: stopReplica },
];
