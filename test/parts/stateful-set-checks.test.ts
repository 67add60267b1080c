import { k8s } from 'cdk8s-plus-27';
import { StatefulSet, StatefulSetProps } from '../../lib';
import { chart } from './charts';
import { CLAIM, CONTAINER, POD } from './pods';

const quantity = k8s.Quantity.fromString;
const failing = (props: Partial<StatefulSetProps>) => () => new StatefulSet(chart(), 'Set', { name: 'db', selector: { app: 'db' }, pod: POD, ...props });
const claim = (props: object) => failing({ claims: [{ ...CLAIM, ...props }] });
const container = (props: Partial<k8s.Container>, pod: Partial<k8s.PodSpec> = {}) => failing({ pod: { containers: [{ ...CONTAINER, ...props }], ...pod } });
const partition = (value: number, props: Partial<StatefulSetProps> = {}) => failing({ updateStrategy: { rollingUpdate: { partition: value } }, ...props });
const of = (prop: string, rest = '') => `'${prop}' of StatefulSet 'test/Set' must be ${rest}`;

test('a name of 52 characters is the longest', () => {
  expect(failing({ name: 'd'.repeat(52) })).not.toThrow();
  expect(failing({ name: 'd'.repeat(53) })).toThrow(of('name', 'at most 52 small letters, digits and hyphens, with a letter or digit at both ends, got '
    + `'${'d'.repeat(53)}': shorten it by 1`));
});

test.each(['Db', 'my.db', 'my_db', '-db', 'db-', ''])("fails when the name is '%s'", (name) => {
  expect(failing({ name })).toThrow(of('name', 'at most 52 small letters'));
});

test.each([-1, 2.5, NaN, Infinity])('fails when replicas is %s', (replicas) => {
  expect(failing({ replicas })).toThrow(of('replicas', `a whole number of at least 0, got ${replicas}`));
});

test('a set may have no pods for a while', () => {
  expect(failing({ replicas: 0 })).not.toThrow();
});

test('fails when other numbers are not whole or below zero', () => {
  expect(failing({ minReadySeconds: -1 })).toThrow(of('minReadySeconds', 'a whole number of at least 0, got -1'));
  expect(failing({ revisionHistoryLimit: 0.5 })).toThrow(of('revisionHistoryLimit', 'a whole number of at least 0, got 0.5'));
  expect(failing({ ordinals: { start: -1 } })).toThrow(of('ordinals.start', 'a whole number of at least 0, got -1'));
});

test('fails when the selector is empty or not valid', () => {
  expect(failing({ selector: {} })).toThrow(of('selector', "at least one label, got 'none'"));
  expect(failing({ selector: { app: 'a b' } })).toThrow(of('selector.app', 'empty, or at most 63'));
});

test('fails when a label of pods contradicts the selector', () => {
  expect(failing({ podLabels: { app: 'db' } })).not.toThrow();
  expect(failing({ podLabels: { app: 'other' } })).toThrow(of('podLabels.app', "'db' as in the selector, got 'other': leave it out"));
});

test.each(['a b', '-a', 'a-', 'a/b/c', '/a', 'Upper.Case/a', '', 'a'.repeat(64), `${'a'.repeat(254)}/a`])("fails when a label's key is '%s'", (key) => {
  expect(failing({ labels: { [key]: '' } })).toThrow(of('labels', 'keys of at most 63'));
  expect(failing({ podAnnotations: { [key]: '' } })).toThrow(of('podAnnotations', 'keys of at most 63'));
});

test('labels may have prefixes, capitals and empty values, annotations any text', () => {
  expect(failing({ labels: { 'example.com/My_Label.1': '', 'a': 'V_1.x-y' }, annotations: { 'a.b/c': 'any text\n of any length' } })).not.toThrow();
});

test('fails when an annotation is not text', () => {
  expect(failing({ annotations: { a: true as unknown as string } })).toThrow(of('annotations.a', 'text, got true: put it in quotes'));
});

test('fails when serviceName is not a name of a Service', () => {
  expect(failing({ serviceName: '1db' })).toThrow(of('serviceName', 'at most 63 small letters'));
});

