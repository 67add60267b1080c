import { Testing, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ReplicatedMySQLProps, StatefulWebApp, StatefulWebAppProps } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { Objects, synth } from '../fixtures/mysql';

function web(props: Partial<StatefulWebAppProps> = {}): Objects {
  const scope = chart();
  new StatefulWebApp(scope, 'Web', { image: 'web:1.0', ...props });
  return Testing.synth(scope);
}

const podOf = (objects: Objects) => objects.at(-1).spec.template.spec;
const containersOf = (objects: Objects): k8s.Container[] => [...podOf(objects).initContainers ?? [], ...podOf(objects).containers];
const resourcesOf = (props: Partial<StatefulWebAppProps>) => podOf(web(props)).containers[0].resources;

describe.each([['ReplicatedMySQL', synth], ['StatefulWebApp', web]] as const)('every container of a %s', (_, build) => {
  const containers = containersOf(build());

  test.each(containers.map((container) => [container.name, container] as const))('%s: has requests and limits', (name, { resources }) => {
    expect(Object.keys(resources?.requests ?? {}).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(Object.keys(resources?.limits ?? {}).sort()).toEqual(['ephemeral-storage', 'memory']);
    expect(name).not.toBe('');
  });

  test('has all that the Pod Security level restricted asks for', () => {
    const { securityContext, volumes } = podOf(build({ storage: Size.gibibytes(1), ...build === web ? { mountPath: '/data', emptyDirs: ['/tmp'] } : {} } as never));
    expect(securityContext).toEqual({
      fsGroup: 10999, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 10999, runAsNonRoot: true, runAsUser: 10999, seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const container of containers) {
      expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
      expect(container.ports?.filter(({ hostPort }) => hostPort) ?? []).toEqual([]);
    }
    for (const volume of volumes) expect(['configMap', 'emptyDir', 'projected']).toContain(Object.keys(volume).find((key) => key !== 'name'));
  });

  test('belongs to an account of its own, of which it has no token unless it is the agent', () => {
    const objects = build();
    const account = objects.find(({ kind }) => kind === 'ServiceAccount');
    expect(account).toMatchObject({ automountServiceAccountToken: false, metadata: { name: podOf(objects).serviceAccountName } });
    expect(podOf(objects).automountServiceAccountToken).toBe(false);
    expect(build({ serviceAccountName: 'existing' }).filter(({ kind }) => kind === 'ServiceAccount')).toEqual([]);
  });

  test('can be told to linters by annotations of all objects', () => {
    const annotations = { 'kube-score/ignore': 'container-image-pull-policy' };
    for (const object of build({ annotations })) expect(object.metadata.annotations).toEqual(annotations);
    expect(() => build({ annotations: { 'a b': '' } })).toThrow("'annotations' of ");
  });
});

describe('annotations', () => {
  const message = "must be at most 262144 bytes of keys and values in all, got '262145 bytes': put long values into a ConfigMap";
  const annotations = (size: number) => ({ a: 'x', b: 'é'.repeat((size - 3) / 2) });

  test('fail beyond what Kubernetes takes, in bytes', () => {
    for (const prop of ['annotations', 'podAnnotations']) {
      for (const build of [synth, web]) expect(() => build({ [prop]: annotations(262145) })).toThrow(message);
      expect(() => synth({ [prop]: annotations(262143) })).not.toThrow();
    }
  });
});

describe('the buffer pool', () => {
  const poolsOf = (props: Partial<ReplicatedMySQLProps>) => {
    const { data } = synth(props).find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'mysql');
    return Object.values<string>(data).map((text) => /^innodb.buffer.pool.size=(.*)$/m.exec(text)?.[1]);
  };

  test.each([
    [768, '128M'], [1024, '384M'], [976, '256M'], [1536, '768M'], [2048, '1024M'], [4096, '2048M'], [8192, '5120M'], [65536, '48128M'],
  ])('of %d MiB is %s', (memory, pool) => {
    expect(poolsOf({ memory: Size.mebibytes(memory) })).toEqual([pool, pool]);
  });

  test('is what the user says, by any spelling and for each role', () => {
    expect(poolsOf({ memory: Size.gibibytes(8), settings: { 'innodb-buffer-pool-size': '5G' } })).toEqual(['5G', '5G']);
    expect(poolsOf({ replicaSettings: { innodb_buffer_pool_size: '200M' } })).toEqual(['384M', '200M']);
  });
});

describe('disk of the node', () => {
  const disksOf = (props: Partial<ReplicatedMySQLProps>) => containersOf(synth(props)).map(({ resources }) => resources?.limits?.['ephemeral-storage']);

  test('is bounded for a server, and large where the data is there', () => {
    expect(disksOf({})).toEqual(['1Gi', '1Gi', '256Mi']);
    expect(disksOf({ ephemeral: true })).toEqual(['10Gi', '10Gi', '256Mi']);
    expect(disksOf({ ephemeralStorage: Size.gibibytes(3) })).toEqual(['3Gi', '3Gi', '256Mi']);
  });

  test('is not what large sorts fill: those are on the volume', () => {
    const scripts = synth().find(({ metadata }) => metadata.name === 'mysql-server-scripts').data;
    expect(scripts['server.cnf']).toMatch(/^tmpdir = \/var\/lib\/mysql\/server\/tmp$/m);
  });

  test('fails when it is too little, or no amount', () => {
    const of = (prop: string, construct: string) => `'${prop}' of ${construct} must be `;
    const mysql = of('ephemeralStorage', "ReplicatedMySQL 'test/MySQL'");
    expect(() => synth({ ephemeralStorage: Size.mebibytes(10) })).toThrow(`${mysql}at least what is requested, 64Mi, got '10Mi'`);
    expect(() => synth({ ephemeralStorage: '1 GB' as never })).toThrow(`${mysql}a Size, at least 1Ki, got '1 GB': for example Size.gibibytes(10)`);
    expect(() => web({ ephemeralStorageLimit: Size.mebibytes(1), ephemeralStorageRequest: Size.mebibytes(2) }))
      .toThrow(`${of('ephemeralStorageLimit', "StatefulWebApp 'test/Web'")}at least`);
  });
});

test('a CPU limit limits the agent as well', () => {
  expect(containersOf(synth({ cpuLimit: '2' })).map(({ resources }) => resources?.limits?.cpu)).toEqual(['2', '2', '1']);
});

describe('resources of an app', () => {
  test('are these unless it says others', () => {
    expect(resourcesOf({})).toEqual({
      requests: { 'cpu': '100m', 'memory': '128Mi', 'ephemeral-storage': '64Mi' }, limits: { 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
    });
  });

  test('never contradict what was given', () => {
    expect(resourcesOf({ cpuLimit: '50m', memoryLimit: Size.mebibytes(64), ephemeralStorageLimit: Size.mebibytes(10) }).requests)
      .toEqual({ 'cpu': '50m', 'memory': '64Mi', 'ephemeral-storage': '10Mi' });
    expect(resourcesOf({ memoryRequest: Size.gibibytes(2), ephemeralStorageRequest: Size.gibibytes(5) }).limits).toEqual({ 'memory': '2Gi', 'ephemeral-storage': '5Gi' });
  });

  test('can be taken away', () => {
    expect(resourcesOf({ pod: { containers: [{ name: 'web', resources: {} }] } })).toEqual({});
  });
});

describe('user of an app', () => {
  const userOf = (props: Partial<StatefulWebAppProps>) => {
    const { runAsUser, runAsGroup } = podOf(web(props)).securityContext ?? {};
    return [runAsUser, runAsGroup];
  };

  test('meets no user of the node', () => expect(userOf({})).toEqual([10999, 10999]));
  test('has a group of its own number', () => expect(userOf({ runAsUser: 101 })).toEqual([101, 101]));
  test('is what was given', () => expect(userOf({ runAsUser: 101, runAsGroup: 0 })).toEqual([101, 0]));
  test('is the image\'s where that is wanted', () => expect(userOf({ imageUser: true })).toEqual([undefined, undefined]));
});
