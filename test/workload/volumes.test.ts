import { Size } from 'cdk8s';
import { VolumeSource } from '../../lib/index';
import { making, of, podOf } from '../fixtures/web';

const volumeOf = (source: VolumeSource) => podOf({ extraVolumes: [{ name: 'a', source }] }).volumes[0];
const failing = (source: unknown, more: object = {}) => making({ extraVolumes: [{ name: 'a', source, ...more }] });
const source = (prop: string, rest: string) => of(`extraVolumes[0].source${prop}`, rest);
const FILES = { items: { 'tls.crt': 'server.crt' }, defaultMode: 0o440, optional: true };
const WRITTEN = { items: [{ key: 'tls.crt', path: 'server.crt' }], defaultMode: 0o440, optional: true };

test.each([
  ['a ConfigMap', VolumeSource.configMap('web'), { configMap: { name: 'web' } }],
  ['files of a ConfigMap', VolumeSource.configMap('web', FILES), { configMap: { name: 'web', ...WRITTEN } }],
  ['a Secret', VolumeSource.secret('web', FILES), { secret: { secretName: 'web', ...WRITTEN } }],
  ['a claim', VolumeSource.claim('web', true), { persistentVolumeClaim: { claimName: 'web', readOnly: true } }],
  ['an empty directory', VolumeSource.emptyDir(), { emptyDir: {} }],
  ['memory', VolumeSource.emptyDir({ sizeLimit: Size.mebibytes(64), inMemory: true }), { emptyDir: { sizeLimit: '64Mi', medium: 'Memory' } }],
  ['an ephemeral claim', VolumeSource.ephemeralClaim(Size.gibibytes(5), { storageClassName: 'fast', accessMode: 'ReadWriteOncePod' }), {
    ephemeral: {
      volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOncePod'], storageClassName: 'fast', resources: { requests: { storage: '5Gi' } } } },
    },
  }],
  ['anything that Kubernetes knows', VolumeSource.of({ name: 'other', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true } }), {
    csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true },
  }],
])('a volume may hold %s', (_, volume, written) => expect(volumeOf(volume)).toEqual({ name: 'a', ...written }));

test('fails when the source was not made by its class, or of names that cannot be', () => {
  expect(failing('web')).toThrow(source('', "made by a function of VolumeSource, got 'web': for example VolumeSource.configMap('web')"));
  expect(failing({ configMap: { name: 'web' } })).toThrow(source('', 'made by a function of VolumeSource, got an object of class Object'));
  expect(failing(VolumeSource.configMap('A B'))).toThrow(source('.name', 'at most 253'));
  expect(failing(VolumeSource.secret(undefined as never))).toThrow(source('.name', 'the name of an object, got nothing'));
  expect(failing(VolumeSource.claim('A B'))).toThrow(source('.name', 'at most 253'));
  expect(failing(VolumeSource.secret('a', { defaultMode: 0o1777 }))).toThrow(source('.defaultMode', 'a whole number from 0 to 511'));
  expect(failing(VolumeSource.secret('a', { mode: 0o440 } as never))).toThrow(source('.mode', "known names, got others"));
  expect(failing(VolumeSource.emptyDir({ sizeLimit: '1Gi' as never }))).toThrow(source('.sizeLimit', "a Size, at least 1Ki, got '1Gi'"));
  expect(failing(VolumeSource.ephemeralClaim(undefined as never))).toThrow(source('.size', 'a Size, at least 1Ki, got nothing'));
  expect(failing(VolumeSource.ephemeralClaim(Size.gibibytes(1), { accessMode: 'ReadWriteMany' }))).toThrow(source('.accessMode', "'ReadWriteOnce' or"));
  expect(failing(VolumeSource.emptyDir(null as never))).toThrow(source('', 'made with options that are an object, got null: write { inMemory: true }'));
  expect(failing(VolumeSource.of(null as never))).toThrow(source('.volume', 'an object, got null'));
});

test('fails when a file is none of the volume', () => {
  for (const path of ['../b', '/b', '', '..b', 'a/../b']) {
    for (const make of [VolumeSource.configMap, VolumeSource.secret]) {
      expect(failing(make('c', { items: { a: path } }))).toThrow(source('.items.a', `a path within the volume, got '${path}'`));
    }
    expect(failing(VolumeSource.of({ name: 'a', secret: { secretName: 'c', items: [{ key: 'a', path }] } })))
      .toThrow(source('.volume.secret.items[0].path', 'a path within the volume'));
  }
  expect(failing(VolumeSource.configMap('c', { items: { a: 'a/..b' } }))).not.toThrow();
});

test('fails when a volume has two sources, or a kind of directory that there is not', () => {
  const two = { name: 'a', emptyDir: {}, configMap: { name: 'c' } };
  expect(failing(VolumeSource.of(two))).toThrow(source('.volume', "a volume of one source, got ['emptyDir', 'configMap']: make a volume for each of them"));
  expect(making({ pod: { containers: [], volumes: [two] } })).toThrow(of('pod.volumes[0]', 'a volume of one source'));
  const directory = (type: string) => failing(VolumeSource.of({ name: 'a', hostPath: { path: '/a', type } }));
  expect(directory('Directoryy')).toThrow(source('.volume.hostPath.type', "'BlockDevice' or "));
  expect(failing(VolumeSource.of({ name: 'a', hostPath: { path: '/a/../b' } }))).toThrow(source('.volume.hostPath.path', "a path without '..'"));
  for (const type of ['', 'Directory']) expect(directory(type)).not.toThrow();
  expect(failing(VolumeSource.of({ name: 'a', emptydir: {} } as never))).toThrow(source('.volume.emptydir', 'a field that a Volume has'));
});

test('fails when the volume itself is not valid', () => {
  const { emptyDir } = VolumeSource;
  expect(failing(emptyDir(), { name: 'A' })).toThrow(of('extraVolumes[0].name', 'at most 63'));
  expect(failing(emptyDir(), { mountPath: '/' })).toThrow(of('extraVolumes[0].mountPath', 'a directory of the container'));
  expect(failing(emptyDir(), { mountPath: '/a', subPath: '../b' })).toThrow(of('extraVolumes[0].subPath', 'a path within the volume'));
});
