import { agentLog } from '../../cluster/mysql/server';
import { Fault, FaultContext } from '../fault';

const REPLICA = 1;
const ROOT_CHANGED = 'this server uses the new root password';

async function replaceSecret({ namespace }: FaultContext, root: string, app: string): Promise<void> {
  await namespace.kubectl('delete secret passwords');
  await namespace.createSecret('passwords', { root, app });
}

/** A password that no server has yet, and a replica that starts with it before the primary has changed the account. */
async function changeSecret(context: FaultContext): Promise<void> {
  const { namespace, mysql, note } = context;
  const { text } = mysql.password;
  const pod = mysql.pod(REPLICA);
  const changes = async () => (await agentLog(namespace, pod)).split(ROOT_CHANGED).length - 1;
  await replaceSecret(context, 'another text', text);
  await namespace.recreatePod(pod);
  await namespace.until('the new password', async () => (await changes()) >= 1, 150);
  note('the agent of the primary changes the account, the replica waits for it');
  await replaceSecret(context, text, text);
  await namespace.until('the old password', async () => (await changes()) >= 2, 150);
}

async function removeSecret(context: FaultContext): Promise<void> {
  const { namespace, mysql, note } = context;
  const { text } = mysql.password;
  await namespace.kubectl('delete secret passwords');
  await namespace.recreatePod(mysql.pod(REPLICA));
  const events = () => namespace.kubectl('get events');
  await namespace.until('the event', async () => (await events()).includes('secret "passwords" not found'), 60);
  note('the new pod waits, and its events name the Secret; the other servers are not affected');
  await namespace.createSecret('passwords', { root: text, app: text });
}

export const secrets: Fault[] = [
  { name: 'changed-secret', title: 'root password changed in the Secret, a replica restarted', run: changeSecret },
  {
    name: 'missing-secret', title: 'Secret deleted, a replica restarted',
    manualAction: 'creates the Secret again', run: removeSecret,
  },
];
