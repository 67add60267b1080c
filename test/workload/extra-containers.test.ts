import { Size } from 'cdk8s';
import { EnvValue, InitContainer, Probe, SidecarContainer, VolumeSource } from '../../lib/index';
import { containerOf, making, of, podOf } from '../fixtures/web';

const LOGS = { name: 'logs', image: 'logs:2' };
const sidecarOf = (props: Partial<SidecarContainer> = {}) => podOf({ sidecars: [{ ...LOGS, ...props }], emptyDirs: ['/var/log'] }).containers[1];
const initOf = (props: Partial<InitContainer> = {}) => podOf({ initContainers: [{ ...LOGS, ...props }] }).initContainers[0];

test('a sidecar runs beside the app, with as few rights and as much room', () => {
  const { resources, securityContext } = containerOf();
  expect(sidecarOf()).toEqual({ ...LOGS, resources, securityContext });
  expect(podOf({ sidecars: [LOGS] }).containers[0].name).toBe('web');
});

test('a sidecar has what was asked for', () => {
  expect(sidecarOf({
    command: ['ship'], env: { LEVEL: EnvValue.fromValue('info') }, ports: [{ name: 'metrics', port: 2020 }],
    volumeMounts: [{ name: 'scratch-0', mountPath: '/logs', readOnly: true }], livenessProbe: Probe.http('/'),
    memoryLimit: Size.mebibytes(64), runAsUser: 101, runAsGroup: 102,
  })).toMatchObject({
    command: ['ship'],
    env: [{ name: 'LEVEL', value: 'info' }],
    ports: [{ name: 'metrics', containerPort: 2020 }],
    volumeMounts: [{ name: 'scratch-0', mountPath: '/logs', readOnly: true }],
    livenessProbe: { httpGet: { path: '/', port: 2020 } },
    resources: { requests: { memory: '64Mi' }, limits: { memory: '64Mi' } },
    securityContext: { runAsUser: 101, runAsGroup: 102, readOnlyRootFilesystem: true },
  });
});

test('an init container runs before the app, or beside it as well', () => {
  const { resources, securityContext } = containerOf();
  expect(initOf()).toEqual({ ...LOGS, resources, securityContext });
  expect(initOf({ restartPolicy: 'Always', startupProbe: Probe.exec(['true']) }))
    .toEqual({ ...LOGS, restartPolicy: 'Always', startupProbe: { exec: { command: ['true'] } }, resources, securityContext });
});

describe.each(['sidecars', 'initContainers'])('%s', (list) => {
  const failing = (container: object, more: object = {}) => making({ [list]: [{ ...LOGS, ...container }], ...more });
  const field = (name: string, rest: string) => of(`${list}[0].${name}`, rest);

  test('fail when a field cannot be', () => {
    expect(failing({ name: undefined })).toThrow(field('name', 'a DNS label, got nothing'));
    expect(failing({ image: undefined })).toThrow(field('image', "the name of an image, got nothing: for example 'nginx:1.27'"));
    expect(failing({ image: 'a b' })).toThrow(field('image', 'the name of an image'));
    expect(failing({ env: { A: 'b' } })).toThrow(field('env.A', 'made by a function of EnvValue'));
    expect(failing({ runAsUser: 0 })).toThrow(field('runAsUser', 'a whole number of at least 1, got 0'));
    expect(failing({ restartPolicy: 'Never' })).toThrow(field('restartPolicy', list === 'sidecars' ? 'known names' : "'Always', got 'Never'"));
    expect(failing({ memoryLimit: Size.mebibytes(8), memoryRequest: Size.mebibytes(9) })).toThrow(field('memoryLimit', 'at least what is requested, 9Mi'));
  });

  test('fail when a name stands twice in the pod', () => {
    const names = 'sidecars[].name, initContainers[].name';
    expect(failing({ name: 'web' })).toThrow(of(names, "all different, got ['web', 'web']: give each container of the pod a name of its own"));
    expect(making({ sidecars: [LOGS], initContainers: [LOGS] })).toThrow(of(names, "all different, got ['logs', 'logs']"));
  });

  test('fail when they mount what is not there, or two volumes at one path', () => {
    const mount = (name: string) => ({ volumeMounts: [{ name, mountPath: '/a' }] });
    const extraVolumes = [{ name: 'a', source: VolumeSource.emptyDir() }];
    expect(failing(mount('b'))).toThrow(field('volumeMounts[0].name', "the name of a volume of the pod, got 'b': there is none: name one in extraVolumes"));
    expect(failing(mount('b'), { extraVolumes })).toThrow(field('volumeMounts[0].name', "the name of a volume of the pod, got 'b': there are a"));
    expect(failing(mount('a'), { extraVolumes })).not.toThrow();
    for (const mountPath of ['/a', '/a/', '//a']) {
      expect(failing({ volumeMounts: [{ name: 'a', mountPath: '/a' }, { name: 'a', mountPath, subPath: 'b' }] }, { extraVolumes }))
        .toThrow(field('volumeMounts[].mountPath', "all different, got ['/a', '/a']"));
    }
  });
});

test('fails when a container that ends has a probe or a hook', () => {
  const rest = "left out without restartPolicy: 'Always'";
  expect(making({ initContainers: [{ ...LOGS, startupProbe: Probe.exec(['true']) }] })).toThrow(of('initContainers[0].startupProbe', rest));
  expect(making({ initContainers: [{ ...LOGS, preStop: ['true'] }] })).toThrow(of('initContainers[0].preStop', rest));
});

test('fails when a probe asks a container without a port', () => {
  expect(making({ sidecars: [{ ...LOGS, livenessProbe: Probe.tcp() }] }))
    .toThrow(of('sidecars[0].livenessProbe', 'given without a port of the container'));
});
