import { agentLog, untilLogged } from '../../cluster/mysql/server';
import { replaceVolume } from '../../cluster/volumes';
import { pause, resume } from '../driver';
import { BOTH, Fault, FaultContext } from '../fault';
import { IdleSession } from '../idle-session';
import { APPLY_PRIMARY, NEW_PRIMARY } from './failovers';

const CONTAINERS = ['agent', 'mysql'];
const LATE_ROW = 'session:1';
const LATE_WRITE = 'INSERT INTO shop.acknowledged VALUES ("session", 1); SELECT "done";';
const DECISION = /: (blocked|steady): .*/g;

/** All processes of a server stop, as on a node that hangs, and go on at the moment at which another one is promoted. */
async function freezeAndThaw(context: FaultContext): Promise<void> {
  const { namespace, mysql, note } = context;
  const old = mysql.pod(0);
  const session = await IdleSession.start(namespace, mysql, 'SELECT 1', LATE_WRITE);
  await Promise.all(CONTAINERS.map((container) => pause(namespace, old, container)));
  const begin = Date.now();
  await mysql.apply({ primary: NEW_PRIMARY });
  await session.send();
  await untilLogged(namespace, mysql.pod(NEW_PRIMARY), 'promote: ');
  note(`${mysql.pod(NEW_PRIMARY)} was promoted ${((Date.now() - begin) / 1000).toFixed(0)} s after the apply`);
  await Promise.all(CONTAINERS.map((container) => resume(namespace, old, container)));
  await noteLateWrite(context, session);
  for (const n of mysql.ordinals.filter((ordinal) => ordinal !== NEW_PRIMARY)) await untilReplica(context, n);
}

/** The old primary has this statement at the moment at which it goes on. */
async function noteLateWrite({ traffic, note }: FaultContext, session: IdleSession): Promise<void> {
  const acknowledged = (await session.result()).stdout.includes('done');
  if (acknowledged) traffic.acknowledged.set(LATE_ROW, Date.now());
  note(`the old primary ${acknowledged ? 'acknowledged' : 'did not acknowledge'} a write that waited in an old connection`);
}

/** A server that the old primary could still reach may have its transactions, too. */
async function untilReplica({ namespace, mysql, note }: FaultContext, n: number): Promise<void> {
  const pod = mysql.pod(n);
  const state = await namespace.until(`${pod} to replicate, or to be blocked`, async () => {
    const last = (await agentLog(namespace, pod)).match(DECISION)?.at(-1) ?? '';
    if (last.includes(`replicates from ${mysql.pod(NEW_PRIMARY)}`)) return 'a replica';
    return last.startsWith(': blocked') && 'blocked by errant transactions';
  });
  note(`${pod} was ${state}`);
  if (state !== 'a replica') await replaceVolume(namespace, pod, mysql.claim(n));
}

export const frozen: Fault[] = [
  {
    name: 'failover-thaw', title: 'manual failover: the old primary was frozen, not stopped, and goes on',
    modes: BOTH, needsDriver: true, losesVolume: true, mayOverlap: 6,
    manualAction: `${APPLY_PRIMARY}; if a server is blocked, deletes its claim and pod`, run: freezeAndThaw,
  },
];
