import { Size } from 'cdk8s';
import { ClaimRetention, VolumeSource } from '../../lib/index';
import { containerOf, making, of, podOf, setOf } from '../fixtures/web';

const GIB = Size.gibibytes(1);
const STORAGE = { storage: GIB, mountPath: '/data' };
const VOLUME = { name: 'log', size: GIB, mountPath: '/log' };
const claimsOf = (props: Parameters<typeof setOf>[0]) => setOf(props).spec.volumeClaimTemplates;

test('storage and mountPath are one volume, in front of all others', () => {
  const props = { ...STORAGE, volumes: [{ ...VOLUME, size: Size.mebibytes(1500) }] };
  expect(claimsOf(props).map(({ metadata, spec }: never) => [metadata['name'], spec['resources']['requests']['storage']]))
    .toEqual([['data', '1Gi'], ['log', '1500Mi']]);
  expect(containerOf(props).volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }, { name: 'log', mountPath: '/log' }]);
});

test('claims are kept when the app is deleted or scaled down, unless told otherwise', () => {
  const retentionOf = (props: object) => setOf(props).spec.persistentVolumeClaimRetentionPolicy;
  expect(retentionOf(STORAGE)).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  expect(retentionOf({ ...STORAGE, claimsWhenScaled: ClaimRetention.DELETE })).toEqual({ whenDeleted: 'Retain', whenScaled: 'Delete' });
  expect(retentionOf({})).toBeUndefined();
});

test('all claims carry claimLabels and claimAnnotations, and those of a volume its own as well', () => {
  const volumes = [{ ...VOLUME, labels: { tier: 'log' }, annotations: { note: 'log' } }];
  const claims = claimsOf({ ...STORAGE, volumes, claimLabels: { team: 'web' }, claimAnnotations: { backup: 'daily' } });
  expect(claims.map(({ metadata }: never) => metadata)).toEqual([
    { name: 'data', labels: { team: 'web' }, annotations: { backup: 'daily' } },
    { name: 'log', labels: { team: 'web', tier: 'log' }, annotations: { backup: 'daily', note: 'log' } },
  ]);
});

test('volumes belong to the group that the app runs as, so that it can read the files of a Secret as well', () => {
  const groupOf = (props: object) => podOf({ ...STORAGE, ...props }).securityContext.fsGroup;
  expect([groupOf({}), groupOf({ runAsUser: 101 }), groupOf({ runAsUser: 101, runAsGroup: 102 }), groupOf({ fsGroup: 103 })])
    .toEqual([10999, 101, 102, 103]);
  expect(groupOf({ imageUser: true })).toBe(10999);
  expect(podOf({ extraVolumes: [{ name: 'a', source: VolumeSource.secret('a') }] }).securityContext.fsGroup).toBe(10999);
  expect(podOf({}).securityContext).not.toHaveProperty('fsGroup');
});

test('extra volumes are mounted where they say so, and are there for sidecars in any case', () => {
  const extraVolumes = [
    { name: 'settings', source: VolumeSource.configMap('web'), mountPath: '/etc/web', readOnly: true },
    { name: 'shared', source: VolumeSource.emptyDir() },
  ];
  const pod = podOf({ emptyDirs: ['/tmp'], extraVolumes });
  expect(pod.volumes).toEqual([{ name: 'scratch-0', emptyDir: {} }, { name: 'settings', configMap: { name: 'web' } }, { name: 'shared', emptyDir: {} }]);
  expect(pod.containers[0].volumeMounts)
    .toEqual([{ name: 'scratch-0', mountPath: '/tmp' }, { name: 'settings', mountPath: '/etc/web', readOnly: true }]);
});

test.each([['storage', (storage: Size) => ({ storage, mountPath: '/data' })], ['volumes[0].size', (size: Size) => ({ volumes: [{ ...VOLUME, size }] })]] as const)(
  'fails when %s is none', (prop, props) => {
    expect(making(props(Size.kibibytes(0)))).toThrow(of(prop, "at least 1Ki, got '0Ki': choose another size"));
    expect(making(props(Size.kibibytes(2 ** 53)))).toThrow(of(prop, 'whole bytes, and less than 8Ei'));
    expect(making(props('10Gi' as never))).toThrow(of(prop, "a Size, at least 1Ki, got '10Gi': for example Size.gibibytes(10)"));
  });

test('fails when storage has no mountPath, or mountPath no storage', () => {
  expect(making({ storage: GIB })).toThrow(of('mountPath', 'given with storage, got nothing'));
  expect(making({ mountPath: '/data' })).toThrow(of('storage', 'given with mountPath, got nothing'));
});

