import { Probe, StatefulWebApp, StatefulWebAppProps, UpdateStrategy } from '../lib';
import { chart } from './parts/charts';

const failing = (props: Partial<StatefulWebAppProps>) => () => new StatefulWebApp(chart(), 'Web', { image: 'web:1.0', ...props });
const of = (prop: string, rest: string) => `'${prop}' of StatefulWebApp 'test/Web' must be ${rest}`;

test.each([0, -1, 2.5, NaN])('fails when replicas is %s', (replicas) => {
  expect(failing({ replicas })).toThrow(of('replicas', `a whole number of at least 1, got ${replicas}: to stop an app for a while, use kubectl scale --replicas=0`));
});

test.each(['w'.repeat(53), 'Web', 'we.b', ''])("fails when the name is '%s'", (name) => {
  expect(failing({ name })).toThrow(of('name', 'at most 52 small letters'));
});

test('fails when the name cannot be that of a Service', () => {
  expect(failing({ name: '1web' })).toThrow(of('name', 'at most 63 small letters, digits and hyphens, beginning with a letter'));
  expect(failing({ name: '1web', serviceName: 'web' })).not.toThrow();
  expect(failing({ serviceName: 'We' })).toThrow(of('serviceName', 'at most 63'));
  expect(failing({ balancedName: 'We' })).toThrow(of('balancedName', 'at most 63'));
});

test('fails when both Services have one name', () => {
  expect(failing({ balancedName: 'web' })).toThrow(of('balancedName', "another name than that of the headless Service, got 'web'"));
});

test('fails when a label contradicts the selector', () => {
  expect(failing({ labels: { app: 'other' } })).toThrow(of('labels.app', "'web' as in the selector, got 'other': leave it out, or give a selector of your own"));
});

test.each(['', 'web 1.0'])("fails when the image is '%s'", (image) => {
  expect(failing({ image })).toThrow(of('image', `the name of an image, [registry/]name[:tag][@digest], got '${image}'`));
});

test('fails in the words of the app when names, labels, annotations or commands are not valid', () => {
  expect(failing({ containerName: 'my.app' })).toThrow(of('containerName', 'at most 63 small letters'));
  for (const prop of ['labels', 'podLabels', 'serviceLabels', 'selector']) expect(failing({ [prop]: { a: 'b c' } })).toThrow(of(`${prop}.a`, 'empty, or'));
  for (const prop of ['annotations', 'podAnnotations']) expect(failing({ [prop]: { 'a b': '' } })).toThrow(of(prop, 'keys of'));
  for (const prop of ['command', 'args', 'preStop']) expect(failing({ [prop]: ['run', '\0'] })).toThrow(of(`${prop}[1]`, 'text that YAML carries'));
  expect(failing({ selector: {} })).toThrow(of('selector', "at least one label, got 'none': leave it out"));
  expect(failing({ podLabels: { app: 'other' } })).toThrow(of('podLabels.app', "'web' as in the selector, got 'other'"));
  expect(failing({ imagePullSecrets: ['A B'] })).toThrow(of('imagePullSecrets[0]', 'at most 253'));
  expect(failing({ claimsWhenScaled: 'Keep' as never })).toThrow(of('claimsWhenScaled', "'Retain' or 'Delete', got 'Keep': choose one of these"));
});

test('fails when imagePullPolicy is not known', () => {
  expect(failing({ imagePullPolicy: 'always' })).toThrow(of('imagePullPolicy', "'IfNotPresent' or 'Always' or 'Never', got 'always'"));
});

test.each([0, 70000, -1, 80.5])('fails when a port is %s', (port) => {
  expect(failing({ port })).toThrow(of('port', `a whole number from 1 to 65535, got ${port}`));
  expect(failing({ morePorts: [{ name: 'more', port }] })).toThrow(of('morePorts[0].port', `a whole number from 1 to 65535, got ${port}`));
});

test('fails when a name of a port has 16 characters', () => {
  expect(failing({ portName: 'sixteen-letters0' })).toThrow(of('portName', 'at most 15 small letters'));
  expect(failing({ morePorts: [{ name: 'sixteen-letters0', port: 1 }] })).toThrow(of('morePorts[0].name', 'at most 15 small letters'));
});

test('fails when two ports have one name or one number', () => {
  expect(failing({ morePorts: [{ name: 'http', port: 81 }] })).toThrow(of('morePorts[].name', "all different, got 'http', 'http'"));
  expect(failing({ morePorts: [{ name: 'more', port: 8080 }] })).toThrow(of('morePorts[].port', "all different, got '8080/TCP', '8080/TCP'"));
  expect(failing({ morePorts: [{ name: 'more', port: 8080, protocol: 'UDP' }] })).not.toThrow();
});

