import { agentLog } from '../../e2e/framework/mysql';
import { Fault, Scene } from '../scene';

const REPLICA = 1;

async function replaceSecret({ namespace }: Scene, root: string, app: string): Promise<void> {
  await namespace.kubectl('delete secret passwords');
  await namespace.createSecret('passwords', { root, app });
}

async function restart({ namespace, database }: Scene): Promise<void> {
  await namespace.kubectl(`delete pod ${database.pod(REPLICA)}`);
  await namespace.until(`a new ${database.pod(REPLICA)}`, () => namespace.pods.get(database.pod(REPLICA))?.metadata.deletionTimestamp === undefined);
}

/** A text that no server knows yet, and a replica that starts with it before the primary has heard of it. */
async function changeSecret(scene: Scene): Promise<void> {
  const { namespace, database, note } = scene;
  const { text } = database.password;
  const taken = (member: number) => async () => (await agentLog(namespace, database.pod(member))).includes('this server takes the root password that the Secret has now');
  await replaceSecret(scene, 'another text', text);
  await restart(scene);
  await namespace.until('the new password', taken(REPLICA), 150);
  note('the primary\'s agent takes the new password, the replica waits for it');
  await replaceSecret(scene, text, text);
  await namespace.until('the former password', async () => (await agentLog(namespace, database.pod(REPLICA))).split('this server takes the root password').length > 2, 150);
}

async function removeSecret(scene: Scene): Promise<void> {
  const { namespace, database, note } = scene;
  const { text } = database.password;
  await namespace.kubectl('delete secret passwords');
  await restart(scene);
  await namespace.until('the event', async () => (await namespace.kubectl('get events')).includes('secret "passwords" not found'), 60);
  note('the new pod waits, its events name the Secret; the others go on');
  await namespace.createSecret('passwords', { root: text, app: text });
}

export const secrets: Fault[] = [
  { name: 'changed-secret', title: 'root password changed in the Secret, a replica restarted', run: changeSecret },
  { name: 'missing-secret', title: 'Secret deleted, a replica restarted', human: 'restores the Secret', run: removeSecret },
];
