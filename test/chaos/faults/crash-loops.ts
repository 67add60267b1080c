import { containerStatuses } from '../../cluster/pods';
import { kill } from '../driver';
import { BOTH, Fault, FaultContext } from '../fault';
import { killServer } from './processes';

const KILLS = 3;
const CONTAINER = 'mysql';

/** No further kill then: the kubelet waits 10 s and more before the second restart. */
const WITHIN_SECONDS = 15;

function secondsSince(begin: number): string { return ((Date.now() - begin) / 1000).toFixed(0); }

/** Each kill comes as soon as the server answers after the one before. */
async function killServerRepeatedly(context: FaultContext): Promise<void> {
  const begin = Date.now();
  for (let kills = 1; kills < KILLS; kills++) await killServer(context, 0);
  const seconds = secondsSince(begin);
  await killServer(context, 0);
  context.note(`${KILLS} kills within ${seconds} s`);
}

async function killContainerRepeatedly(context: FaultContext): Promise<void> {
  const { mysql, namespace, note } = context;
  const begin = Date.now();
  let [kills, seconds] = [0, ''];
  do {
    await kill(namespace, mysql.pod(0), CONTAINER);
    seconds = secondsSince(begin);
    kills++;
  } while (kills < KILLS && await runsAgain(context, kills, begin + WITHIN_SECONDS * 1000));
  note(`${kills} kills within ${seconds} s${kills < KILLS ? ', then the kubelet waited' : ''}`);
}

/** Whether the container runs after so many kills, or does not until the deadline. */
async function runsAgain({ mysql, namespace }: FaultContext, kills: number, deadline: number): Promise<boolean> {
  const state = await namespace.until(`the container ${CONTAINER}, or a long back-off`, () => {
    const status = containerStatuses(namespace.pods.get(mysql.pod(0))!).find(({ name }) => name === CONTAINER);
    if (status?.state.running && status.restartCount >= kills) return 'runs';
    return Date.now() > deadline && 'waits';
  });
  return state === 'runs';
}

export const crashLoops: Fault[] = [
  {
    name: 'kill-primary-thrice', title: 'mysqld of the primary: SIGKILL three times, each as soon as it answers',
    modes: BOTH, maxWriteOutage: 20, run: killServerRepeatedly,
  },
  {
    name: 'kill-container-thrice', title: `container of the primary's mysqld: killed up to ${KILLS} times within ${WITHIN_SECONDS} s`,
    modes: BOTH, needsDriver: true, run: killContainerRepeatedly,
  },
];