test('fails when a protocol is not known', () => {
  expect(failing({ morePorts: [{ name: 'more', port: 1, protocol: 'udp' }] })).toThrow(of('morePorts[0].protocol', "'TCP' or 'UDP' or 'SCTP', got 'udp'"));
});

test.each(['10 GB', '0', '-1Gi', '100m'])("fails when storage is '%s'", (size) => {
  expect(failing({ storage: size, mountPath: '/data' })).toThrow(of('storage', 'a quantity of bytes above zero'));
  expect(failing({ volumes: [{ name: 'data', size, mountPath: '/data' }] })).toThrow(of('volumes[0].size', 'a quantity of bytes above zero'));
});

test('fails when storage has no mountPath, or mountPath no storage', () => {
  expect(failing({ storage: '1Gi' })).toThrow(of('mountPath', 'given with storage, got nothing'));
  expect(failing({ mountPath: '/data' })).toThrow(of('storage', 'given with mountPath, got nothing'));
});

test('fails when two volumes are mounted at one path', () => {
  expect(failing({ storage: '1Gi', mountPath: '/tmp', scratch: ['/tmp'] })).toThrow(of('mountPath', "all different, got '/tmp', '/tmp': mount one volume in a folder"));
});

test('fails when two volumes have one name', () => {
  expect(failing({ storage: '1Gi', mountPath: '/a', volumes: [{ name: 'data', size: '1Gi', mountPath: '/b' }] }))
    .toThrow(of('volumes[].name', "all different, got 'data', 'data': the one of storage is called 'data': give each volume a name of its own"));
});

test('fails when cpu or memory is not a quantity', () => {
  expect(failing({ cpuRequest: '1 core' })).toThrow(of('cpuRequest', "a quantity such as '500m', '2' or '1Gi', got '1 core'"));
  expect(failing({ cpuLimit: '-1' })).toThrow(of('cpuLimit', 'a quantity'));
  expect(failing({ memoryRequest: '64m' }))
    .toThrow(of('memoryRequest', "a quantity of bytes such as '1Gi' or '512Mi', got '64m': 'm' means a thousandth, write '64Mi'"));
  expect(failing({ memoryLimit: '1 GB' })).toThrow(of('memoryLimit', 'a quantity of bytes'));
});

test.each(['memoryRequest', 'memoryLimit', 'cpuLimit'])('fails when %s is more than can be counted', (prop) => {
  expect(failing({ [prop]: '1e30' })).toThrow(of(prop, "less than 8Ei, the most that Kubernetes counts, got '1e30': choose a smaller one"));
});

test('memory may be 0, and a limit of 0 is not below a request of 0', () => {
  expect(failing({ memoryRequest: '0', memoryLimit: '0' })).not.toThrow();
  expect(failing({ memoryRequest: '0Mi', memoryLimit: '1Gi' })).not.toThrow();
  expect(failing({ memoryRequest: '64Mi', memoryLimit: '0' })).toThrow(of('memoryLimit', 'at least what is requested, 64Mi'));
});

test('fails when a label or annotation of a claim is not valid', () => {
  const volume = { name: 'data', size: '1Gi', mountPath: '/data' };
  expect(failing({ volumes: [{ ...volume, labels: { a: 'b c' } }] })).toThrow(of('volumes[0].labels.a', 'empty, or'));
  expect(failing({ volumes: [{ ...volume, annotations: { 'a b': '' } }] })).toThrow(of('volumes[0].annotations', 'keys of'));
  expect(failing({ volumes: [{ ...volume, name: 'my.data' }] })).toThrow(of('volumes[0].name', 'at most 63 small letters'));
  expect(failing({ volumes: [{ ...volume, accessModes: ['RWO'] }] })).toThrow(of('volumes[0].accessModes[0]', "'ReadWriteOnce' or"));
  expect(failing({ volumes: [{ ...volume, storageClassName: 'A B' }] })).toThrow(of('volumes[0].storageClassName', 'at most 253'));
});

