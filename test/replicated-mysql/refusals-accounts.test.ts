import { Duration } from 'cdk8s';
import { ReplicatedMySQLProps } from '../../lib';
import { ROOT, synth } from '../fixtures/mysql';

const failing = (props: Partial<ReplicatedMySQLProps>) => () => synth(props);

describe('fails when', () => {
  const message = (prop: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be `;

  test.each([Duration.seconds(119), Duration.millis(120_500)])('discardOldPasswordAfter is %p', (discardOldPasswordAfter) => {
    expect(failing({ discardOldPasswordAfter })).toThrow(`${message('discardOldPasswordAfter')}whole seconds, at least 120, got `);
  });

  test('a declared user is not one that a set may have', () => {
    const password = { secret: 's', key: 'k' };
    expect(failing({ users: [{ name: 'root', password }] })).toThrow(`${message('users[0].name')}a name that is no account of the server or of this construct, got 'root'`);
    expect(failing({ users: [{ name: 'cdk8s_backup', password }] })).toThrow(message('users[0].name'));
    expect(failing({ users: [{ name: 'a|b', password }] })).toThrow(message('users[0].name'));
    expect(failing({ users: [{ name: 'app', password: { secret: '', key: 'k' } }] })).toThrow(message('users[0].password'));
    expect(failing({ users: [{ name: 'app', password }, { name: 'app', password }] })).toThrow(message('users'));
    expect(failing({ user: 'app', userPassword: password, users: [{ name: 'app', password }] })).toThrow(message('users'));
  });

  test('a declared user has privileges that a user may not have, or could do nothing', () => {
    const failingUser = (user: object) => failing({ database: 'shop', users: [{ name: 'app', password: { secret: 's', key: 'k' }, ...user }] });
    for (const privilege of ['GRANT OPTION', 'SUPER', 'SELECT; DROP', '']) expect(failingUser({ privileges: [privilege] })).toThrow(message('users[0].privileges[0]'));
    expect(failingUser({ privileges: ['SUPER'] })).toThrow("got 'SUPER': write one of these: all others are for root alone");
    expect(failing({ users: [{ name: 'app', password: { secret: 's', key: 'k' } }] })).toThrow(`${message('databases')}given with users[0]`);
    expect(failingUser({ privileges: [] })).toThrow(`${message('users[0].privileges')}at least one`);
    expect(failingUser({ privileges: ['ALL', 'SELECT'] })).toThrow(`${message('users[0].privileges')}'ALL' alone`);
    expect(failingUser({ privileges: ['SELECT', 'select'] })).toThrow(message('users[0].privileges'));
    expect(failingUser({ grants: {} })).toThrow(`${message('users[0].grants')}for at least one database`);
    expect(failingUser({ grants: { shop: ['SUPER'] } })).toThrow(`${message('users[0].grants.shop[0]')}'ALL' or 'SELECT' or `);
    expect(failingUser({ grants: { shop: [] } })).toThrow(`${message('users[0].grants.shop')}at least one`);
    expect(failingUser({ grants: { shop: ['ALL'], other: ['SELECT'] } }))
      .toThrow(`${message('users[0].grants')}by databases that 'databases' declares, got 'other': add it to databases: ['other']`);
    expect(failingUser({ grants: { shop: ['ALL'] }, privileges: ['SELECT'] }))
      .toThrow(`${message('users[0].privileges')}left out where there are grants, got ['SELECT']: name them in grants, by database`);
  });

  test.each(['mysql', 'a b', '*', ''])('one of the databases is %p', (database) => {
    expect(failing({ databases: ['shop', database] })).toThrow(message('databases[1]'));
  });

  test('a database is declared twice', () => {
    expect(failing({ database: 'shop', databases: ['shop'] })).toThrow(message('databases'));
  });

  test('two accounts have one password', () => {
    const [password, rest] = [ROOT.rootPassword, ": give each account a password of its own, in a key of its own"];
    const shared = (prop: string) => `${message(prop)}another key than that of rootPassword, got 'mysql: root-password'${rest}`;
    for (const prop of ['monitoringPassword', 'backupPassword']) expect(failing({ [prop]: password })).toThrow(shared(prop));
    expect(failing({ user: 'app', userPassword: password })).toThrow(shared('userPassword'));
    const users = ['a', 'b'].map((name) => ({ name, password: { secret: 'mysql', key: 'both' } }));
    expect(failing({ database: 'shop', users })).toThrow(`${message('users[1].password')}another key than that of users[0].password, got 'mysql: both'${rest}`);
    expect(failing({ backupPassword: { ...password, key: 'backup' }, monitoringPassword: { ...password, secret: 'other' } })).not.toThrow();
  });

  test.each(['userFrom', 'databaseFrom'])('%s is the key of a password, as names are logged', (prop) => {
    const rest = "got 'mysql: k': names are logged and passwords never are: give it a key of its own";
    const [key, other] = [{ secret: 'mysql', key: 'k' }, { secret: 'mysql', key: 'other' }];
    const secrets = { userPassword: other, userFrom: { secret: 'mysql', key: 'user' }, [prop]: key };
    const named = (props: Partial<ReplicatedMySQLProps>) => failing({ ...secrets, ...props });
    for (const owner of ['rootPassword', 'userPassword', 'monitoringPassword', 'backupPassword']) {
      expect(named({ [owner]: key })).toThrow(`${message(prop)}another key than that of ${owner}, ${rest}`);
    }
    expect(named({ database: prop === 'databaseFrom' ? undefined : 'shop', users: [{ name: 'app', password: key }] }))
      .toThrow(`${message(prop)}another key than that of users[0].password, ${rest}`);
    expect(named({ userFrom: key, databaseFrom: key })).not.toThrow(); // a user named like its database
    expect(named({})).not.toThrow();
  });

  test('an account of the set has no Secret', () => {
    expect(failing({ monitoringPassword: { secret: '', key: 'k' } })).toThrow(message('monitoringPassword'));
    expect(failing({ backupPassword: { secret: 's', key: '' } })).toThrow(message('backupPassword'));
  });
});
