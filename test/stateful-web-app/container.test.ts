import { Probe } from '../../lib/index';
import { containerOf, making, of } from '../fixtures/web';

test('a readiness probe can be switched off', () => {
  expect(containerOf({ readinessProbe: Probe.none() })).not.toHaveProperty('readinessProbe');
});

test('a probe asks the first port unless told otherwise', () => {
  expect(containerOf({ port: 80, readinessProbe: Probe.http('/') }).readinessProbe).toEqual({ httpGet: { path: '/', port: 80 } });
  expect(containerOf({ port: 80, readinessProbe: Probe.http('/', { port: 81 }) }).readinessProbe)
    .toEqual({ httpGet: { path: '/', port: 81 } });
});

test.each(['', 'web 1.0'])("fails when the image is '%s'", (image) => {
  expect(making({ image })).toThrow(of('image', `the name of an image, [registry/]name[:tag][@digest], got '${image}'`));
});

test('fails when imagePullPolicy is not known', () => {
  expect(making({ imagePullPolicy: 'always' })).toThrow(of('imagePullPolicy', "'IfNotPresent' or 'Always' or 'Never', got 'always'"));
});

test.each(['command', 'args', 'preStop', 'postStart'])('fails when a word of %s cannot be carried', (prop) => {
  expect(making({ [prop]: ['run', '\0'] })).toThrow(of(`${prop}[1]`, 'a string without a NUL'));
});

test.each([0, 70000, -1, 80.5])('fails when a port is %s', (port) => {
  expect(making({ port })).toThrow(of('port', `a whole number from 1 to 65535, got ${port}`));
  expect(making({ extraPorts: [{ name: 'more', port }] })).toThrow(of('extraPorts[0].port', `a whole number from 1 to 65535, got ${port}`));
});

test('fails when a name of a port has 16 characters', () => {
  expect(making({ portName: 'sixteen-letters0' })).toThrow(of('portName', 'at most 15 small letters'));
  expect(making({ extraPorts: [{ name: 'sixteen-letters0', port: 1 }] })).toThrow(of('extraPorts[0].name', 'at most 15 small letters'));
});

test('fails when two ports have one name or one number', () => {
  expect(making({ extraPorts: [{ name: 'http', port: 81 }] })).toThrow(of('extraPorts[].name', "all different, got ['http', 'http']"));
  expect(making({ extraPorts: [{ name: 'more', port: 8080 }] }))
    .toThrow(of('extraPorts[].port', "all different, got ['8080/TCP', '8080/TCP']"));
  expect(making({ extraPorts: [{ name: 'more', port: 8080, protocol: 'UDP' }] })).not.toThrow();
});

test('fails when a protocol is not known', () => {
  expect(making({ extraPorts: [{ name: 'more', port: 1, protocol: 'udp' }] }))
    .toThrow(of('extraPorts[0].protocol', "'TCP' or 'UDP' or 'SCTP', got 'udp'"));
});
