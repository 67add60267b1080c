import { Size } from 'cdk8s';
import { ReplicatedMySQLProps } from '../../lib';
import { synth } from '../fixtures/mysql';

const failing = (props: Partial<ReplicatedMySQLProps>) => () => synth(props);

describe.each(['settings', 'primarySettings', 'replicaSettings'])('%s are refused', (prop) => {
  const message = (key = '') => `'${prop}${key}' of ReplicatedMySQL 'test/MySQL' must be `;
  const set = (settings: object, props: Partial<ReplicatedMySQLProps> = {}) => failing({ ...props, [prop]: settings });

  test.each(['report_password', 'report-pass', 'loose_report_password', 'password', 'authentication_ldap_simple_bind_root_pwd'])('when %s is a password', (key) => {
    expect(set({ [key]: 'hunter2' })).toThrow(`${message()}keys that hold no password, got '${key}': leave it out: settings are in a ConfigMap, where nothing is secret`);
    for (const value of ['hunter2', 'hunter2\n', ['hunter2']]) expect(set({ [key]: value })).toThrow(/^(?![^]*hunter2)/);
  });

  test('but not when they are a policy of passwords', () => {
    const policies = {
      'validate_password.length': '12', 'default_password_lifetime': '90', 'password_history': '5', 'password_require_current': 'ON', 'disconnect_on_expired_password': 'OFF',
    };
    expect(set({ ...policies, validate_password: 'FORCE_PLUS_PERMANENT' })).not.toThrow();
  });

  test.each([
    ['auto_generate_certs', 'OFF'], ['auto-generate-certs', '0'], ['skip_auto_generate_certs', ''], ['ssl', 'OFF'], ['skip-ssl', ''],
  ])('when %s %s leaves no certificates', (key, value) => {
    expect(set({ [key]: value })).toThrow(`${message(`.${key}`)}not disabled without tls, got '${value}': leave it out, or give tls`);
    if (key.includes('auto')) expect(set({ [key]: value }, { tls: { secret: 'mysql-tls' } })).not.toThrow();
  });

  test('when mysqld would check its own certificate', () => {
    expect(set({ tls_certificates_enforced_validation: 'ON' })).toThrow(`${message('.tls_certificates_enforced_validation')}'OFF' without tls, got 'ON': leave it out`);
    expect(set({ tls_certificates_enforced_validation: 'ON' }, { tls: { secret: 'mysql-tls' } })).not.toThrow();
  });

  test.each([
    ['performance_schema', 'the agent reads the state of replication there'],
    ['partial-revokes', 'privileges on the declared databases could not be granted'],
    ['admin_port', 'the other servers connect there'], ['loose-admin-ssl', 'the other servers connect there'],
    ['persisted_globals_load', 'what is persisted on one server would undo the settings there'], ['sync_binlog', 'a server must not lose what it has acknowledged'],
    ['skip-networking', 'the agents and the other servers connect there'],
    ['replicate_do_db', 'all databases are replicated'], ['rpl-semi-sync-source-enabled', 'durability sets it'],
  ])('when %s is owned, with the reason', (key, reason) => {
    expect(set({ [key]: '1' })).toThrow(`${message()}keys that the construct does not own, got '${key}': leave it out: ${reason}`);
  });

  test.each(['disabled_storage_engines', 'loose-disabled-storage-engines'])('when %s is that of storageEngines', (key) => {
    expect(set({ [key]: '' })).toThrow(`${message()}keys that no other prop sets, got '${key}': leave it out: storageEngines sets it`);
  });

  test('but not when certificates are made', () => {
    for (const value of ['ON', 'on', '1', 'true', '']) expect(set({ auto_generate_certs: value })).not.toThrow();
  });

  test.each(['1G', '1073741824', '2048M', '2g', '1T'])('when the buffer pool of %s is no less than memory', (size) => {
    expect(set({ 'innodb-buffer-pool-size': size })).toThrow(`${message('.innodb-buffer-pool-size')}less than memory, which is 1Gi, got '${size}': raise memory`);
    expect(set({ innodb_buffer_pool_size: size }, { memory: Size.tebibytes(2) })).not.toThrow();
  });

  test('but not when it fits', () => {
    for (const size of ['512M', '134217728', 'x']) expect(set({ innodb_buffer_pool_size: size })).not.toThrow();
  });

  test.each([
    ['binlog_format', 'STATEMENT', "'ROW'", 'leave it out: a statement may give other rows on another server'],
    ['slave_exec_mode', 'IDEMPOTENT', "'STRICT'", 'leave it out: errors would be hidden, and the servers would differ'],
    ['replica-preserve-commit-order', '0', "'ON'", 'leave it out: a replica that becomes the primary must not lack a transaction in between'],
    ['skip-relay-log-purge', '', "'ON'", 'leave it out: relay logs would fill the volume'],
    ['init_connect', 'INSERT INTO shop.logins VALUES (USER())', 'empty, or one SET of session variables', 'leave it out: a statement that fails would disconnect the replicas'],
    ['init_connect', 'SET GLOBAL foreign_key_checks = 0', 'empty, or one SET', 'leave it out: a statement'],
    ['innodb_flush_method', 'nosync', "'FSYNC' or 'O_DSYNC' or", 'leave it out: a server must not lose what it has acknowledged'],
    ['protocol-compression-algorithms', 'zlib', 'a list with uncompressed', 'leave it out: the agents connect without compression'],
    ['tls_version', '', 'a list with tlsv1.2 or tlsv1.3', 'leave it out: the internal accounts need TLS'],
    ['innodb_redo_log_capacity', '10G', 'less than storage, which is 10Gi', 'raise storage: mysqld allocates the files'],
    ['max_allowed_packet', '1M', 'at least 2M', 'leave it out: CLONE needs packets of that size'],
    ['max-connections', '5', 'at least 8', 'leave it out: replicas, agents and clients connect at the same time'],
    ['key_buffer_size', '1G', 'less than memory, which is 1Gi', 'raise memory'],
  ])('when %s is %s', (key, value, expected, hint) => {
    expect(set({ [key]: value })).toThrow(`${message(`.${key}`)}${expected}`);
    expect(set({ [key]: value })).toThrow(`, got '${value}': ${hint}`);
  });

  test.each([
    ['binlog-format', 'row'], ['loose_binlog_format', 'ROW'], ['slave_preserve_commit_order', '1'], ['relay_log_purge', ''],
    ['init_connect', 'SET NAMES utf8mb4'], ['init_connect', 'set autocommit = 0, sql_mode = "ANSI"'], ['init_connect', ''],
    ['innodb_flush_method', 'O_DIRECT'], ['protocol_compression_algorithms', 'zstd, uncompressed'], ['tls_version', 'TLSv1.3'],
    ['innodb_redo_log_capacity', '2G'],
  ])('but not when %s is %s', (key, value) => {
    expect(set({ [key]: value })).not.toThrow();
  });
});

test.each(['div_precision_increment', 'default-week-format', 'innodb_ft_enable_stopword'])('%s must be the same on all servers', (key) => {
  for (const prop of ['primarySettings', 'replicaSettings']) {
    const expected = `'${prop}' of ReplicatedMySQL 'test/MySQL' must be keys that no other prop sets, got '${key}': write it into settings`;
    expect(failing({ [prop]: { [key]: '1' } })).toThrow(expected);
  }
  expect(failing({ settings: { [key]: '1' } })).not.toThrow();
});
