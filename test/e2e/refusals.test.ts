import { ReplicatedMySQL } from '../../lib';
import { IMAGES } from './framework/images';
import { agentLog, rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { isReady } from './framework/pods';
import { changeSecret, hurry } from './framework/secrets';
import { documentsOf } from './framework/synth';
import { loseVolume } from './framework/volumes';
import { walk } from './framework/walk';

const MARK = '/var/lib/mysql/server/mark';
const ROOT = 'the root password';

const manifests = (replicas: number, replicaSettings = {}) => documentsOf((chart) => {
  const { rootPassword, image, cpuRequest } = SHOP;
  new ReplicatedMySQL(chart, 'MySQL', { rootPassword, image, cpuRequest, replicas, replicaSettings });
});

const single = (createDatabase: boolean) => documentsOf((chart) => {
  const userFrom = { secret: 'passwords', key: 'user' };
  const { rootPassword, userPassword, image, cpuRequest } = SHOP;
  new ReplicatedMySQL(chart, 'MySQL', { name: 'single', rootPassword, userFrom, userPassword, image, cpuRequest, replicas: 1, createDatabase });
});

const initLog = async (namespace: Namespace, pod: string) => (await namespace.tryKubectl(`logs ${pod} -c init`)).stdout;
const bash = (namespace: Namespace, container: string, script: string) => namespace.exec(container, ['bash', '-c', script]);

/** Waits until the log of a container, or the events of its pod, say this; and the pod is not Ready. */
async function untilRefused(namespace: Namespace, pod: string, log: () => Promise<string>, text: string): Promise<void> {
  await namespace.until(`${text} of ${pod}`, async () => (await log()).includes(text) && !isReady(namespace.pods.get(pod)));
}

const eventsOf = (namespace: Namespace, pod: string) => () => namespace.field(`events --field-selector involvedObject.name=${pod}`, '{.items[*].message}');

walk('refusals', (step) => {
  const replicates = async (namespace: Namespace, database: string) => {
    await rootSql(namespace, 'mysql-0', `CREATE DATABASE ${database}`);
    await namespace.until(`${database} in mysql-1`, async () => (await rootSql(namespace, 'mysql-1', `SHOW DATABASES LIKE '${database}'`)).length === 1);
  };

  step('without its Secret no pod starts, and an event names it', async (namespace) => {
    await namespace.apply(manifests(2, { 'no-such-setting': 'on' }));
    for (const pod of ['mysql-0', 'mysql-1']) await untilRefused(namespace, pod, eventsOf(namespace, pod), 'secret "passwords" not found');
  });

  step('without the key no pod starts, and an event names it', async (namespace) => {
    await namespace.createSecret('passwords', { other: 'text' });
    await untilRefused(namespace, 'mysql-0', eventsOf(namespace, 'mysql-0'), 'references non-existent secret key: root');
  });

  step('an empty password makes no server', async (namespace) => {
    await namespace.kubectl('patch secret passwords -p', '{"data":{"root":""}}');
    await untilRefused(namespace, 'mysql-0', () => initLog(namespace, 'mysql-0'), 'waiting: the Secret has an empty text for: root-password');
    expect((await bash(namespace, 'mysql-0 -c init', 'ls /var/lib/mysql')).stdout).not.toContain('server');
  });

  step('settings that mysqld refuses make no server, and can be mended', async (namespace) => {
    await changeSecret(namespace, { root: ROOT });
    await hurry(namespace);
    await untilRefused(namespace, 'mysql-1', () => initLog(namespace, 'mysql-1'), 'waiting: mysqld refuses the settings: unknown variable \'no-such-setting=on\'');
    await namespace.kubectl('patch configmap mysql -p', JSON.stringify({ data: { 'replica.cnf': '[mysqld]\n' } }));
    await hurry(namespace);
    await namespace.untilReady('mysql', 2);
  });

  step('a volume with other data is left alone', async (namespace) => {
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-mysql-2' } };
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    await namespace.apply([{ ...claim, spec }, painter('data-mysql-2')]);
    await namespace.until('a volume with data', () => namespace.pods.get('painter')?.status.phase === 'Succeeded');
    await namespace.kubectl('delete pod painter');
    await namespace.kubectl('scale statefulset mysql --replicas=3');
    await untilRefused(namespace, 'mysql-2', () => initLog(namespace, 'mysql-2'),
      'the volume holds data of another kind, which is left alone; use an empty volume, or move it away: /var/lib/mysql/ibdata1');
    expect((await bash(namespace, 'mysql-2 -c init', 'ls /var/lib/mysql; cat /var/lib/mysql/ibdata1')).stdout).toMatch(/^ibdata1\n(lost\+found\n)?foreign\n$/);
    await namespace.kubectl('scale statefulset mysql --replicas=2');
  });

  step('data that no verified step has made is kept and not served', async (namespace) => {
    await replicates(namespace, 'kept');
    await bash(namespace, 'mysql-1 -c mysql', `printf new >${MARK}`);
    await untilRefused(namespace, 'mysql-1', () => agentLog(namespace, 'mysql-1'), 'on a volume that no verified step has filled. They are kept');
    expect(await rootSql(namespace, 'mysql-1', 'SHOW DATABASES LIKE \'kept\'')).toEqual(['kept']);
    await bash(namespace, 'mysql-1 -c mysql', `printf member >${MARK}`);
    await namespace.untilReady('mysql', 2);
  });

  // a folder in place of the file that an agent keeps: it cannot know the former password
  step('a server whose password nobody knows is refused, until the former one is back', async (namespace) => {
    const uid = namespace.pods.uid('mysql-1');
    await bash(namespace, 'mysql-1 -c mysql', 'rm /var/lib/mysql/server/agent-key; mkdir -p /var/lib/mysql/server/agent-key/x');
    await changeSecret(namespace, { root: 'another' });
    await namespace.kubectl('delete pod mysql-1');
    await namespace.until('another mysql-1', () => namespace.pods.names('mysql-1').length === 1 && namespace.pods.uid('mysql-1') !== uid);
    await untilRefused(namespace, 'mysql-1', async () => (await namespace.tryKubectl('logs mysql-1 -c agent')).stdout,
      'refuse: mysqld does not know the agent\'s password, neither by the root password in the Secret nor by the one of before. Put the former one back there');
    expect(namespace.pods.ready('mysql-')).toEqual(['mysql-0']);
    await bash(namespace, 'mysql-1 -c mysql', 'rm -r /var/lib/mysql/server/agent-key');
    await changeSecret(namespace, { root: ROOT });
    await hurry(namespace);
    await namespace.untilReady('mysql', 2);
    await replicates(namespace, 'healed');
  });

  step('transactions that the primary does not know are named, kept, and discarded as the log says', async (namespace) => {
    await rootSql(namespace, 'mysql-1', 'SET GLOBAL super_read_only = OFF; CREATE DATABASE errant');
    const [gtid] = await rootSql(namespace, 'mysql-1', 'SELECT @@server_uuid');
    await untilRefused(namespace, 'mysql-1', () => agentLog(namespace, 'mysql-1'), `the primary does not know these transactions: ${gtid}:1. They are kept`);
    expect(await agentLog(namespace, 'mysql-1')).toContain('delete its claim and its pod to discard them');
    expect(await rootSql(namespace, 'mysql-1', 'SHOW DATABASES LIKE \'errant\'')).toEqual(['errant']);
    await loseVolume(namespace, 'mysql-1', 'data-mysql-1');
    expect(await rootSql(namespace, 'mysql-1', 'SHOW DATABASES LIKE \'errant\'')).toEqual([]);
    await replicates(namespace, 'filled');
  });

  step('replication that has stopped is named, and goes on when it was repaired as the log says', async (namespace) => {
    const unlogged = (statements: string) => rootSql(namespace, 'mysql-1', `SET SESSION sql_log_bin = OFF; SET GLOBAL super_read_only = OFF; ${statements}`);
    await unlogged('CREATE DATABASE clash');
    await rootSql(namespace, 'mysql-0', 'CREATE DATABASE clash');
    await untilRefused(namespace, 'mysql-1', () => agentLog(namespace, 'mysql-1'), 'refuse: replication has stopped: ');
    expect(await agentLog(namespace, 'mysql-1')).toMatch(/replication has stopped: .*clash.*START REPLICA SQL_THREAD/);
    await unlogged('DROP DATABASE clash; START REPLICA SQL_THREAD');
    await namespace.untilReady('mysql', 2);
    await replicates(namespace, 'repaired');
  });

  step('a user with the name of an account of the server makes no server', async (namespace) => {
    await changeSecret(namespace, { user: 'root', app: 'the password of app' });
    await namespace.apply(single(false));
    await untilRefused(namespace, 'single-0', () => initLog(namespace, 'single-0'), 'the application\'s user must have a name of its own');
    await changeSecret(namespace, { user: 'app' });
    await hurry(namespace);
  });

  step('no database is made where none is wanted, until it is', async (namespace) => {
    await untilRefused(namespace, 'single-0', () => agentLog(namespace, 'single-0'), 'every member is empty, and a new database is not wanted (createDatabase: false)');
    await namespace.apply(single(true));
    await namespace.untilReady('single', 1);
  });
});

/** Leaves a file that looks like another tool's data. */
function painter(claimName: string): object {
  const command = ['sh', '-c', 'echo foreign >/data/ibdata1'];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'painter' },
    spec: {
      restartPolicy: 'Never',
      containers: [{ name: 'painter', image: IMAGES.busybox, command, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    },
  };
}
