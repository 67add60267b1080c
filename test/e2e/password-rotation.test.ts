import { Duration } from 'cdk8s';
import { Durability, ReplicatedMySQL } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { agentLog, rootSql, SHOP, untilLogged } from '../cluster/mysql/server';
import { Writer } from '../cluster/mysql/writer';
import { Namespace } from '../cluster/namespace';
import { specialPassword } from '../cluster/passwords';
import { scenario } from '../cluster/scenario';
import { patchSecret, triggerKubeletSync } from '../cluster/secrets';
import { synth } from '../cluster/synth';
import { logLine } from '../cluster/wait';

const HOST = 'mysql-primary';
const TABLE = 'shop.numbers';
const SERVERS = ['mysql-0', 'mysql-1', 'mysql-2'];
const REPLICAS = ['mysql-1', 'mysql-2'];
/** A thread that was stopped and started again has another id. */
const REPLICATION_THREADS = `SELECT NAME, THREAD_ID FROM performance_schema.threads
  WHERE NAME IN ('thread/sql/replica_io', 'thread/sql/replica_sql') ORDER BY NAME`;
const ROOT_CHANGED = 'this server uses the new root password in the Secret';
const APP_CHANGED = 'account app: changed to the password in the Secret, the old one stays valid for 180 s';
const SECONDS = 300;

const manifests = () => synth((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, durability: Durability.LOSSLESS, discardOldPasswordAfter: Duration.minutes(3) });
});

const replicationThreads = (namespace: Namespace) => Promise.all(REPLICAS.map((pod) => rootSql(namespace, pod, REPLICATION_THREADS)));

async function untilRootChangedEverywhere(namespace: Namespace): Promise<void> {
  for (const pod of SERVERS) await untilLogged(namespace, pod, ROOT_CHANGED, SECONDS);
}

scenario('password-rotation', (step) => {
  const [first, second, third, fourth, fifth] = Array.from({ length: 5 }, () => specialPassword().text);
  let [oldWriter, newWriter]: Writer[] = [];
  let threads: string[][];

  step('a lossless cluster takes writes', async (namespace) => {
    await namespace.createSecret('passwords', { root: first, app: first });
    await namespace.createSecret('old', { app: first });
    await namespace.createSecret('new', { app: second });
    const client = await Client.start(namespace, 'app', { secret: 'old', key: 'app' });
    await namespace.apply(manifests());
    await namespace.untilReady('mysql', 3);
    await client.untilConnects(HOST);
    await client.sql(HOST, `CREATE TABLE ${TABLE} (id INT AUTO_INCREMENT PRIMARY KEY)`);
    oldWriter = await Writer.start(namespace, 'old', HOST, TABLE, { secret: 'old', key: 'app' });
    await oldWriter.next(10);
    threads = await replicationThreads(namespace);
    expect(threads.map((lines) => lines.length)).toEqual([2, 2]);
  });

  step('changed passwords are used while a client writes', async (namespace) => {
    await patchSecret(namespace, 'passwords', { root: second, app: second });
    await triggerKubeletSync(namespace);
    await untilLogged(namespace, 'mysql-0', APP_CHANGED, SECONDS);
    newWriter = await Writer.start(namespace, 'new', HOST, TABLE, { secret: 'new', key: 'app' });
    await untilRootChangedEverywhere(namespace);
    await Promise.all([oldWriter.next(20), newWriter.next(20)]);
  });

  step('no statement has failed, and replication has not stopped', async (namespace) => {
    for (const writer of [oldWriter, newWriter]) {
      const { written, failed } = await writer.result();
      logLine(`${written} rows written, ${failed.length} statements failed`);
      expect(failed).toEqual([]);
    }
    expect(await replicationThreads(namespace)).toEqual(threads);
    expect(namespace.pods.ready('mysql-')).toEqual(SERVERS);
  });

  step('a pod that starts with the new password only is Ready', async (namespace) => {
    await namespace.replacePod('mysql-2');
    expect(await agentLog(namespace, 'mysql-2')).not.toContain('blocked');
    expect((await newWriter.result()).failed).toEqual([]);
  });

  step('the old password is valid for the configured time, and no longer', async (namespace) => {
    const { written } = await oldWriter.result();
    await untilLogged(namespace, 'mysql-0', 'account app: old password discarded', SECONDS);
    expect((await oldWriter.result()).written).toBeGreaterThan(written);
    await namespace.until('ERROR 1045', async () => (await oldWriter.result()).failed.at(-1)?.includes('ERROR 1045'));
    await namespace.kubectl('delete pod old --now');
    await newWriter.next(10);
    expect((await newWriter.result()).failed).toEqual([]);
    await namespace.kubectl('delete pod new --now');
  });

  // A kubelet that has just synced a pod does not do it again within a minute.
  step('a second change of a password is used', async (namespace) => {
    await patchSecret(namespace, 'passwords', { app: third });
    await triggerKubeletSync(namespace);
    const changes = async () => (await agentLog(namespace, 'mysql-0')).split(APP_CHANGED).length - 1;
    await namespace.until('a second change of the account app', async () => (await changes()) === 2);
  });

  step('a replica that starts with a password that the primary does not have yet waits for it, and becomes Ready', async (namespace) => {
    await patchSecret(namespace, 'passwords', { root: third });
    await namespace.recreatePod('mysql-1');
    const waits = 'this server uses the old one until the primary\'s agent has changed the accounts';
    await untilLogged(namespace, 'mysql-1', waits, SECONDS);
    await triggerKubeletSync(namespace);
    await untilLogged(namespace, 'mysql-1', ROOT_CHANGED, SECONDS);
    await namespace.untilReady('mysql', 3);
  });

  step('a primary that starts with the new password only changes the account', async (namespace) => {
    await patchSecret(namespace, 'passwords', { root: fourth });
    await namespace.replacePod('mysql-0');
    await untilLogged(namespace, 'mysql-0', 'account root: changed to the password in the Secret', SECONDS);
    await triggerKubeletSync(namespace);
    await untilRootChangedEverywhere(namespace);
    await namespace.untilReady('mysql', 3);
    expect((await rootSql(namespace, 'mysql-1', 'SELECT 1'))).toEqual(['1']);
  });

  step('servers that all start with the new password only can connect to each other', async (namespace) => {
    const uids = namespace.pods.uids('mysql', 3);
    await patchSecret(namespace, 'passwords', { root: fifth });
    await namespace.kubectl('delete pods -l app=mysql');
    for (const [n, uid] of uids.entries()) await namespace.untilReplaced(`mysql-${n}`, uid);
    await untilRootChangedEverywhere(namespace);
    await namespace.untilReady('mysql', 3);
  });
});
