import { pause } from '../../cluster/wait';
import { start, stop } from '../driver';
import { Fault, FaultContext } from '../fault';

const STOPPED_SECONDS = 60;

async function interrupt({ traffic }: FaultContext, component: 'api' | 'dns'): Promise<void> {
  await stop(component);
  try {
    await pause(STOPPED_SECONDS * 1000);
  } finally {
    await start(component);
  }
  await traffic.untilWritten();
}

export const services: Fault[] = [
  { name: 'dns', title: `DNS stopped for ${STOPPED_SECONDS} s`, needsDriver: true, run: (context) => interrupt(context, 'dns') },
  {
    name: 'api', title: `API server stopped for ${STOPPED_SECONDS} s`,
    needsDriver: true, run: (context) => interrupt(context, 'api'),
  },
];
