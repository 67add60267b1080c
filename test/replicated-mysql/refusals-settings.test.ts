import { ReplicatedMySQLProps } from '../../lib';
import { synth } from './set';

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
    expect(set({ [key]: value })).toThrow(`${message(`.${key}`)}on where there is no tls, got '${value}': leave it out, or give tls`);
    if (key.includes('auto')) expect(set({ [key]: value }, { tls: { secret: 'mysql-tls' } })).not.toThrow();
  });

  test('but not when certificates are made', () => {
    for (const value of ['ON', 'on', '1', 'true', '']) expect(set({ auto_generate_certs: value })).not.toThrow();
  });

  test.each(['1G', '1073741824', '2048M', '2g', '1T'])('when the buffer pool of %s is no less than memory', (size) => {
    expect(set({ 'innodb-buffer-pool-size': size })).toThrow(`${message('.innodb-buffer-pool-size')}less than memory, which is 1Gi, got '${size}': raise memory`);
    expect(set({ innodb_buffer_pool_size: size }, { memory: '2Ti' })).not.toThrow();
  });

  test('but not when it fits', () => {
    for (const size of ['512M', '134217728', 'x']) expect(set({ innodb_buffer_pool_size: size })).not.toThrow();
  });
});
