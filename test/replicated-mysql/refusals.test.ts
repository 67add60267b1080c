import { Duration } from 'cdk8s';
import { Durability, ReplicatedMySQLProps } from '../../lib';
import { synth } from './set';

const failing = (props: Partial<ReplicatedMySQLProps>) => () => synth(props);

describe('fails when', () => {
  const message = (prop: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be `;

  test.each([0, -1, 2.5, NaN, 1001])('replicas is %p', (replicas) => {
    expect(failing({ replicas })).toThrow(`${message('replicas')}a whole number of at least 1 and at most 1000, got ${replicas}: use 1 for a single server`);
  });

  test.each(['a'.repeat(50), 'MySQL', 'my.sql', '-mysql', '1mysql', ''])('name is %p', (name) => {
    expect(failing({ name })).toThrow(`${message('name')}a lowercase RFC 1123 label of at most 49 characters that begins with a letter, got '${name}'`);
  });

  test.each(['10 GB', '0', '-1Gi', 'ten'])('storage is %p', (storage) => {
    expect(failing({ storage })).toThrow(`${message('storage')}`);
  });

  test.each(['priorityClassName', 'serviceAccountName', 'storageClassName'])('%s is no name', (prop) => {
    expect(failing({ [prop]: 'Very High' })).toThrow(`${message(prop)}at most 253 small letters`);
  });

  test('the account is that of all pods in the namespace', () => {
    const rest = "another account than the namespace's default, as it gets the Role of the agents, got 'default': leave it out";
    expect(failing({ serviceAccountName: 'default' })).toThrow(`${message('serviceAccountName')}${rest}`);
    expect(failing({ serviceAccountName: 'mysql' })).not.toThrow();
  });

  test.each([{ secret: 'a..b', key: 'k' }, { secret: 's', key: '..' }])('a Secret is %p', (rootPassword) => {
    expect(failing({ rootPassword })).toThrow(`${message('rootPassword')}the name of a Secret and one of its keys`);
  });

  test('the image is empty', () => {
    expect(failing({ image: '' })).toThrow(message('image'));
  });

  test.each(['labels', 'selector', 'readServiceLabels'])('%s are not valid', (prop) => {
    expect(failing({ [prop]: { team: 'the shop' } })).toThrow(`${message(`${prop}.team`)}empty, or at most 63 letters`);
  });

  test.each(['annotations', 'podAnnotations'])('%s are not valid', (prop) => {
    expect(failing({ [prop]: { 'a b': '' } })).toThrow(`${message(prop)}keys of`);
  });

  test('names are none, and nothing is selected', () => {
    expect(failing({ configMapName: 'My Settings' })).toThrow(`${message('configMapName')}at most 253 small letters`);
    expect(failing({ volumeName: 'my.data' })).toThrow(`${message('volumeName')}at most 63 small letters`);
    expect(failing({ selector: {} })).toThrow(`${message('selector')}at least one label, got 'none': leave it out for that of the name`);
  });

  test.each([-1, 3, 0.5])('primary is %p', (primary) => {
    expect(failing({ primary })).toThrow(`${message('primary')}the ordinal of a server, from 0 to 2, got ${primary}`);
  });

  test('lossless has no majority', () => {
    expect(failing({ durability: Durability.LOSSLESS, replicas: 2 }))
      .toThrow(`${message('durability')}ASYNC or SEMI_SYNC with 2 servers, got 'LOSSLESS': a majority that survives a failure takes replicas: 3`);
  });

  test('there is nobody to acknowledge', () => {
    expect(failing({ durability: Durability.SEMI_SYNC, replicas: 1 })).toThrow(message('durability'));
  });

  test.each([0, 1.5, 4294967294])('serverIdBase is %p', (serverIdBase) => {
    expect(failing({ serverIdBase })).toThrow(`${message('serverIdBase')}a whole number from 1 that leaves room`);
  });

  test.each([
    'server-id', 'SERVER_ID', 'gtid_mode', 'enforce-gtid-consistency', 'datadir', 'loose-super_read_only', 'read_only', 'skip-log-bin', 'log-bin-index', 'skip-networking',
    'skip-grant-tables', 'skip-name-resolve', 'sync_binlog', 'innodb_flush_log_at_trx_commit', 'innodb_doublewrite', 'innodb_page_size', 'lower_case_table_names',
    'relay-log', 'relay-log-recovery', 'log_replica_updates', 'skip-replica-start', 'maximum-server-id', 'plugin_load_add', 'plugin-load', 'socket', 'port', 'pid-file', 'tmpdir',
    'init-file', 'initialize-insecure', 'replicate-do-db', 'replica-skip-errors', 'binlog-ignore-db', 'rpl_semi_sync_source_timeout', 'report_host', 'secure-file-priv', 'mysqlx',
  ])('a setting is %s', (key) => {
    expect(failing({ settings: { [key]: '1' } })).toThrow(`${message('settings')}keys that the construct does not own, got '${key}'`);
    expect(failing({ primarySettings: { [key]: '1' } })).toThrow(message('primarySettings'));
    expect(failing({ replicaSettings: { [key]: '1' } })).toThrow(message('replicaSettings'));
  });

  test('a setting would add lines of its own', () => {
    expect(failing({ settings: { 'max_connections': '1\nserver-id=1' } })).toThrow(`'settings.max_connections' of ReplicatedMySQL 'test/MySQL' must be a value of one line`);
    expect(failing({ settings: { 'x]\n[client': '' } })).toThrow(`${message('settings')}keys that are names`);
  });

  test.each(['root', 'cdk8s_agent', 'mysql.sys', 'x'.repeat(33), ''])('user is %p', (user) => {
    expect(failing({ user, userPassword: { secret: 's', key: 'k' } })).toThrow(message('user'));
  });

  test.each(['mysql', 'sys', 'a b', '$(POD_NAME)', ''])('database is %p', (database) => {
    expect(failing({ database })).toThrow(message('database'));
  });

  test('a user has no password, or a password no user', () => {
    expect(failing({ user: 'shop' })).toThrow(`${message('userPassword')}given where there is a user, got nothing`);
    expect(failing({ userPassword: { secret: 's', key: 'k' } })).toThrow(message('user'));
  });

  test('a name is given twice', () => {
    const reference = { secret: 's', key: 'k' };
    expect(failing({ user: 'shop', userFrom: reference, userPassword: reference })).toThrow(message('user'));
    expect(failing({ database: 'shop', databaseFrom: reference })).toThrow(message('database'));
  });

  test('a reference to a Secret is empty', () => {
    expect(failing({ rootPassword: { secret: '', key: 'k' } })).toThrow(message('rootPassword'));
    expect(failing({ rootPassword: { secret: 'My Secret', key: 'k' } }))
      .toThrow(`${message('rootPassword')}the name of a Secret and one of its keys, got 'a text that is no name: k'`);
    expect(failing({ rootPassword: { secret: 's', key: 'a/b' } })).toThrow(message('rootPassword'));
    expect(failing({ rootPassword: undefined })).toThrow(`${message('rootPassword')}a reference to a Secret, got nothing: write { secret: 'mysql', key: 'password' }`);
  });

  test.each(['cdk8s-stateful/role', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'controller-revision-hash'])('a label is %s', (key) => {
    expect(failing({ labels: { [key]: 'primary' } })).toThrow(`${message('labels')}keys that no controller and no agent writes, got '${key}'`);
    expect(failing({ selector: { [key]: 'primary' } })).toThrow(message('selector'));
  });

  test('a label contradicts the selector', () => {
    expect(failing({ labels: { app: 'other' } })).toThrow("'labels.app' of ReplicatedMySQL 'test/MySQL' must be 'mysql' as in the selector, got 'other'");
  });

  test.each(['scripts', 'tmp', 'run', 'secrets', 'token'])('the volume is called %s', (volumeName) => {
    expect(failing({ volumeName })).toThrow(message('volumeName'));
  });

  test('two Services have one name, or a name is not valid', () => {
    expect(failing({ readServiceName: 'mysql' })).toThrow(`${message('readServiceName')}different from the names of the other two Services, got 'mysql'`);
    expect(failing({ primaryServiceName: 'Primary' })).toThrow(message('primaryServiceName'));
  });

  test.each(['767Mi', '128Mi', '1', '65Ti', '1e15'])('memory is %s', (memory) => {
    expect(failing({ memory })).toThrow(`${message('memory')}from 768Mi to 64Ti, got '${memory}': with less MySQL is killed while it starts, with more no node takes it`);
  });

  test.each(['memory', 'storage', 'cpuRequest', 'ephemeralStorage'])('%s is more than can be counted', (prop) => {
    for (const amount of ['1e30', '8Ei']) expect(failing({ [prop]: amount })).toThrow(`${message(prop)}less than 8Ei, the most that Kubernetes counts, got '${amount}'`);
    if (prop !== 'memory') expect(failing({ [prop]: '7Ei' })).not.toThrow();
  });

  test('the CPU limit is below the request', () => {
    expect(failing({ cpuLimit: '250m' })).toThrow(`${message('cpuLimit')}at least what is requested, 500m, got '250m'`);
    expect(failing({ cpuRequest: '2', cpuLimit: '1' })).toThrow(message('cpuLimit'));
    expect(failing({ cpuRequest: '2', cpuLimit: '2000m' })).not.toThrow();
  });

  test('a word is none of Kubernetes\' or ours', () => {
    expect(failing({ imagePullPolicy: 'always' })).toThrow(`${message('imagePullPolicy')}'IfNotPresent' or 'Always' or 'Never', got 'always': write 'Always'`);
    expect(failing({ imagePullPolicy: 'Daily' })).toThrow("got 'Daily': choose one of these, or leave it out");
    expect(failing({ durability: 'FAST' as Durability })).toThrow(message('durability'));
  });

  test('storage is given for ephemeral data', () => {
    expect(failing({ ephemeral: true, storage: '1Gi' })).toThrow(message('ephemeral'));
  });

  test('maxLag is too short to measure', () => {
    expect(failing({ maxLag: Duration.seconds(4) })).toThrow(`${message('maxLag')}whole seconds, at least 5, got '4 s'`);
  });

  test('keys of settings clash or are not read by mysqld', () => {
    expect(failing({ primarySettingsKey: 'replica.cnf' })).toThrow(message('replicaSettingsKey'));
    expect(failing({ primarySettingsKey: 'primary.txt' })).toThrow(message('primarySettingsKey'));
    expect(failing({ primarySettingsKey: 'server-id.cnf' })).toThrow(message('primarySettingsKey'));
  });

  test('several things are wrong, all are told at once', () => {
    expect(failing({ replicas: 0, serverIdBase: 0 })).toThrow(/'replicas'.*\n.*'serverIdBase'/);
  });
});
