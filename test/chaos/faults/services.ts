import { pause } from '../../e2e/framework/wait';
import { start, stop } from '../machine';
import { Fault, Scene } from '../scene';

const AWAY_SECONDS = 60;

async function takeAway({ traffic }: Scene, what: 'api' | 'dns'): Promise<void> {
  await stop(what);
  try {
    await pause(AWAY_SECONDS * 1000);
  } finally {
    await start(what);
  }
  await traffic.untilWritten();
}

export const services: Fault[] = [
  { name: 'dns', title: `DNS stopped for ${AWAY_SECONDS} s`, machine: true, run: (scene) => takeAway(scene, 'dns') },
  { name: 'api', title: `API server stopped for ${AWAY_SECONDS} s`, machine: true, run: (scene) => takeAway(scene, 'api') },
];