test('fails when a word is not one of those that Kubernetes knows', () => {
  expect(failing({ podManagementPolicy: 'parallel' })).toThrow(of('podManagementPolicy', "'OrderedReady' or 'Parallel', got 'parallel'"));
  expect(failing({ updateStrategy: { type: 'Recreate' } })).toThrow(of('updateStrategy.type', "'RollingUpdate' or 'OnDelete', got 'Recreate'"));
  expect(failing({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep' } }))
    .toThrow(of('persistentVolumeClaimRetentionPolicy.whenDeleted', "'Retain' or 'Delete', got 'Keep'"));
  expect(failing({ persistentVolumeClaimRetentionPolicy: { whenScaled: '' } }))
    .toThrow(of('persistentVolumeClaimRetentionPolicy.whenScaled', "'Retain' or 'Delete', got ''"));
});

test('a partition may hold all pods back, but not lie beyond', () => {
  expect(partition(3, { replicas: 3 })).not.toThrow();
  expect(partition(4, { replicas: 3 })).toThrow(of('updateStrategy.rollingUpdate.partition', 'at most 3, the ordinal after the last pod, got 4: '
    + 'beyond it no pod is ever updated'));
  expect(partition(4, { replicas: 3, ordinals: { start: 1 } })).not.toThrow();
  expect(partition(4)).not.toThrow();
  expect(partition(-1)).toThrow(of('updateStrategy.rollingUpdate.partition', 'a whole number of at least 0, got -1'));
});

test.each(['10 GB', '10GB', '0', '0Gi', '-1Gi', '', 'Gi', '1 Gi', '1e', '10gi', 'ten'])("fails when the size of a claim is '%s'", (size) => {
  expect(claim({ size })).toThrow(of('claims[0].size', `a quantity of bytes above zero such as '10Gi' or '512Mi', got '${size}'`));
});

test("fails when the size of a claim is in thousandths of a byte, as '500m'", () => {
  expect(claim({ size: '500m' })).toThrow("got '500m': 'm' means a thousandth, write '500Mi'");
});

test.each(['10Gi', '1.5Gi', '500M', '1e9', '1073741824', '+1Gi', '.5Ti', '1.Gi'])("the size of a claim may be '%s'", (size) => {
  expect(claim({ size })).not.toThrow();
});

test('fails when other props of a claim are not valid', () => {
  expect(claim({ name: 'my_data' })).toThrow(of('claims[0].name', 'at most 63 small letters'));
  expect(claim({ accessModes: ['RWO'] })).toThrow(of('claims[0].accessModes', "'ReadWriteOnce' or 'ReadWriteOncePod' or"));
  expect(claim({ volumeMode: 'Disk' })).toThrow(of('claims[0].volumeMode', "'Filesystem' or 'Block', got 'Disk'"));
  expect(claim({ labels: { a: 'b c' } })).toThrow(of('claims[0].labels.a', 'empty, or'));
  expect(claim({ annotations: { 'a b': '' } })).toThrow(of('claims[0].annotations', 'keys of'));
  expect(failing({ claims: [CLAIM, CLAIM] })).toThrow(of('claims[].name', "all different, got 'data', 'data'"));
});

test('fails when there is no container', () => {
  expect(failing({ pod: { containers: [] } })).toThrow(of('pod.containers', "at least one container, got 'none'"));
});

test('fails when two containers have one name, be it an init container', () => {
  expect(container({}, { initContainers: [CONTAINER] })).toThrow(of('pod.containers[].name', "all different, got 'db', 'db'"));
});

test('fails when the name of a container is not a DNS label', () => {
  expect(container({ name: 'my.db' })).toThrow(of('pod.containers[0].name', 'at most 63 small letters'));
  expect(container({}, { initContainers: [{ ...CONTAINER, name: 'My' }] })).toThrow(of('pod.initContainers[0].name', 'at most 63 small letters'));
});

test.each(['', ' db:1', 'db: 1', undefined])("fails when the image is '%s'", (image) => {
  expect(container({ image })).toThrow(of('pod.containers[0].image', 'the name of an image, without blanks'));
});

test('fails when a port of a container cannot be', () => {
  expect(container({ ports: [{ containerPort: 0 }] })).toThrow(of('pod.containers[0].ports[0].containerPort', 'a whole number from 1 to 65535, got 0'));
  expect(container({ ports: [{ containerPort: 1, hostPort: 70000 }] })).toThrow(of('pod.containers[0].ports[0].hostPort', 'a whole number'));
});

test.each(['a-name-of-sixteen', 'sixteen-letters0', 'Upper', 'a--b', '-a', 'a-', '1234', '', 'a.b'])("fails when the name of a port is '%s'", (name) => {
  expect(container({ ports: [{ containerPort: 1, name }] })).toThrow(of('pod.containers[0].ports[0].name', 'at most 15 small letters, digits and single hyphens'));
});

test('a name of a port may have 15 characters', () => {
  expect(container({ ports: [{ containerPort: 1, name: 'fifteen-letters' }] })).not.toThrow();
});

test('fails when a container has a port or its name twice', () => {
  expect(container({ ports: [{ containerPort: 1, name: 'a' }, { containerPort: 2, name: 'a' }] })).toThrow(of('pod.containers[0].ports[].name', 'all different'));
  expect(container({ ports: [{ containerPort: 53 }, { containerPort: 53 }] })).toThrow(of('pod.containers[0].ports[].containerPort', "all different, got '53/TCP'"));
  expect(container({ ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }] })).not.toThrow();
});

test('fails when an environment variable stands twice in a container', () => {
  expect(container({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }))
    .toThrow(of('pod.containers[0].env[].name', "all different, got 'A', 'A': the last one would win silently"));
});

test('fails when an environment variable has no name, an = in it, or two sources', () => {
  expect(container({ env: [{ name: '' }] })).toThrow(of('pod.containers[0].env[0].name', "printable ASCII without =, got ''"));
  expect(container({ env: [{ name: 'A=B' }] })).toThrow(of('pod.containers[0].env[0].name', 'printable ASCII without ='));
  expect(container({ env: [{ name: 'A', value: '1', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }))
    .toThrow(of('pod.containers[0].env[0]', "given by a value or by a source, not by both, got 'A'"));
});

test('fails when something is mounted twice at one path', () => {
  const volumeMounts = [{ name: 'data', mountPath: '/data' }, { name: 'data', mountPath: '/data', subPath: 'a' }];
  expect(container({ volumeMounts }, { volumes: [{ name: 'data', emptyDir: {} }] }))
    .toThrow(of('pod.containers[0].volumeMounts[].mountPath', "all different, got '/data', '/data'"));
});

test('fails when a volume that is not there is mounted', () => {
  const volumeMounts = [{ name: 'date', mountPath: '/data' }];
  expect(container({ volumeMounts })).toThrow(of('pod.containers[0].volumeMounts', "names of volumes or claims of the pod, got 'date': there are none"));
  expect(container({ volumeMounts }, { volumes: [{ name: 'data', emptyDir: {} }] })).toThrow("got 'date': there are data");
  expect(container({ volumeDevices: [{ name: 'disk', devicePath: '/dev/x' }] })).toThrow("got 'disk'");
});

test('claims can be mounted', () => {
  const pod = { containers: [{ ...CONTAINER, volumeMounts: [{ name: 'data', mountPath: '/data' }] }] };
  expect(failing({ pod, claims: [CLAIM] })).not.toThrow();
});

test('fails when volumes have one name, or one that is not a DNS label', () => {
  expect(container({}, { volumes: [{ name: 'a', emptyDir: {} }, { name: 'a', emptyDir: {} }] })).toThrow(of('pod.volumes[].name', "all different, got 'a', 'a'"));
  expect(container({}, { volumes: [{ name: 'a.b', emptyDir: {} }] })).toThrow(of('pod.volumes[0].name', 'at most 63'));
});

test('fails when cpu or memory is not a quantity', () => {
  expect(container({ resources: { requests: { cpu: quantity('1 core') } } })).toThrow(of('pod.containers[0].resources.requests.cpu', "a quantity such as '500m'"));
  expect(container({ resources: { limits: { memory: quantity('100m') } } })).toThrow("got '100m': 'm' means a thousandth, write '100Mi'");
  expect(container({ resources: { requests: { cpu: quantity('-1') } } })).toThrow("got '-1'");
  expect(container({ resources: { requests: { cpu: k8s.Quantity.fromNumber(0.5), memory: quantity('1Gi') }, limits: { 'example.com/gpu': quantity('0') } } })).not.toThrow();
});

test('fails with all that is wrong at once', () => {
  const error = (() => {
    try {
      failing({ name: 'A', replicas: -1, claims: [{ name: 'B', size: '0' }], pod: { containers: [{ name: 'c', image: '' }] } })();
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return '';
  })();
  const props = error.split('\n').map((line) => line.split("'")[1]);
  expect(props).toEqual(['name', 'replicas', 'claims[0].name', 'claims[0].size', 'pod.containers[0].image']);
});
