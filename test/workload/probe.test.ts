import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as plus33 from 'cdk8s-plus-33';
import { EnvValue, Probe, ProbeOptions } from '../../lib/index';
import { containerOf, making, of } from '../fixtures/web';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];

test('a probe asks by HTTP, TCP, gRPC or a command', () => {
  const probeOf = (livenessProbe: Probe) => containerOf({ livenessProbe }).livenessProbe;
  expect(probeOf(Probe.http('/', { periodSeconds: 5 }))).toEqual({ httpGet: { path: '/', port: 8080 }, periodSeconds: 5 });
  expect(probeOf(Probe.tcp({ port: 81 }))).toEqual({ tcpSocket: { port: 81 } });
  expect(probeOf(Probe.grpc())).toEqual({ grpc: { port: 8080 } });
  expect(probeOf(Probe.exec(['true']))).toEqual({ exec: { command: ['true'] } });
});

test('probes of cdk8s-plus are taken as well', () => {
  const { readinessProbe, livenessProbe } = containerOf({
    port: 81,
    readinessProbe: kplus.Probe.fromHttpGet('/ready', { periodSeconds: Duration.seconds(5) }),
    livenessProbe: kplus.Probe.fromTcpSocket({ port: 82 }),
  });
  expect(readinessProbe).toEqual({ failureThreshold: 3, httpGet: { path: '/ready', port: 81, scheme: 'HTTP' }, periodSeconds: 5 });
  expect(livenessProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 82 } });
});

describe.each([['27', kplus], ['33', plus33 as unknown as typeof kplus]])('probes of cdk8s-plus-%s', (_, { Probe: Plus }) => {
  const given = (probe: unknown, prop = 'livenessProbe') => making({ [prop]: probe });
  const rest = 'a probe that can be written, whose times are Durations of whole seconds, got ';

  test.each(PROBES)('fail when %s has times that are no Durations of whole seconds', (prop) => {
    const every = (periodSeconds: unknown) => given(Plus.fromHttpGet('/', { periodSeconds: periodSeconds as never }), prop);
    expect(every(5)).toThrow(of(prop, `${rest}'this.probeOptions.periodSeconds.toSeconds is not a function': for example { periodSeconds: Duration.seconds(5) }`));
    expect(every(Duration.millis(500))).toThrow(of(prop, `${rest}''500 millis' cannot be converted into a whole number of seconds`));
    expect(every(Duration.seconds(0))).toThrow(of(`${prop}.periodSeconds`, 'a whole number of at least 1, got 0'));
    expect(every(Duration.seconds(5))).not.toThrow();
    expect(given(Plus.fromTcpSocket(null as never), prop)).toThrow(of(prop, rest));
  });

  test('fail when they have a port, a path, a number or a command that cannot be', () => {
    expect(given(Plus.fromHttpGet('/', { port: 99999 }))).toThrow(of('livenessProbe.port', 'a whole number from 1 to 65535, got 99999'));
    expect(given(Plus.fromTcpSocket({ port: 0 }))).toThrow(of('livenessProbe.port', 'a whole number from 1 to 65535, got 0'));
    expect(given(Plus.fromHttpGet('/', { scheme: 'https' as never }))).toThrow(of('livenessProbe.scheme', "'HTTP' or 'HTTPS', got 'https': write 'HTTPS'"));
    expect(given(Plus.fromHttpGet(undefined as never))).toThrow(of('livenessProbe.path', 'a string, got nothing'));
    expect(given(Plus.fromCommand([]))).toThrow(of('livenessProbe.command', 'a command of at least one word'));
    expect(given(Plus.fromCommand(['true'], { failureThreshold: 0 }))).toThrow(of('livenessProbe.failureThreshold', 'a whole number of at least 1, got 0'));
    expect(given(Plus.fromCommand(['true'], { successThreshold: 3 }))).toThrow(of('livenessProbe.successThreshold', '1 for this probe, got 3'));
    expect(given(Plus.fromCommand(['true'], { successThreshold: 3 }), 'readinessProbe')).not.toThrow();
    const sidecar = { name: 'logs', image: 'logs:2', ports: [{ name: 'a', port: 1 }], livenessProbe: Plus.fromTcpSocket({ port: -1 }) };
    expect(making({ sidecars: [sidecar] })).toThrow(of('sidecars[0].livenessProbe.port', 'a whole number from 1 to 65535, got -1'));
  });
});

