import { agentLog } from '../../e2e/framework/mysql';
import { loseVolume } from '../../e2e/framework/volumes';
import { powerOff, wipe } from '../machine';
import { BOTH, Fault, Scene } from '../scene';
import { boot } from './nodes';

const NEXT = 1;

async function switchOver({ database, traffic }: Scene): Promise<void> {
  await database.apply({ primary: NEXT });
  await database.untilWhole();
  await traffic.untilWritten();
}

/** The node of the primary is gone; a person appoints another server. */
async function promote({ database, traffic, note }: Scene): Promise<string> {
  const node = database.node(0);
  await powerOff(node);
  const begin = Date.now();
  await database.apply({ primary: NEXT });
  await traffic.untilWritten();
  note(`${database.pod(NEXT)} took writes ${((Date.now() - begin) / 1000).toFixed(0)} s after it was appointed`);
  return node;
}

async function promoteForGood(scene: Scene): Promise<void> {
  const node = await promote(scene);
  await wipe(scene.namespace, scene.database.claim(0));
  await boot(scene, node);
  await scene.database.untilWhole();
}

/** What the old primary has and nobody else is not discarded by itself. */
async function promoteAndReturn(scene: Scene): Promise<void> {
  const { namespace, database, note } = scene;
  const node = await promote(scene);
  await boot(scene, node);
  const refused = await namespace.until(`${database.pod(0)} to follow or to refuse`, async () => {
    if (database.isWhole()) return 'no';
    return (await agentLog(namespace, database.pod(0))).includes('refuse: ') && 'yes';
  });
  note(`the former primary ${refused === 'yes' ? 'refused: it had transactions of its own, not acknowledged or not replicated' : 'followed'}`);
  if (refused === 'yes') await loseVolume(namespace, database.pod(0), database.claim(0));
}

export const switchovers: Fault[] = [
  { name: 'switchover', title: 'planned switchover', durabilities: BOTH, outage: 15, human: 'applies another `primary`', run: switchOver },
  {
    name: 'promotion', title: 'node and disk of the primary gone for good: another one appointed', durabilities: BOTH, machine: true, node: 0, costsVolume: true,
    human: 'applies another `primary`', run: promoteForGood,
  },
  {
    name: 'promotion-return', title: 'another primary appointed, the former one returns with its disk', durabilities: BOTH, machine: true, node: 0, costsVolume: true,
    human: 'applies another `primary`; if the former one refuses, empties its volume', run: promoteAndReturn,
  },
];
