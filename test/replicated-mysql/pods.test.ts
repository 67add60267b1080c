import { k8s } from 'cdk8s-plus-27';
import { ClaimRetention, EnvValue, NetworkClient, ReplicatedMySQLProps, VolumeSource } from '../../lib';
import { Objects, synth } from '../fixtures/mysql';

type Container = Required<k8s.Container>;

const statefulSet = (objects: Objects) => objects.find((object) => object.kind === 'StatefulSet');
const serviceOf = (props: Partial<ReplicatedMySQLProps>, name: string) => synth(props).find((object) => object.kind === 'Service' && object.metadata.name === name);
const podOf = (props: Partial<ReplicatedMySQLProps> = {}) => statefulSet(synth(props)).spec.template.spec;
const containerOf = (props: Partial<ReplicatedMySQLProps>, name: string): Container =>
  [...podOf(props).initContainers, ...podOf(props).containers].find((container: Container) => container.name === name);
const labelSelector = { matchLabels: { app: 'mysql' } };
const exporter = { name: 'exporter', image: 'prom/mysqld-exporter:v0.17.2' };

describe('where servers run', () => {
  test('nodeSelector and tolerations are written as they are', () => {
    const tolerations = [{ key: 'dedicated', operator: 'Equal', value: 'mysql', effect: 'NoSchedule' }];
    expect(podOf({ nodeSelector: { disk: 'ssd' }, tolerations })).toMatchObject({ nodeSelector: { disk: 'ssd' }, tolerations });
  });

  test('affinity and topologySpreadConstraints add to the spread', () => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'batch' } } };
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'ssd', operator: 'Exists' }] }] } };
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    const rack = { topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 };
    const pod = podOf({ affinity: { nodeAffinity, podAntiAffinity }, topologySpreadConstraints: [rack] });
    const spread = podOf();
    expect(pod.affinity).toEqual({ nodeAffinity, podAntiAffinity: { ...podAntiAffinity, ...spread.affinity.podAntiAffinity } });
    expect(pod.topologySpreadConstraints).toEqual([...spread.topologySpreadConstraints, { ...rack, labelSelector }]);
    expect(spread.topologySpreadConstraints).toHaveLength(2);
  });

  test('without the spread there is what was asked for alone', () => {
    const rack = { topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 };
    const pod = podOf({ spread: false, topologySpreadConstraints: [rack] });
    expect([pod.affinity, pod.topologySpreadConstraints]).toEqual([undefined, [{ ...rack, labelSelector }]]);
  });
});

test('podLabels reach pods and no selector', () => {
  const objects = synth({ podLabels: { scrape: 'yes' }, clients: [NetworkClient.allPods()] });
  expect(statefulSet(objects).spec.template.metadata.labels).toEqual({ app: 'mysql', scrape: 'yes' });
  expect(objects.filter((object) => JSON.stringify(object).includes('scrape')).map((object) => object.kind)).toEqual(['StatefulSet']);
  expect(statefulSet(objects).spec.selector).toEqual(labelSelector);
  expect(JSON.stringify([statefulSet(objects).metadata, statefulSet(objects).spec.volumeClaimTemplates])).not.toContain('scrape');
});

describe('the container mysql', () => {
  test('alone has env, after the variables of the scripts', () => {
    const env = { LD_PRELOAD: EnvValue.fromValue('/a.so'), TOKEN: EnvValue.fromSecret('vault', 'token') };
    const own = containerOf({}, 'mysql').env;
    expect(containerOf({ env }, 'mysql').env).toEqual([
      ...own, { name: 'LD_PRELOAD', value: '/a.so' }, { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'vault', key: 'token' } } },
    ]);
    for (const other of ['init', 'agent']) expect(containerOf({ env }, other)).toEqual(containerOf({}, other));
  });

  test('alone has the hooks', () => {
    const hooks = { postStart: ['touch', '/tmp/started'], preStop: ['sleep', '1'] };
    expect(containerOf(hooks, 'mysql').lifecycle).toEqual({
      postStart: { exec: { command: hooks.postStart } }, preStop: { exec: { command: hooks.preStop } },
    });
    for (const other of ['init', 'agent']) expect(containerOf(hooks, other)).toEqual(containerOf({}, other));
  });

  test('alone sees extraVolumes, where they have a mountPath', () => {
    const extraVolumes = [
      { name: 'keyring', source: VolumeSource.secret('keyring'), mountPath: '/etc/keyring', readOnly: true },
      { name: 'files', source: VolumeSource.emptyDir(), mountPath: '/var/lib/mysql-files' },
      { name: 'shared', source: VolumeSource.emptyDir() },
    ];
    const own = containerOf({}, 'mysql').volumeMounts;
    expect(containerOf({ extraVolumes }, 'mysql').volumeMounts).toEqual([
      ...own, { name: 'keyring', mountPath: '/etc/keyring', readOnly: true }, { name: 'files', mountPath: '/var/lib/mysql-files' },
    ]);
    expect(podOf({ extraVolumes }).volumes).toEqual([
      ...podOf().volumes, { name: 'keyring', secret: { secretName: 'keyring' } }, { name: 'files', emptyDir: {} }, { name: 'shared', emptyDir: {} },
    ]);
    for (const other of ['init', 'agent']) expect(containerOf({ extraVolumes }, other)).toEqual(containerOf({}, other));
  });
});

