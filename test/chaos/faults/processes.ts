import { pause } from '../../cluster/wait';
import { BOTH, Fault, FaultContext } from '../fault';

const PAUSE_SECONDS = 30;

function untilAnswers({ mysql, namespace }: FaultContext, n: number): Promise<unknown> {
  return namespace.until(`an answer of ${mysql.pod(n)}`, () => mysql.sql(n, 'SELECT 1'), 60);
}

export async function killServer(context: FaultContext, n: number): Promise<void> {
  const { mysql, namespace } = context;
  const before = await mysql.processOf(n);
  await mysql.signal(n, 'KILL');
  await namespace.until(`another mysqld in ${mysql.pod(n)}`, async () => (await mysql.processOf(n)) !== before, 60);
  await untilAnswers(context, n);
}

async function pauseServer({ mysql }: FaultContext, n: number): Promise<void> {
  await mysql.signal(n, 'STOP');
  await pause(PAUSE_SECONDS * 1000);
  await mysql.signal(n, 'CONT');
}

/** Processes smaller than mysqld, together above the container's memory limit: the OOM killer chooses mysqld. */
const USE_MEMORY = 'for i in {1..12}; do { head -c 120M /dev/zero; sleep 3; } | tail >/dev/null & done; wait';

async function exhaustMemory(context: FaultContext, n: number): Promise<void> {
  const { mysql, namespace, note } = context;
  const before = await mysql.processOf(n);
  await namespace.bash(`${mysql.pod(n)} -c mysql`, USE_MEMORY, [], { seconds: 60 });
  await untilAnswers(context, n);
  const killed = (await mysql.processOf(n)) !== before;
  note(`the OOM killer killed ${killed ? 'mysqld' : 'other processes of the container'}`);
}

export const processes: Fault[] = [
  {
    name: 'kill-primary', title: 'mysqld of the primary: SIGKILL',
    modes: BOTH, maxWriteOutage: 8, run: (context) => killServer(context, 0),
  },
  { name: 'kill-replica', title: 'mysqld of a replica: SIGKILL', run: (context) => killServer(context, 1) },
  {
    name: 'pause-primary', title: `mysqld of the primary: SIGSTOP for ${PAUSE_SECONDS} s`,
    run: (context) => pauseServer(context, 0),
  },
  {
    name: 'pause-replica', title: `mysqld of a replica: SIGSTOP for ${PAUSE_SECONDS} s`,
    run: (context) => pauseServer(context, 1),
  },
  { name: 'memory-primary', title: 'memory limit of the primary reached', run: (context) => exhaustMemory(context, 0) },
];
