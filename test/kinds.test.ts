import { Duration } from 'cdk8s';
import { EnvValue, NetworkClient, NetworkDestination, Probe, ReplicatedMySQL, StatefulWebApp } from '../lib';
import { chart } from './parts/charts';
import { ROOT } from './replicated-mysql/set';

// Programs in JavaScript: what the compiler would refuse.
const mysql = (props?: object) => () => new ReplicatedMySQL(chart(), 'MySQL', (props && { ...ROOT, ...props }) as never);
const web = (props?: object) => () => new StatefulWebApp(chart(), 'Web', (props && { image: 'web:1.0', ...props }) as never);
const password = { secret: 'mysql', key: 'shop-password' };
const user = (props: object) => mysql({ database: 'shop', users: [{ name: 'app', password, ...props }] });

describe('a ReplicatedMySQL is refused whose', () => {
  const of = (prop: string, rest: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be ${rest}`;

  test('lists are none', () => {
    expect(mysql({ databases: 'shop' })).toThrow(of('databases', "a list, got 'shop': write ['…']"));
    expect(mysql({ users: { name: 'app', password } })).toThrow(of('users', 'a list, got an object of class Object: write [{ name: '));
    expect(user({ databases: 'shop' })).toThrow(of('users[0].databases', "a list, got 'shop'"));
    expect(user({ privileges: 'SELECT' })).toThrow(of('users[0].privileges', "a list, got 'SELECT': write ['SELECT']"));
    expect(mysql({ clients: 'web' })).toThrow(of('clients', "a list, got 'web': write [NetworkClient.pods({ app: 'web' })]"));
    expect(mysql({ apiServerCidrs: '10.0.0.10/32' })).toThrow(of('apiServerCidrs', "a list, got '10.0.0.10/32': write ['10.0.0.10/32']"));
    expect(mysql({ tls: { secret: 'tls', hosts: 'db.example.com' } })).toThrow(of('tls.hosts', 'a list'));
  });

  test('items are not there, or of another kind', () => {
    expect(mysql({ databases: ['shop', undefined] })).toThrow(of('databases[1]', 'text, got nothing'));
    expect(mysql({ databases: new Array(1) })).toThrow(of('databases[0]', 'text, got nothing'));
    expect(mysql({ users: [undefined] })).toThrow(of('users[0]', 'an object, got nothing: write { name: '));
    expect(mysql({ users: ['app'] })).toThrow(of('users[0]', "an object, got 'app'"));
    expect(user({ privileges: [null] })).toThrow(of('users[0].privileges[0]', 'text, got null: leave it out'));
    expect(user({ name: undefined })).toThrow(of('users[0].name', 'text, got nothing'));
    expect(user({ password: undefined })).toThrow(of('users[0].password', 'a reference to a Secret, got nothing'));
  });

  test('durations are numbers', () => {
    expect(mysql({ discardOldPasswordAfter: 3600 })).toThrow(of('discardOldPasswordAfter', 'a Duration, got 3600: for example Duration.seconds(90)'));
    expect(mysql({ maxLag: '60s' })).toThrow(of('maxLag', "a Duration, got '60s'"));
    expect(mysql({ maxLag: { toSeconds: 60 } })).toThrow(of('maxLag', 'a Duration, got an object of class Object'));
    for (const prop of ['maxLag', 'discardOldPasswordAfter']) {
      expect(mysql({ [prop]: Duration.seconds(1e22) })).toThrow(of(prop, "at most 2147483647 seconds, got '1e+22 s': use Duration."));
      expect(mysql({ [prop]: Duration.seconds(2 ** 31 - 1) })).not.toThrow();
    }
    expect(mysql({ maxLag: Duration.seconds(60) })).not.toThrow();
  });

  test('switches and numbers are texts, or texts numbers', () => {
    expect(mysql({ networkPolicy: 'false' })).toThrow(of('networkPolicy', "true or false, got 'false': write one of them, without quotes"));
    expect(mysql({ replicas: '3' })).toThrow(of('replicas', "a number, got '3': write it without quotes"));
    expect(mysql({ memory: 1024 })).toThrow(of('memory', 'text, got 1024: put it in quotes'));
    expect(mysql({ storage: null })).toThrow(of('storage', 'text, got null: leave it out'));
    expect(mysql({ labels: 'team' })).toThrow(of('labels', "a map, got 'team': write { key: 'value' }"));
  });

  test('maps are instances of Map, whose entries would vanish', () => {
    for (const prop of ['settings', 'labels', 'annotations']) expect(mysql({ [prop]: new Map([['a', 'b']]) }))
      .toThrow(of(prop, "a map, got an object of class Map: write { key: 'value' }"));
    expect(mysql({ tls: new Map([['secret', 'tls']]) })).toThrow(of('tls', 'an object, got an object of class Map'));
  });

  test('clients are destinations', () => {
    const destination = NetworkDestination.pods({ app: 'web' }, 8080);
    expect(mysql({ clients: [destination] }))
      .toThrow(of('clients[0]', 'made by a function of NetworkClient, got an object of class NetworkDestination: for example NetworkClient.pods('));
    expect(mysql({ clients: [NetworkClient.allPods()] })).not.toThrow();
  });

  test('passwords are texts, which no error shows', () => {
    expect(mysql({ rootPassword: 'hunter2' })).toThrow(of('rootPassword', "a reference to a Secret, got 'a text': write { secret: "));
    expect(mysql({ rootPassword: ['hunter2'] })).toThrow(of('rootPassword', "a reference to a Secret, got 'a list': write { secret: "));
    expect(user({ password: 12345678 })).toThrow(of('users[0].password', "a reference to a Secret, got 'a number': write { secret: "));
    expect(user({ password: { secret: 12345678, key: ['hunter2'] } })).toThrow(of('users[0].password.secret', "text, got 'a number': for example 'mysql', the name of a Secret"));
    expect(user({ password: { secret: 12345678, key: ['hunter2'] } })).toThrow(of('users[0].password.key', "text, got 'a list': for example 'password', a key of the Secret"));
    expect(mysql({ rootPassword: { secret: 'my hunter2!', key: 'k' } })).toThrow(of('rootPassword', "the name of a Secret and one of its keys, got 'a text that is no name: k'"));
    expect(mysql({ rootPassword: { secret: 'mysql', key: 'hunter2!' } }))
      .toThrow(of('rootPassword', "the name of a Secret and one of its keys, got 'mysql: a text that is no key'"));
    expect(mysql({ userPassword: { secret: 'mysql', keyy: 'hunter2' } })).toThrow(of('userPassword.keyy', "a name that there is, got 'keyy': for example 'key'"));
  });

  test('props are of no name that there is, and would be silent', () => {
    expect(user({ requireTLS: true })).toThrow(of('users[0].requireTLS', "a name that there is, got 'requireTLS': for example 'requireTls'"));
    expect(user({ priviledges: ['SELECT'] })).toThrow(of('users[0].priviledges', "a name that there is, got 'priviledges': for example 'privileges'"));
    expect(mysql({ tls: { issuer: { name: 'ca', knd: 'Issuer' } } })).toThrow(of('tls.issuer.knd', "a name that there is, got 'knd': for example 'kind'"));
    expect(mysql({ runAsUser: 1000 })).toThrow(of('runAsUser', 'one of rootPassword, database, '));
    expect(mysql({ toString: 'x' })).toThrow(of('toString', 'one of rootPassword, database, '));
    expect(user({ passwort: 'hunter2' })).not.toThrow(/hunter2/);
    expect(mysql({ runAsUser: undefined })).not.toThrow();
  });

  test('props are not there', () => expect(mysql()).toThrow(of('rootPassword', 'a reference to a Secret, got nothing')));

  test('kinds are wrong, all at once', () => expect(mysql({ databases: 'a', user: 1 })).toThrow(/'databases'.*\n.*'user'|'user'.*\n.*'databases'/));
});

describe('a StatefulWebApp is refused whose', () => {
  const of = (prop: string, rest: string) => `'${prop}' of StatefulWebApp 'test/Web' must be ${rest}`;

  test('lists are none', () => {
    expect(web({ command: 'nginx -g' })).toThrow(of('command', "a list, got 'nginx -g'"));
    expect(web({ args: ['-p', 80] })).toThrow(of('args[1]', 'text, got 80: put it in quotes'));
    expect(web({ morePorts: 9090 })).toThrow(of('morePorts', "a list, got 9090: write [{ name: 'metrics', port: 9090 }]"));
    expect(web({ volumes: [{ name: 'data', mountPath: '/data' }] })).toThrow(of('volumes[0].size', 'text, got nothing'));
    expect(web({ morePorts: [{ name: 'metrics' }] })).toThrow(of('morePorts[0].port', 'a number, got nothing: for example 9090, without quotes'));
  });

  test('values were not made by their classes', () => {
    expect(web({ env: { LEVEL: 'info' } })).toThrow(of('env.LEVEL', "made by a function of EnvValue, got 'info': for example EnvValue.fromValue('…')"));
    expect(web({ env: { LEVEL: undefined } })).toThrow(of('env.LEVEL', 'made by a function of EnvValue, got nothing'));
    expect(web({ readinessProbe: { path: '/' } })).toThrow(of('readinessProbe', 'made by a function of Probe, got an object of class Object'));
    expect(web({ readinessProbe: { _options: {} } })).toThrow(of('readinessProbe', 'made by a function of Probe, got an object of class Object'));
    expect(web({ updateStrategy: 'OnDelete' })).toThrow(of('updateStrategy', "made by a function of UpdateStrategy, got 'OnDelete'"));
    expect(web({ env: { LEVEL: Probe.tcp() } })).toThrow(of('env.LEVEL', 'made by a function of EnvValue, got an object of class Probe'));
    expect(web({ readinessProbe: EnvValue.fromValue('/') })).toThrow(of('readinessProbe', 'made by a function of Probe, got an object of class EnvValue'));
    expect(web({ updateStrategy: Probe.tcp() })).toThrow(of('updateStrategy', 'made by a function of UpdateStrategy, got an object of class Probe'));
    expect(web({ clients: [NetworkDestination.namespace('db', 3306)] }))
      .toThrow(of('clients[0]', 'made by a function of NetworkClient, got an object of class NetworkDestination'));
    expect(web({ destinations: [NetworkClient.allPods()] })).toThrow(of('destinations[0]', 'made by a function of NetworkDestination, got an object of class NetworkClient'));
    expect(web({ restartOn: ['web'] })).toThrow(of('restartOn[0]', 'made by new ConfigMap() of this package'));
  });

  test('pod is of another kind, as far as anything is made of it', () => {
    const containers = (container: object) => web({ pod: { containers: [{ name: 'web', ...container }] } });
    expect(containers({ env: { A: 'b' } })).toThrow(of('pod.containers[0].env', "a list, got an object of class Object: write [{ name: '…', value: '…' }]"));
    expect(web({ pod: { containers: 'x' } })).toThrow(of('pod.containers', "a list, got 'x': write [{ name: '…', image: '…' }]"));
    expect(web({ pod: { containers: [null] } })).toThrow(of('pod.containers[0]', 'an object, got null: leave it out'));
    expect(web({ pod: { volumes: {} } })).toThrow(of('pod.volumes', 'a list, got an object of class Object'));
    expect(web({ pod: { initContainers: {} } })).toThrow(of('pod.initContainers', 'a list, got an object of class Object'));
    expect(web({ pod: { containers: [], tolerations: [{ key: 'a' }], newerThanThis: true } })).not.toThrow();
    expect(containers({ newerThanThis: true })).not.toThrow();
  });

  test('props are of no name that there is, and would be silent', () => {
    expect(web({ Image: 'web:2.0' })).toThrow(of('Image', "a name that there is, got 'Image': for example 'image'"));
    expect(web({ volumes: [{ name: 'data', size: '1Gi', mountPath: '/data', readonly: true }] })).toThrow(of('volumes[0].readonly', 'a name that there is'));
    expect(web({ morePorts: [{ name: 'metrics', port: 9090, targetPort: 90 }] }))
      .toThrow(of('morePorts[0].targetPort', "one of name, port, protocol, got 'targetPort': leave it out"));
  });

  test('props are not there', () => expect(web()).toThrow(of('image', "text, got nothing: for example 'nginx:1.27'")));
});