test('a server has 300 s to stop, or as many as are given', () => {
  expect(podOf().terminationGracePeriodSeconds).toBe(300);
  expect(podOf({ terminationGracePeriodSeconds: 3600 }).terminationGracePeriodSeconds).toBe(3600);
});

describe('sidecars', () => {
  test('run after the containers of the construct, and initContainers before its own', () => {
    const pod = podOf({ sidecars: [exporter], initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' }, { name: 'wait', image: 'busybox:1' }] });
    const names = (containers: Container[]) => containers.map(({ name }) => name);
    expect([names(pod.initContainers), names(pod.containers)]).toEqual([['proxy', 'wait', 'init'], ['mysql', 'agent', 'exporter']]);
    expect(pod.initContainers[0].restartPolicy).toBe('Always');
  });

  test('see no password and no token, and may do what the level restricted allows', () => {
    const pod = podOf({ sidecars: [exporter], initContainers: [{ name: 'wait', image: 'busybox:1' }] });
    for (const extra of [pod.initContainers[0], pod.containers[2]]) {
      expect([extra.volumeMounts, extra.env, extra.envFrom]).toEqual([undefined, undefined, undefined]);
      expect(extra.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
      expect(extra.resources.limits).toHaveProperty('memory');
    }
    expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } });
  });

  test('read the data of the server and extraVolumes', () => {
    const volumeMounts = [{ name: 'data', mountPath: '/data', readOnly: true }, { name: 'shared', mountPath: '/shared' }];
    const extraVolumes = [{ name: 'shared', source: VolumeSource.emptyDir() }];
    expect(containerOf({ sidecars: [{ ...exporter, volumeMounts }], extraVolumes }, 'exporter').volumeMounts).toEqual(volumeMounts);
  });

  test('open no ports of the network', () => {
    const open = (props: Partial<ReplicatedMySQLProps>) => synth(props).filter(({ kind }) => ['NetworkPolicy', 'Service'].includes(kind));
    const sidecars = [{ ...exporter, ports: [{ name: 'metrics', port: 9104 }] }];
    expect(open({ sidecars })).toEqual(open({}));
    expect(containerOf({ sidecars }, 'exporter').ports).toEqual([{ name: 'metrics', containerPort: 9104 }]);
  });
});

describe('Services', () => {
  const clients = [NetworkClient.cidr('10.0.0.0/8')];

  test.each([['primaryServiceOptions', 'mysql-primary'], ['readServiceOptions', 'mysql-read']])('%s are of %s alone', (prop, name) => {
    const spec = { type: 'LoadBalancer', loadBalancerClass: 'example.com/lb', loadBalancerSourceRanges: ['10.0.0.0/8'], externalTrafficPolicy: 'Local' };
    const options = { ...spec, labels: { team: 'shop' }, annotations: { 'example.com/internal': 'true' } };
    const props = { clients, annotations: { note: 'all' }, [prop]: options };
    const written = serviceOf(props, name);
    expect(written.spec).toEqual({ ...serviceOf({}, name).spec, ...spec });
    expect(written.metadata).toMatchObject({ labels: { app: 'mysql', team: 'shop' }, annotations: { note: 'all', 'example.com/internal': 'true' } });
    for (const other of ['mysql', 'mysql-primary', 'mysql-read'].filter((service) => service !== name)) {
      expect(serviceOf(props, other)).toEqual(serviceOf({ annotations: { note: 'all' } }, other));
    }
  });

  test('serviceOptions are of the headless Service', () => {
    const { metadata, spec } = serviceOf({ serviceOptions: { labels: { team: 'shop' }, annotations: { note: 'x' } } }, 'mysql');
    expect(metadata).toMatchObject({ labels: { app: 'mysql', team: 'shop' }, annotations: { note: 'x' } });
    expect(spec).toEqual(serviceOf({}, 'mysql').spec);
  });

  test('a Service for the outside needs no clients where there is no NetworkPolicy', () => {
    expect(serviceOf({ networkPolicy: false, readServiceOptions: { type: 'NodePort' } }, 'mysql-read').spec.type).toBe('NodePort');
  });
});

test('claims have labels, annotations and a retention of their own', () => {
  const { spec } = statefulSet(synth({ claimLabels: { backup: 'daily' }, claimAnnotations: { note: 'x' }, claimsWhenDeleted: ClaimRetention.DELETE }));
  expect(spec.volumeClaimTemplates[0].metadata).toEqual({ name: 'data', labels: { backup: 'daily' }, annotations: { note: 'x' } });
  expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Delete', whenScaled: 'Retain' });
  expect(statefulSet(synth()).spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  const scaled = statefulSet(synth({ claimsWhenScaled: ClaimRetention.DELETE })).spec;
  expect(scaled.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Delete' });
});