test('fails when a probe has a number that cannot be', () => {
  expect(failing({ readinessProbe: Probe.tcp({ port: 0 }) })).toThrow(of('readinessProbe.port', 'a whole number from 1 to 65535, got 0'));
  expect(failing({ livenessProbe: Probe.tcp({ periodSeconds: 0 }) })).toThrow(of('livenessProbe.periodSeconds', 'a whole number of at least 1, got 0'));
  expect(failing({ startupProbe: Probe.tcp({ initialDelaySeconds: -1 }) })).toThrow(of('startupProbe.initialDelaySeconds', 'a whole number of at least 0, got -1'));
  expect(failing({ livenessProbe: Probe.tcp({ successThreshold: 2 }) })).toThrow(of('livenessProbe.successThreshold', '1 for this probe, got 2'));
  expect(failing({ readinessProbe: Probe.tcp({ successThreshold: 2 }) })).not.toThrow();
});

test('fails when a partition lies beyond the replicas', () => {
  expect(failing({ updateStrategy: UpdateStrategy.partition(2) })).not.toThrow();
  expect(failing({ updateStrategy: UpdateStrategy.partition(3) })).toThrow(of('updateStrategy', 'a partition of at most 2, the number of replicas, got 3'));
  expect(failing({ updateStrategy: UpdateStrategy.partition(-1) })).toThrow(of('updateStrategy', 'a whole number of at least 0, got -1'));
  expect(failing({ updateStrategy: UpdateStrategy.canary(0.5) })).toThrow(of('updateStrategy', 'a whole number of at least 0, got 1.5'));
});

test.each(['minReadySeconds', 'revisionHistoryLimit', 'terminationGracePeriodSeconds', 'runAsUser', 'runAsGroup', 'fsGroup'])('fails when %s is below zero', (prop) => {
  expect(failing({ [prop]: -1 })).toThrow(of(prop, 'a whole number of at least 0, got -1'));
});

test('fails when seccompProfile is not known', () => {
  expect(failing({ seccompProfile: 'Default' })).toThrow(of('seccompProfile', "'RuntimeDefault' or 'Unconfined', got 'Default'"));
});

test('fails when the app must run as root but may not', () => {
  expect(failing({ runAsUser: 0 })).toThrow(of('runAsUser', 'above 0, got 0: for an app that needs root say runAsNonRoot: false'));
  expect(failing({ runAsUser: 0, runAsNonRoot: false })).not.toThrow();
});

test('fails with all that is wrong at once', () => {
  const error = (() => {
    try {
      failing({ name: 'W', replicas: 0, image: '', port: 0, storage: '0' })();
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return '';
  })();
  expect(error.split('\n').map((line) => line.split("'")[1])).toEqual(['name', 'replicas', 'image', 'port', 'storage', 'mountPath']);
});

test.each([
  ['250m', '0.5'], ['1', '1500m'], ['0', '1m'],
])('fails when the CPU limit is %s and the request %s', (cpuLimit, cpuRequest) => {
  expect(failing({ cpuLimit, cpuRequest })).toThrow(of('cpuLimit', `at least what is requested, ${cpuRequest}, got '${cpuLimit}'`));
});

test('fails when the memory limit is below the request, in whatever units', () => {
  expect(failing({ memoryLimit: '1G', memoryRequest: '1Gi' })).toThrow(of('memoryLimit', "at least what is requested, 1Gi, got '1G'"));
  expect(failing({ memoryLimit: '1Gi', memoryRequest: '1073741824' })).not.toThrow();
  expect(failing({ memoryLimit: '2e9', memoryRequest: '1Gi' })).not.toThrow();
});

test.each(['runAsUser', 'runAsGroup', 'fsGroup'])('fails when %s is more than the API server takes', (prop) => {
  expect(failing({ [prop]: 2 ** 31 })).toThrow(of(prop, 'at most 2147483647, got 2147483648'));
});

test.each(['priorityClassName', 'serviceAccountName', 'storageClassName'])('fails when %s is no name', (prop) => {
  expect(failing({ [prop]: 'Very High' })).toThrow(of(prop, 'at most 253 small letters'));
  expect(failing({ [prop]: 'Very High' })).toThrow("got 'Very High': for example 'very-high'");
});

test('fails when a Secret or ConfigMap of variables has no name', () => {
  expect(failing({ envFromSecrets: ['ok', 'A B'] })).toThrow(of('envFromSecrets[1]', 'at most 253'));
  expect(failing({ envFromConfigMaps: [''] })).toThrow(of('envFromConfigMaps[0]', 'at most 253'));
});

test.each(['../x', '/x', 'a/../b', '..'])("fails when a subPath is '%s'", (subPath) => {
  const volumes = [{ name: 'data', size: '1Gi', mountPath: '/data', subPath }];
  expect(failing({ volumes })).toThrow(of('volumes[0].subPath', `a path within the volume, got '${subPath}'`));
});