test('probes of a class that writes none are refused', () => {
  for (const written of [undefined, null]) {
    const Other = class { _toKube() { return written; } };
    expect(making({ livenessProbe: new Other() })).toThrow(of('livenessProbe', 'a probe that can be written'));
  }
});

test('fails when a probe of cdk8s-plus-33 asks by gRPC at a port that cannot be', () => {
  expect(making({ livenessProbe: plus33.Probe.fromGrpc({ port: 99999 }) })).toThrow(of('livenessProbe.port', 'a whole number from 1 to 65535, got 99999'));
});

test.each(PROBES)('fails when %s was not made by its class', (prop) => {
  const rest = 'made by a function of Probe, got an object of class';
  for (const value of [{ path: '/' }, { _toKube: () => ({}) }]) expect(making({ [prop]: value })).toThrow(of(prop, `${rest} Object`));
  expect(making({ [prop]: EnvValue.fromValue('/') })).toThrow(of(prop, `${rest} EnvValue: for example Probe.http('/health')`));
});

test.each(PROBES)('fails when %s has no command', (prop) => {
  const command = (words: unknown) => making({ [prop]: Probe.exec(words as never) });
  expect(command([])).toThrow(of(`${prop}.command`, 'a command of at least one word, got an empty array'));
  expect(command('cat /tmp/ready')).toThrow(of(`${prop}.command`, "an array, got 'cat /tmp/ready': write ['test', '-f', '/tmp/ready']"));
  expect(command(undefined)).toThrow(of(`${prop}.command`, 'an array, got nothing'));
  expect(command([5])).toThrow(of(`${prop}.command[0]`, 'a string, got 5'));
  expect(command(['true'])).not.toThrow();
});

test('fails when a path is none', () => {
  expect(making({ livenessProbe: Probe.http(undefined as never) })).toThrow(of('livenessProbe.path', 'a string, got nothing'));
});

test('fails when options are of another type or name, or cannot be', () => {
  const failing = (options: ProbeOptions | null, prop = 'livenessProbe') => making({ [prop]: Probe.tcp(options as never) });
  const option = (name: string, rest: string, prop = 'livenessProbe') => of(`${prop}${name}`, rest);
  expect(failing(null)).toThrow(option('', 'made with options that are an object, got null: write { periodSeconds: 5 }'));
  expect(failing({ periodSecond: 5 } as ProbeOptions)).toThrow(option('.periodSecond', "known names, got others: known are port, "));
  expect(failing({ port: 0 })).toThrow(option('.port', 'a whole number from 1 to 65535, got 0'));
  expect(failing({ periodSeconds: 0 })).toThrow(option('.periodSeconds', 'a whole number of at least 1, got 0'));
  expect(failing({ periodSeconds: 2 ** 31 })).toThrow(option('.periodSeconds', 'at most 2147483647'));
  expect(failing({ initialDelaySeconds: -1 })).toThrow(option('.initialDelaySeconds', 'a whole number of at least 0, got -1'));
  expect(failing({ successThreshold: 2 })).toThrow(option('.successThreshold', '1 for this probe, got 2: leave it out: only the readinessProbe may ask for more'));
  expect(failing({ successThreshold: 2 }, 'startupProbe')).toThrow(option('.successThreshold', '1 for this probe', 'startupProbe'));
  expect(failing({ successThreshold: 2 }, 'readinessProbe')).not.toThrow();
});
