import { ReplicatedMySQL } from '../../lib';
import { IMAGES } from '../cluster/images';
import { agentLog, initLog, rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { isReady } from '../cluster/pods';
import { scenario } from '../cluster/scenario';
import { patchSecret, triggerKubeletSync } from '../cluster/secrets';
import { synth } from '../cluster/synth';
import { replaceVolume } from '../cluster/volumes';

const MARK = '/var/lib/mysql/server/data_state';
const AGENT_KEY = '/var/lib/mysql/server/agent-key';
const ROOT_PASSWORD = 'the root password';
const { rootPassword, userPassword, image, cpuRequest } = SHOP;

const manifests = (replicas: number, replicaSettings = {}) => synth((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', { rootPassword, image, cpuRequest, replicas, replicaSettings });
});

const single = (allowBootstrap: boolean) => synth((chart) => {
  const userFrom = { secret: 'passwords', key: 'user' };
  new ReplicatedMySQL(chart, 'MySQL', {
    name: 'single', rootPassword, userFrom, userPassword, image, cpuRequest, replicas: 1, allowBootstrap,
  });
});

/** Where a pod says why it is not Ready. */
type Source = (namespace: Namespace, pod: string) => Promise<string>;

const eventsOf: Source = (namespace, pod) => {
  return namespace.field(`events --field-selector involvedObject.name=${pod}`, '{.items[*].message}');
};
/** Of a pod whose agent may not have started yet. */
const newAgentLog: Source = async (namespace, pod) => (await namespace.tryKubectl(`logs ${pod} -c agent`)).stdout;

/** Waits until a pod says why it is not Ready. */
async function untilNotReady(namespace: Namespace, pod: string, source: Source, reason: string): Promise<void> {
  await namespace.until(`'${reason}' of ${pod}`, async () => {
    return (await source(namespace, pod)).includes(reason) && !isReady(namespace.pods.get(pod));
  });
}

const databasesLike = (namespace: Namespace, pod: string, name: string) => rootSql(namespace, pod, `SHOW DATABASES LIKE '${name}'`);

/** Creates a database on the primary and waits until the replica has it. */
async function expectReplication(namespace: Namespace, database: string): Promise<void> {
  await rootSql(namespace, 'mysql-0', `CREATE DATABASE ${database}`);
  await namespace.until(`${database} in mysql-1`, async () => (await databasesLike(namespace, 'mysql-1', database)).length === 1);
}

scenario('not-ready', (step) => {
  step('without its Secret no pod starts, and an event names it', async (namespace) => {
    await namespace.apply(manifests(2, { 'no-such-setting': 'on' }));
    for (const pod of ['mysql-0', 'mysql-1']) await untilNotReady(namespace, pod, eventsOf, 'secret "passwords" not found');
  });

  step('without the key in the Secret no pod starts, and an event names it', async (namespace) => {
    await namespace.createSecret('passwords', { other: 'text' });
    await untilNotReady(namespace, 'mysql-0', eventsOf, 'references non-existent secret key: root');
  });

  step('an empty password initializes no server', async (namespace) => {
    await namespace.kubectl('patch secret passwords -p', '{"data":{"root":""}}');
    await untilNotReady(namespace, 'mysql-0', initLog, 'waiting: the Secret has an empty value for: root-password');
    expect((await namespace.bash('mysql-0 -c init', 'ls /var/lib/mysql')).stdout).not.toContain('server');
  });

  step('settings that mysqld refuses initialize no server, and can be corrected', async (namespace) => {
    await patchSecret(namespace, 'passwords', { root: ROOT_PASSWORD });
    await triggerKubeletSync(namespace);
    await untilNotReady(namespace, 'mysql-1', initLog, 'waiting: mysqld rejects the settings: unknown variable \'no-such-setting=on\'');
    await namespace.kubectl('patch configmap mysql -p', JSON.stringify({ data: { 'replica.cnf': '[mysqld]\n' } }));
    await triggerKubeletSync(namespace);
    await namespace.untilReady('mysql', 2);
  });

  step('a volume with foreign data is not touched', async (namespace) => {
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-mysql-2' } };
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    await namespace.apply([{ ...claim, spec }, foreignWriter('data-mysql-2')]);
    await namespace.until('a volume with data', () => namespace.pods.get('foreign-writer')?.status.phase === 'Succeeded');
    await namespace.kubectl('delete pod foreign-writer');
    await namespace.kubectl('scale statefulset mysql --replicas=3');
    const reason = 'the volume has data of another installation, which is kept; use an empty volume, or move it: /var/lib/mysql/ibdata1';
    await untilNotReady(namespace, 'mysql-2', initLog, reason);
    const { stdout } = await namespace.bash('mysql-2 -c init', 'ls /var/lib/mysql; cat /var/lib/mysql/ibdata1');
    expect(stdout).toMatch(/^ibdata1\n(lost\+found\n)?foreign\n$/);
    await namespace.kubectl('scale statefulset mysql --replicas=2');
  });

  step('data that is not verified is kept and not served', async (namespace) => {
    await expectReplication(namespace, 'kept');
    await namespace.bash('mysql-1 -c mysql', `printf initialized >${MARK}`);
    await untilNotReady(namespace, 'mysql-1', agentLog, 'that were neither cloned nor replicated. They are kept');
    expect(await databasesLike(namespace, 'mysql-1', 'kept')).toEqual(['kept']);
    await namespace.bash('mysql-1 -c mysql', `printf verified >${MARK}`);
    await namespace.untilReady('mysql', 2);
  });

  // a directory in place of the file in which an agent keeps its key: the agent cannot know the old password
  step('a server whose password nobody knows is blocked until the old password is restored', async (namespace) => {
    await namespace.bash('mysql-1 -c mysql', `rm ${AGENT_KEY}; mkdir -p ${AGENT_KEY}/x`);
    await patchSecret(namespace, 'passwords', { root: 'another' });
    await namespace.recreatePod('mysql-1');
    await untilNotReady(namespace, 'mysql-1', newAgentLog,
      'blocked: mysqld rejects the agent\'s password, that of the Secret and the one before. Restore the old root password in the Secret');
    expect(namespace.pods.ready('mysql-')).toEqual(['mysql-0']);
    await namespace.bash('mysql-1 -c mysql', `rm -r ${AGENT_KEY}`);
    await patchSecret(namespace, 'passwords', { root: ROOT_PASSWORD });
    await triggerKubeletSync(namespace);
    await namespace.untilReady('mysql', 2);
    await expectReplication(namespace, 'healed');
  });

  step('errant transactions are named, kept, and discarded as the log says', async (namespace) => {
    await rootSql(namespace, 'mysql-1', 'SET GLOBAL super_read_only = OFF; CREATE DATABASE errant');
    const [uuid] = await rootSql(namespace, 'mysql-1', 'SELECT @@server_uuid');
    await untilNotReady(namespace, 'mysql-1', agentLog, `errant transactions, which the primary does not have: ${uuid}:1. They are kept`);
    expect(await agentLog(namespace, 'mysql-1')).toContain('delete its claim and its pod to discard them');
    expect(await databasesLike(namespace, 'mysql-1', 'errant')).toEqual(['errant']);
    await replaceVolume(namespace, 'mysql-1', 'data-mysql-1');
    expect(await databasesLike(namespace, 'mysql-1', 'errant')).toEqual([]);
    await expectReplication(namespace, 'filled');
  });

  step('a replication error is named, and replication continues after the repair that the log asks for', async (namespace) => {
    const unlogged = (statements: string) => {
      return rootSql(namespace, 'mysql-1', `SET SESSION sql_log_bin = OFF; SET GLOBAL super_read_only = OFF; ${statements}`);
    };
    await unlogged('CREATE DATABASE clash');
    await rootSql(namespace, 'mysql-0', 'CREATE DATABASE clash');
    await untilNotReady(namespace, 'mysql-1', agentLog, 'blocked: replication has stopped: ');
    expect(await agentLog(namespace, 'mysql-1')).toMatch(/replication has stopped: .*clash.*START REPLICA SQL_THREAD/);
    await unlogged('DROP DATABASE clash; START REPLICA SQL_THREAD');
    await namespace.untilReady('mysql', 2);
    await expectReplication(namespace, 'repaired');
  });

  step('a user with the name of a built-in account initializes no server', async (namespace) => {
    await patchSecret(namespace, 'passwords', { user: 'root', app: 'the password of app' });
    await namespace.apply(single(false));
    await untilNotReady(namespace, 'single-0', initLog, 'the user of the application must not have a reserved name');
    await patchSecret(namespace, 'passwords', { user: 'app' });
    await triggerKubeletSync(namespace);
  });

  step('an empty cluster is not bootstrapped before it is allowed', async (namespace) => {
    await untilNotReady(namespace, 'single-0', agentLog, 'all servers are empty, and a new database is not allowed (allowBootstrap: false)');
    await namespace.apply(single(true));
    await namespace.untilReady('single', 1);
  });
});

/** Writes a file as another tool's data directory has it. */
function foreignWriter(claimName: string): object {
  const command = ['sh', '-c', 'echo foreign >/data/ibdata1'];
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];
  const containers = [{ name: 'foreign-writer', image: IMAGES.busybox, command, volumeMounts }];
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName } }];
  const spec = { restartPolicy: 'Never', containers, volumes };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'foreign-writer' }, spec };
}
