import { NetworkClient, ReplicatedMySQL } from '../../lib/index';
import { RULES } from '../../lib/replicated-mysql/props';
import { Rule } from '../../lib/validation/rules';
import { strange } from '../fixtures/anything';
import { chart } from '../fixtures/charts';
import { ROOT } from '../fixtures/mysql';

const mysql = (props: object) => () => new ReplicatedMySQL(chart(), 'MySQL', { ...ROOT, ...props } as never);
const password = { secret: 'mysql', key: 'shop-password' };
const user = (props: object) => mysql({ database: 'shop', users: [{ name: 'app', password, ...props }] });
const fieldsOf = (rule: Rule<never>) => Object.keys(rule.fields ?? {});

describe('whatever JavaScript gives, an error is in our words', () => {
  test.each(Object.keys(RULES))('%s', (prop) => expect(strange((value) => mysql({ [prop]: value }))).toEqual([]));

  test.each(fieldsOf(RULES.tls))('tls.%s', (prop) => expect(strange((value) => mysql({ tls: { secret: 'tls', [prop]: value } }))).toEqual([]));

  test.each(fieldsOf(RULES.users.items!))('users[0].%s', (prop) => expect(strange((value) => user({ [prop]: value }))).toEqual([]));

  test('ranges of clients', () => {
    expect(strange((value) => mysql({ clients: [NetworkClient.cidr('10.0.0.0/8', value as never)] }))).toEqual([]);
  });
});
