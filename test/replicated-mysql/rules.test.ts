import { Duration } from 'cdk8s';
import { NetworkClient, NetworkDestination, ReplicatedMySQL } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { ROOT } from '../fixtures/mysql';

// Programs in JavaScript: what the compiler would refuse.
const mysql = (props?: object) => () => new ReplicatedMySQL(chart(), 'MySQL', (props && { ...ROOT, ...props }) as never);
const password = { secret: 'mysql', key: 'shop-password' };
const user = (props: object) => mysql({ database: 'shop', users: [{ name: 'app', password, ...props }] });

function errorOf(build: () => unknown): string {
  try {
    build();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('a ReplicatedMySQL is refused whose', () => {
  const unknown = () => 'known names, got others: known are ';
  const of = (prop: string, rest: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be ${rest}`;

  test('lists are none', () => {
    expect(mysql({ databases: 'shop' })).toThrow(of('databases', "an array, got 'shop': write ['…']"));
    expect(mysql({ users: { name: 'app', password } })).toThrow(of('users', 'an array, got an object of class Object: write [{ name: '));
    expect(user({ grants: { shop: 'ALL' } })).toThrow(of('users[0].grants.shop', "an array, got 'ALL': write ['SELECT']"));
    expect(user({ grants: ['shop'] })).toThrow(of('users[0].grants', "an object, got ['shop']: write { shop: ['ALL'], audit: ['SELECT'] }"));
    expect(user({ privileges: 'SELECT' })).toThrow(of('users[0].privileges', "an array, got 'SELECT': write ['SELECT']"));
    expect(mysql({ clients: 'web' })).toThrow(of('clients', "an array, got 'web': write [NetworkClient.pods({ app: 'web' })]"));
    expect(mysql({ apiServerCidrs: '10.0.0.10/32' })).toThrow(of('apiServerCidrs', "an array, got '10.0.0.10/32': write ['10.0.0.10/32']"));
    expect(mysql({ tls: { secret: 'tls', hosts: 'db.example.com' } })).toThrow(of('tls.hosts', 'an array'));
  });

  test('items are not there, or of another kind', () => {
    expect(mysql({ databases: ['shop', undefined] })).toThrow(of('databases[1]', 'a string, got nothing'));
    expect(mysql({ databases: new Array(1) })).toThrow(of('databases[0]', 'a string, got nothing'));
    expect(mysql({ users: [undefined] })).toThrow(of('users[0]', 'an object, got nothing: write { name: '));
    expect(mysql({ users: ['app'] })).toThrow(of('users[0]', "an object, got 'app'"));
    expect(user({ privileges: [null] })).toThrow(of('users[0].privileges[0]', 'a string, got null: leave it out'));
    expect(user({ name: undefined })).toThrow(of('users[0].name', 'a string, got nothing'));
    expect(user({ password: undefined })).toThrow(of('users[0].password', 'a reference to a Secret, got nothing'));
  });

  test('durations are numbers', () => {
    expect(mysql({ discardOldPasswordAfter: 3600 })).toThrow(of('discardOldPasswordAfter', 'a Duration of at least 120 s, got 3600: for example Duration.seconds(90)'));
    expect(mysql({ maxLag: '60s' })).toThrow(of('maxLag', "a Duration of at least 5 s, got '60s'"));
    expect(mysql({ maxLag: { toSeconds: 60 } })).toThrow(of('maxLag', 'a Duration of at least 5 s, got an object of class Object'));
    for (const prop of ['maxLag', 'discardOldPasswordAfter']) {
      expect(mysql({ [prop]: Duration.seconds(1e22) })).toThrow(of(prop, "at most 2147483647 seconds, got '1e+22 s': use Duration."));
      expect(mysql({ [prop]: Duration.seconds(2 ** 31 - 1) })).not.toThrow();
    }
    expect(mysql({ maxLag: Duration.seconds(60) })).not.toThrow();
  });

  test('switches and numbers are texts, or texts numbers', () => {
    expect(mysql({ networkPolicy: 'false' })).toThrow(of('networkPolicy', "true or false, got 'false': write one of them, without quotes"));
    expect(mysql({ replicas: '3' })).toThrow(of('replicas', "a whole number from 1 to 1000, got '3': write it without quotes"));
    expect(mysql({ memory: 1024 })).toThrow(of('memory', 'a Size, from 768Mi to 64Ti, got 1024: for example Size.gibibytes(10)'));
    expect(mysql({ storage: null })).toThrow(of('storage', 'a Size, at least 1Ki, got null: leave it out'));
    expect(mysql({ labels: 'team' })).toThrow(of('labels', "an object of labels, got 'team': write { key: 'value' }"));
  });

  test('maps are instances of Map, whose entries would vanish', () => {
    const kinds = { settings: 'an object', labels: 'an object of labels', annotations: 'an object of annotations' };
    for (const [prop, kind] of Object.entries(kinds)) expect(mysql({ [prop]: new Map([['a', 'b']]) }))
      .toThrow(of(prop, `${kind}, got an object of class Map: write { key: 'value' }`));
    expect(mysql({ tls: new Map([['secret', 'tls']]) })).toThrow(of('tls', 'an object, got an object of class Map'));
  });

  test('clients are destinations', () => {
    const destination = NetworkDestination.pods({ app: 'web' }, 8080);
    expect(mysql({ clients: [destination] }))
      .toThrow(of('clients[0]', 'made by a function of NetworkClient, got an object of class NetworkDestination: for example NetworkClient.pods('));
    expect(mysql({ clients: [NetworkClient.allPods()] })).not.toThrow();
  });

  test('passwords are strings, which no error shows', () => {
    expect(mysql({ rootPassword: 'hunter2' })).toThrow(of('rootPassword', "a reference to a Secret, got 'a string': write { secret: "));
    expect(mysql({ rootPassword: ['hunter2'] })).toThrow(of('rootPassword', "a reference to a Secret, got 'an array': write { secret: "));
    expect(user({ password: 12345678 })).toThrow(of('users[0].password', "a reference to a Secret, got 'a number': write { secret: "));
    const wrong = user({ password: { secret: 12345678, key: ['hunter2'] } });
    expect(wrong).toThrow(of('users[0].password.secret', "a string, got 'a number': for example 'mysql', the name of a Secret"));
    expect(wrong).toThrow(of('users[0].password.key', "a string, got 'an array': for example 'password', a key of the Secret"));
    expect(mysql({ rootPassword: { secret: 'my hunter2!', key: 'k' } })).toThrow(of('rootPassword', "the name of a Secret and one of its keys, got 'an invalid name: k'"));
    expect(mysql({ rootPassword: { secret: 'mysql', key: 'hunter2!' } }))
      .toThrow(of('rootPassword', "the name of a Secret and one of its keys, got 'mysql: an invalid key'"));
    expect(mysql({ userPassword: { secret: 'mysql', keyy: 'hunter2' } })).toThrow(of('userPassword.keyy', unknown()));
  });

  test('props are of no name that there is, and would be silent', () => {
    expect(user({ requireTLS: true })).toThrow(of('users[0].requireTLS', unknown()));
    expect(user({ priviledges: ['SELECT'] })).toThrow(of('users[0].priviledges', unknown()));
    expect(mysql({ tls: { issuer: { name: 'ca', knd: 'Issuer' } } })).toThrow(of('tls.issuer.knd', unknown()));
    expect(mysql({ runAsUser: 1000 })).toThrow(of('runAsUser', "known names, got others: known are rootPassword, tls, name, labels, "));
    expect(mysql({ toString: 'x' })).toThrow(of('toString', "known names, got others: known are rootPassword, tls, name, labels, "));
    expect(user({ passwort: 'hunter2' })).not.toThrow(/hunter2/);
    expect(mysql({ runAsUser: undefined })).not.toThrow();
    expect(mysql({ nodeselector: {}, shopUser: 'a' })).toThrow(of("nodeselector', 'shopUser", "known names, got others: known are "));
  });

  test('many props are wrong: each is one line, and the known names are listed once', () => {
    const wrong = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`prop${n}`, n]));
    const error = errorOf(mysql({ ...wrong, replicas: -1, labels: { 'a b': '', 'c d': '' } }));
    expect(error.split('\n')).toHaveLength(3);
    expect(error.match(/rootPassword, tls, name/g)).toHaveLength(1);
    expect(error).toMatch(/^'labels' of ReplicatedMySQL 'test\/MySQL' must be keys .*, got 'a b', 'c d': /m);
  });

  test('props are not there', () => expect(mysql()).toThrow(of('rootPassword', 'a reference to a Secret, got nothing')));

  test('kinds are wrong, all at once', () => expect(mysql({ databases: 'a', user: 1 })).toThrow(/'databases'.*\n.*'user'|'user'.*\n.*'databases'/));
});
