import { Duration } from 'cdk8s';
import { Durability, ReplicatedMySQL } from '../../lib';
import { agentLog, Client, rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { oddPassword } from './framework/passwords';
import { changeSecret, hurry } from './framework/secrets';
import { documentsOf } from './framework/synth';
import { say } from './framework/wait';
import { walk } from './framework/walk';
import { Writer } from './framework/writer';

const HOST = 'mysql-primary';
const TABLE = 'shop.numbers';
const THREADS = 'SELECT NAME, THREAD_ID FROM performance_schema.threads WHERE NAME IN (\'thread/sql/replica_io\', \'thread/sql/replica_sql\') ORDER BY NAME';
const TAKEN = 'this server takes the root password that the Secret has now';
const APP_TAKEN = 'the account app has the password in the Secret, the former one stays good for 180 s';

const manifests = () => documentsOf((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, durability: Durability.LOSSLESS, discardOldPasswordAfter: Duration.minutes(3) });
});

/** Threads of replication by replica: one that stopped and started again has another number. */
const threadsOf = async (namespace: Namespace, pods: string[]) => Promise.all(pods.map((pod) => rootSql(namespace, pod, THREADS)));

walk('rotation', (step) => {
  const [first, second, third, fourth, fifth] = Array.from({ length: 5 }, () => oddPassword().text);
  let [former, present]: Writer[] = [];
  let threads: string[][];

  const untilSaid = (namespace: Namespace, pod: string, text: string) => namespace.until(`'${text}' of ${pod}`, async () => (await agentLog(namespace, pod)).includes(text), 300);

  step('a lossless set comes up, and a client writes', async (namespace) => {
    await namespace.createSecret('passwords', { root: first, app: first });
    await namespace.createSecret('former', { app: first });
    await namespace.createSecret('present', { app: second });
    const client = await Client.start(namespace, 'app', { secret: 'former', key: 'app' });
    await namespace.apply(manifests());
    await namespace.untilReady('mysql', 3);
    await client.untilConnects(HOST);
    await client.sql(HOST, `CREATE TABLE ${TABLE} (id INT AUTO_INCREMENT PRIMARY KEY)`);
    former = await Writer.start(namespace, 'former', HOST, TABLE, { secret: 'former', key: 'app' });
    await former.next(10);
    threads = await threadsOf(namespace, ['mysql-1', 'mysql-2']);
    expect(threads.map((lines) => lines.length)).toEqual([2, 2]);
  });

  step('changed passwords are taken while it writes', async (namespace) => {
    await changeSecret(namespace, { root: second, app: second });
    await hurry(namespace);
    await untilSaid(namespace, 'mysql-0', APP_TAKEN);
    present = await Writer.start(namespace, 'present', HOST, TABLE, { secret: 'present', key: 'app' });
    for (const pod of ['mysql-0', 'mysql-1', 'mysql-2']) await untilSaid(namespace, pod, TAKEN);
    await Promise.all([former.next(20), present.next(20)]);
  });

  step('no statement has failed, and replication has not stopped', async (namespace) => {
    for (const writer of [former, present]) {
      const { written, failed } = await writer.result();
      say(`${written} rows written, ${failed.length} statements failed`);
      expect(failed).toEqual([]);
    }
    expect(await threadsOf(namespace, ['mysql-1', 'mysql-2'])).toEqual(threads);
    expect(namespace.pods.ready('mysql-')).toEqual(['mysql-0', 'mysql-1', 'mysql-2']);
  });

  step('a pod that starts with the new password only is Ready', async (namespace) => {
    const uid = namespace.pods.uid('mysql-2');
    await namespace.kubectl('delete pod mysql-2');
    await namespace.untilReplaced('mysql-2', uid);
    expect(await agentLog(namespace, 'mysql-2')).not.toContain('refuse');
    expect((await present.result()).failed).toEqual([]);
  });

  step('the former password is good for the time that was asked for, and no longer', async (namespace) => {
    const { written } = await former.result();
    await untilSaid(namespace, 'mysql-0', 'the former password of the account app is good no longer');
    expect((await former.result()).written).toBeGreaterThan(written);
    await namespace.until('a refusal', async () => (await former.result()).failed.at(-1)?.includes('ERROR 1045'));
    await namespace.kubectl('delete pod former --now');
    await present.next(10);
    expect((await present.result()).failed).toEqual([]);
    await namespace.kubectl('delete pod present --now');
  });

  // A kubelet that has just looked does not look again within a minute.
  step('the kubelet of the primary looks at the Secret', async (namespace) => {
    await changeSecret(namespace, { app: third });
    await hurry(namespace);
    await namespace.until('a second change of the account app', async () => (await agentLog(namespace, 'mysql-0')).split(APP_TAKEN).length === 3);
  });

  step('a replica that starts before the primary has heard of the change waits for it, and heals', async (namespace) => {
    const uid = namespace.pods.uid('mysql-1');
    await changeSecret(namespace, { root: third });
    await namespace.kubectl('delete pod mysql-1');
    await namespace.until('another mysql-1', () => namespace.pods.names('mysql-1').length === 1 && namespace.pods.uid('mysql-1') !== uid);
    await untilSaid(namespace, 'mysql-1', 'this server goes on with the former one until the primary\'s agent has changed the accounts');
    await hurry(namespace);
    await untilSaid(namespace, 'mysql-1', TAKEN);
    await namespace.untilReady('mysql', 3);
  });

  step('a primary that starts with the new password only takes it over', async (namespace) => {
    const uid = namespace.pods.uid('mysql-0');
    await changeSecret(namespace, { root: fourth });
    await namespace.kubectl('delete pod mysql-0');
    await namespace.untilReplaced('mysql-0', uid);
    await untilSaid(namespace, 'mysql-0', 'root\'s password is now the one in the Secret');
    await hurry(namespace);
    for (const pod of ['mysql-0', 'mysql-1', 'mysql-2']) await untilSaid(namespace, pod, TAKEN);
    await namespace.untilReady('mysql', 3);
    expect((await rootSql(namespace, 'mysql-1', 'SELECT 1'))).toEqual(['1']);
  });

  step('servers that all start with the new password only let each other in', async (namespace) => {
    const uids = ['mysql-0', 'mysql-1', 'mysql-2'].map((pod) => namespace.pods.uid(pod));
    await changeSecret(namespace, { root: fifth });
    await namespace.kubectl('delete pods -l app=mysql');
    for (const [n, uid] of uids.entries()) await namespace.untilReplaced(`mysql-${n}`, uid);
    for (const pod of ['mysql-0', 'mysql-1', 'mysql-2']) await untilSaid(namespace, pod, TAKEN);
    await namespace.untilReady('mysql', 3);
  });
});
