import { Duration } from 'cdk8s';
import { Durability, ReplicatedMySQLProps } from '../../lib';
import { synth } from './set';

const failing = (props: Partial<ReplicatedMySQLProps>) => () => synth(props);

describe('fails when', () => {
  const message = (prop: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be `;

  test.each([0, -1, 2.5, NaN])('replicas is %p', (replicas) => {
    expect(failing({ replicas })).toThrow(`${message('replicas')}a whole number of at least 1, got ${replicas}: use 1 for a single server`);
  });

  test.each(['a'.repeat(50), 'MySQL', 'my.sql', '-mysql', '1mysql', ''])('name is %p', (name) => {
    expect(failing({ name })).toThrow(`${message('name')}a lowercase RFC 1123 label of at most 49 characters that begins with a letter, got '${name}'`);
  });

  test.each(['10 GB', '0', '-1Gi', 'ten'])('storage is %p', (storage) => {
    expect(failing({ storage })).toThrow(`${message('storage')}`);
  });

  test('the image is empty', () => {
    expect(failing({ image: '' })).toThrow(message('image'));
  });

  test('a label is not valid', () => {
    expect(failing({ labels: { team: 'the shop' } })).toThrow("got 'the shop'");
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

  test.each(['server-id', 'SERVER_ID', 'gtid_mode', 'datadir', 'loose-super_read_only', 'skip-log-bin', 'skip-networking'])('a setting is %s', (key) => {
    expect(failing({ settings: { [key]: '1' } })).toThrow(`${message('settings')}keys that the construct does not own, got '${key}'`);
    expect(failing({ primarySettings: { [key]: '1' } })).toThrow(message('primarySettings'));
    expect(failing({ replicaSettings: { [key]: '1' } })).toThrow(message('replicaSettings'));
  });

  test('a setting would add lines of its own', () => {
    expect(failing({ settings: { 'max_connections': '1\nserver-id=1' } })).toThrow(`${message('settings')}values of one line`);
    expect(failing({ settings: { 'x]\n[client': '' } })).toThrow(`${message('settings')}keys that are names`);
  });

  test.each(['root', 'cdk8s_agent', 'mysql.sys', 'x'.repeat(33), ''])('user is %p', (user) => {
    expect(failing({ user, userPassword: { secret: 's', key: 'k' } })).toThrow(message('user'));
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