test('fails when two volumes are mounted at one path', () => {
  const rest = "all different, got ['/data', '/data']: use one directory a volume";
  expect(making({ ...STORAGE, emptyDirs: ['/data'] })).toThrow(of('mountPath', rest));
  expect(making({ ...STORAGE, extraVolumes: [{ name: 'a', source: VolumeSource.secret('a'), mountPath: '/data' }] }))
    .toThrow(of('mountPath', rest));
});

test.each(['/data/', '//data', '/data/.', '/data/../data', 'data'])('%s is the directory /data', (other) => {
  const rest = "all different, got ['/data', '/data']: use one directory a volume";
  expect(making({ ...STORAGE, emptyDirs: [other] })).toThrow(of('mountPath', rest));
  expect(making({ ...STORAGE, extraVolumes: [{ name: 'a', source: VolumeSource.emptyDir(), mountPath: other }] })).toThrow(of('mountPath', rest));
  expect(making({ ...STORAGE, volumes: [{ ...VOLUME, mountPath: other }] })).toThrow(of('mountPath', rest));
  expect(making({ emptyDirs: ['/data', other] })).toThrow(of('mountPath', rest));
  const pod = { containers: [{ name: 'web', volumeMounts: [{ name: 'scratch-0', mountPath: other }] }] };
  expect(making({ ...STORAGE, emptyDirs: ['/tmp'], pod })).toThrow("must be all different, got ['/data', '/data']");
});

test('a directory within another one is mounted', () => {
  expect(making({ ...STORAGE, emptyDirs: ['/data/cache', '/data-2'] })).not.toThrow();
});

test('fails when two volumes have one name', () => {
  const rest = (name: string) => of('volumes[].name, extraVolumes[].name', `all different, got ['${name}', '${name}']: that of storage is called 'data'`);
  expect(making({ ...STORAGE, volumes: [{ ...VOLUME, name: 'data' }] })).toThrow(rest('data'));
  expect(making({ emptyDirs: ['/tmp'], volumes: [{ ...VOLUME, name: 'scratch-0' }] })).toThrow(rest('scratch-0'));
  expect(making({ emptyDirs: ['/tmp'], volumes: [{ ...VOLUME, name: 'scratch-1' }] })).not.toThrow();
  expect(making({ volumes: [VOLUME], extraVolumes: [{ name: 'log', source: VolumeSource.secret('a') }] })).toThrow(rest('log'));
});

test('fails when a volume is not valid', () => {
  const volume = (props: object) => making({ volumes: [{ ...VOLUME, ...props }] });
  expect(volume({ labels: { a: 'b c' } })).toThrow(of('volumes[0].labels.a', 'empty, or'));
  expect(volume({ annotations: { 'a b': '' } })).toThrow(of('volumes[0].annotations', 'keys of'));
  expect(volume({ name: 'my.data' })).toThrow(of('volumes[0].name', 'at most 63 small letters'));
  expect(volume({ accessModes: ['RWO'] })).toThrow(of('volumes[0].accessModes[0]', "'ReadWriteOnce' or"));
  expect(volume({ accessModes: [] })).toThrow(of('volumes[0].accessModes', "at least one, got an empty array: leave it out for ['ReadWriteOnce']"));
  expect(volume({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] })).toThrow(of('volumes[0].accessModes', 'ReadWriteOncePod alone, or others'));
  expect(volume({ accessModes: ['ReadWriteMany', 'ReadWriteOnce'] })).not.toThrow();
  expect(volume({ storageClassName: 'A B' })).toThrow(of('volumes[0].storageClassName', 'at most 253'));
});

test.each(['../x', '/x', 'a/../b', '..'])("fails when a subPath is '%s'", (subPath) => {
  expect(making({ volumes: [{ ...VOLUME, subPath }] })).toThrow(of('volumes[0].subPath', `a path within the volume, got '${subPath}'`));
});

test.each(['', '/', '//', '.', '/data/..', '/data:ro'])("fails when something is mounted at '%s'", (directory) => {
  const rest = `a directory of the container, not all of it, without a colon, got '${directory}': for example '/data'`;
  expect(making({ storage: GIB, mountPath: directory })).toThrow(of('mountPath', rest));
  expect(making({ emptyDirs: ['/tmp', directory] })).toThrow(of('emptyDirs[1]', rest));
  expect(making({ volumes: [{ ...VOLUME, mountPath: directory }] })).toThrow(of('volumes[0].mountPath', rest));
});

test('fails when a retention is not known', () => {
  expect(making({ claimsWhenScaled: 'Keep' })).toThrow(of('claimsWhenScaled', "'Retain' or 'Delete', got 'Keep': choose one of these"));
});
