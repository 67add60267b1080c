import { Duration, Size } from 'cdk8s';
import { Durability, ReplicatedMySQLProps } from '../../lib';
import { synth } from '../fixtures/mysql';

const failing = (props: Partial<ReplicatedMySQLProps>) => () => synth(props);

describe('fails when', () => {
  const message = (prop: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be `;

  test.each([0, -1, 2.5, NaN])('replicas is %p', (replicas) => {
    expect(failing({ replicas })).toThrow(`${message('replicas')}a whole number from 1 to 1000, got ${replicas}: use 1 for a single server`);
  });

  test('a number is too large, with a hint that says so', () => {
    for (const replicas of [1001, 2 ** 31]) expect(failing({ replicas })).toThrow(/'replicas' of .* got \d+: use a smaller number$/);
    expect(failing({ terminationGracePeriodSeconds: 2 ** 31 }))
      .toThrow(`${message('terminationGracePeriodSeconds')}at most 2147483647, got 2147483648: use a smaller number`);
    expect(failing({ serverIdBase: 0 })).toThrow(/'serverIdBase' of .* got 0: for example 100$/);
  });

  test.each(['a'.repeat(50), 'MySQL', 'my.sql', '-mysql', '1mysql', ''])('name is %p', (name) => {
    expect(failing({ name })).toThrow(`${message('name')}a lowercase RFC 1123 label of at most 49 characters that begins with a letter, got '${name}'`);
  });

  test.each([
    [0, "at least 1Ki, got '0Gi'"], [NaN, "at least 1Ki, got 'NaNGi'"], [1e-7, "at least 1Ki, got '1e-7Gi'"], [1.1111111111, 'whole bytes'],
  ])('storage is %d GiB', (amount, error) => {
    expect(failing({ storage: Size.gibibytes(amount) })).toThrow(`${message('storage')}${error}`);
  });

  test.each(['priorityClassName', 'schedulerName', 'serviceAccountName', 'storageClassName'])('%s is no name', (prop) => {
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

  test.each(['labels', 'selector', 'podLabels', 'claimLabels'])('%s are not valid', (prop) => {
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

  test.each([[-1, 'a whole number from 0 to 999'], [3, 'the ordinal of a server, from 0 to 2'], [0.5, 'a whole number from 0 to 999']])('primary is %p', (primary, expected) => {
    expect(failing({ primary })).toThrow(`${message('primary')}${expected}, got ${primary}: raise replicas or name another server`);
  });

  test('lossless has no majority', () => {
    expect(failing({ durability: Durability.LOSSLESS, replicas: 2 }))
      .toThrow(`${message('durability')}ASYNC or SEMI_SYNC with 2 servers, got 'LOSSLESS': a majority that survives a failure takes replicas: 3`);
  });

  test('there is nobody to acknowledge', () => {
    expect(failing({ durability: Durability.SEMI_SYNC, replicas: 1 })).toThrow(message('durability'));
  });

  test.each([
    [0, 'a whole number from 1 to 4294967295'], [1.5, 'a whole number from 1 to'], [4294967294, 'a whole number from 1 that leaves room'],
  ])('serverIdBase is %p', (serverIdBase, expected) => {
    expect(failing({ serverIdBase })).toThrow(`${message('serverIdBase')}${expected}`);
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
    expect(failing({ user: 'shop' })).toThrow(`${message('userPassword')}given with user, got nothing`);
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
      .toThrow(`${message('rootPassword')}the name of a Secret and one of its keys, got 'an invalid name: k'`);
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

  test.each(['server-scripts', 'agent-scripts', 'engine-scripts', 'tmp', 'run', 'secrets', 'token'])('the volume is called %s', (volumeName) => {
    expect(failing({ volumeName })).toThrow(message('volumeName'));
  });

  test('two Services have one name, or a name is not valid', () => {
    expect(failing({ readServiceName: 'mysql' })).toThrow(`${message('readServiceName')}different from the names of the other two Services, got 'mysql'`);
    expect(failing({ primaryServiceName: 'Primary' })).toThrow(message('primaryServiceName'));
  });

  test.each([['767Mi', Size.mebibytes(767)], ['128Mi', Size.mebibytes(128)], ['0Gi', Size.gibibytes(0)], ['65Ti', Size.tebibytes(65)]])('memory is %s', (text, memory) => {
    expect(failing({ memory })).toThrow(`${message('memory')}from 768Mi to 64Ti, got '${text}': with less MySQL is killed while it starts, with more no node takes it`);
  });

  test('an amount is more than can be counted', () => {
    for (const amount of ['1e30', '8Ei']) expect(failing({ cpuRequest: amount }))
      .toThrow(`${message('cpuRequest')}less than 8Ei, the most that Kubernetes counts, got '${amount}'`);
    expect(failing({ cpuRequest: '7Ei' })).not.toThrow();
    for (const prop of ['storage', 'ephemeralStorage']) {
      expect(failing({ [prop]: Size.pebibyte(8192) })).toThrow(`${message(prop)}whole bytes, and less than 8Ei, the most that Kubernetes counts, got '8192Pi'`);
      expect(failing({ [prop]: Size.pebibyte(8191) })).not.toThrow();
    }
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
    expect(failing({ ephemeral: true, storage: Size.gibibytes(1) })).toThrow(message('ephemeral'));
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
