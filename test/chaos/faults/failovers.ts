import { agentLog } from '../../cluster/mysql/server';
import { replaceVolume } from '../../cluster/volumes';
import { powerOff, wipe } from '../driver';
import { BOTH, Fault, FaultContext } from '../fault';
import { IdleSession } from '../idle-session';
import { boot } from './nodes';

export const NEW_PRIMARY = 1;
export const APPLY_PRIMARY = 'applies another `primary`';

async function switchOver({ mysql, traffic }: FaultContext): Promise<void> {
  await mysql.apply({ primary: NEW_PRIMARY });
  await mysql.untilHealthy();
  await traffic.untilWritten();
}

const ENDED = /writes cannot end because of these connections, which are ended: app@/;

/** The agent of the old primary ends the session that holds the lock. */
async function switchOverLocked(context: FaultContext): Promise<void> {
  const { namespace, mysql, note } = context;
  await mysql.sql(0, 'CREATE TABLE shop.locked (id INT PRIMARY KEY)');
  const session = await IdleSession.start(namespace, mysql, 'LOCK TABLES shop.locked WRITE', 'SELECT "done";');
  await switchOver(context);
  await session.send();
  if ((await session.result()).stdout.includes('done')) throw new Error('the session with the lock was not ended');
  if (!ENDED.test(await agentLog(namespace, mysql.pod(0)))) throw new Error('the session with the lock is not in the log');
  note('the session was named in the log and ended');
}

/** The node of the primary is off, and a person applies another `primary`. */
async function failOver({ mysql, traffic, note }: FaultContext): Promise<string> {
  const node = mysql.node(0);
  await powerOff(node);
  const begin = Date.now();
  await mysql.apply({ primary: NEW_PRIMARY });
  await traffic.untilWritten();
  note(`${mysql.pod(NEW_PRIMARY)} accepted writes ${((Date.now() - begin) / 1000).toFixed(0)} s after the apply`);
  return node;
}

async function failOverForGood(context: FaultContext): Promise<void> {
  const node = await failOver(context);
  await wipe(context.namespace, context.mysql.claim(0));
  await boot(context, node);
  await context.mysql.untilHealthy();
}

/** Transactions that only the old primary has are not discarded without a person. */
async function failOverAndReturn(context: FaultContext): Promise<void> {
  const { namespace, mysql, note } = context;
  const node = await failOver(context);
  await boot(context, node);
  const state = await namespace.until(`${mysql.pod(0)} to replicate, or to be blocked`, async () => {
    if (mysql.isHealthy()) return 'replicates';
    return (await agentLog(namespace, mysql.pod(0))).includes('blocked: ') && 'blocked';
  });
  const blocked = 'was blocked by errant transactions, not acknowledged or not replicated';
  note(`the old primary ${state === 'blocked' ? blocked : 'became a replica'}`);
  if (state === 'blocked') await replaceVolume(namespace, mysql.pod(0), mysql.claim(0));
}

const failover = { modes: BOTH, needsDriver: true, node: 0, losesVolume: true };

export const failovers: Fault[] = [
  {
    name: 'switchover', title: 'planned switchover',
    modes: BOTH, maxWriteOutage: 15, manualAction: APPLY_PRIMARY, run: switchOver,
  },
  {
    name: 'switchover-locked', title: 'planned switchover while an idle session holds `LOCK TABLES … WRITE`',
    modes: BOTH, maxWriteOutage: 20, manualAction: APPLY_PRIMARY, run: switchOverLocked,
  },
  {
    ...failover, name: 'failover', title: 'manual failover: node and disk of the primary lost for good',
    manualAction: APPLY_PRIMARY, run: failOverForGood,
  },
  {
    ...failover, name: 'failover-return', title: 'manual failover: the old primary returns with its disk',
    manualAction: `${APPLY_PRIMARY}; if the old primary is blocked, deletes its claim and pod`, run: failOverAndReturn,
  },
];
