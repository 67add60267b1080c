import { k8s } from 'cdk8s-plus-27';
import { StatefulSet, StatefulSetProps } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { CLAIM, CONTAINER, POD } from '../fixtures/pods';

const quantity = k8s.Quantity.fromString;
const failing = (props: Partial<StatefulSetProps>) => () => new StatefulSet(chart(), 'Set', { name: 'db', selector: { app: 'db' }, pod: POD, ...props });
const container = (props: Partial<k8s.Container>, pod: Partial<k8s.PodSpec> = {}) => failing({ pod: { containers: [{ ...CONTAINER, ...props }], ...pod } });
const of = (prop: string, rest = '') => `'${prop}' of StatefulSet 'test/Set' must be ${rest}`;

test('fails when there is no container', () => {
  expect(failing({ pod: { containers: [] } })).toThrow(of('pod.containers', "at least one container, got 'none'"));
});

test('fails when two containers have one name, be it an init container', () => {
  expect(container({}, { initContainers: [CONTAINER] })).toThrow(of('pod.containers[].name', "all different, got ['db', 'db']"));
});

test('fails when the name of a container is not a DNS label', () => {
  expect(container({ name: 'my.db' })).toThrow(of('pod.containers[0].name', 'at most 63 small letters'));
  expect(container({}, { initContainers: [{ ...CONTAINER, name: 'My' }] })).toThrow(of('pod.initContainers[0].name', 'at most 63 small letters'));
});

const DIGEST = `sha256:${'0a'.repeat(32)}`;

test.each([
  ['', "for example 'nginx:1.27'"], [undefined, "for example 'nginx:1.27'"], [' db:1', 'leave out the blanks'], ['db: 1', 'leave out the blanks'],
  ['Web:1.0', 'write the name in small letters'], ['registry.example/Shop/web', 'write the name in small letters'], ['db:', "write a tag after ':', or leave it out"],
  ['db@sha256:12', "a digest is 'sha256:' with 64 small hexadecimal digits"], [`db@${DIGEST.toUpperCase()}`, 'a digest is'], ['db@', 'a digest is'],
  ['db:1:2', 'write letters'], ['-db', 'write letters'], ['a//b', 'write letters'], ['db..x', 'write letters'], ['https://registry.example/db', 'write letters'],
  [`db:${'1'.repeat(129)}`, 'write letters'], [`${'d'.repeat(256)}:1`, 'shorten the name'],
])("fails when the image is '%s'", (image, hint) => {
  expect(container({ image })).toThrow(of('pod.containers[0].image', 'the name of an image, [registry/]name[:tag][@digest], got '));
  expect(container({ image })).toThrow(`: ${hint}`);
});

test.each([
  'db', 'db:1', 'library/db:8.0_a-B', 'registry.example/shop/db', 'localhost:5000/db:1', 'REGISTRY.example:443/db', '[2001:db8::1]:5000/db', `db@${DIGEST}`, `db:1@${DIGEST}`,
  'a__b/c-d--e.f_g', `${'d'.repeat(255)}:${'1'.repeat(128)}`,
])("an image may be '%s'", (image) => {
  expect(container({ image })).not.toThrow();
});

test.each([
  '${IMG}', '$(IMG)', '$IMG', '{{ .Values.image }}', '{{image}}', 'ko://example.com/cmd/web', '${REGISTRY}/shop:${TAG}', 'registry.example/shop:$(params.tag)', 'nginx@${DIGEST}',
  '<path:images#web>', 'web:{{ .Chart.AppVersion | default "1" }}',
])("an image that a later tool fills in may be '%s'", (image) => {
  expect(container({ image })).not.toThrow();
});

test.each([' ${IMG}', '${IMG} ', 'web ${TAG}', '${}', '$()', '{{}}', 'ko://', '<>', 'web:$', '${IMG'])("an image is no placeholder: '%s'", (image) => {
  expect(container({ image })).toThrow(of('pod.containers[0].image', 'the name of an image'));
});

test('fails when a variable is a field that none may be', () => {
  const status = { name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.phase' } } };
  expect(container({ env: [status] })).toThrow(of('pod.containers[0].env[0]', 'a field of the pod that a variable can have'));
});

test('fails when a port of a container cannot be', () => {
  expect(container({ ports: [{ containerPort: 0 }] })).toThrow(of('pod.containers[0].ports[0].containerPort', 'a whole number from 1 to 65535, got 0'));
  expect(container({ ports: [{ containerPort: 1, hostPort: 70000 }] })).toThrow(of('pod.containers[0].ports[0].hostPort', 'a whole number'));
});

test('a hostPort of 0 is none, and so are an empty name and an empty protocol', () => {
  expect(container({ ports: [{ containerPort: 1, name: '', protocol: '' }, { containerPort: 2, name: '' }] })).not.toThrow();
  expect(container({ ports: [{ containerPort: 1, protocol: '' }, { containerPort: 1, protocol: 'TCP' }] })).toThrow(of('pod.containers[0].ports[].containerPort'));
  expect(container({ ports: [{ containerPort: 1, hostPort: 0 }] })).not.toThrow();
});

test.each(['a-name-of-sixteen', 'sixteen-letters0', 'Upper', 'a--b', '-a', 'a-', '1234', 'a.b'])("fails when the name of a port is '%s'", (name) => {
  expect(container({ ports: [{ containerPort: 1, name }] })).toThrow(of('pod.containers[0].ports[0].name', 'at most 15 small letters, digits and single hyphens'));
});

test('a name of a port may have 15 characters', () => {
  expect(container({ ports: [{ containerPort: 1, name: 'fifteen-letters' }] })).not.toThrow();
});

test('fails when a container has a port or its name twice', () => {
  expect(container({ ports: [{ containerPort: 1, name: 'a' }, { containerPort: 2, name: 'a' }] })).toThrow(of('pod.containers[0].ports[].name', 'all different'));
  expect(container({ ports: [{ containerPort: 53 }, { containerPort: 53 }] })).toThrow(of('pod.containers[0].ports[].containerPort', "all different, got ['53/TCP'"));
  expect(container({ ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }] })).not.toThrow();
});

test('fails when an environment variable stands twice in a container', () => {
  expect(container({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }))
    .toThrow(of('pod.containers[0].env[].name', "all different, got ['A', 'A']: the last one would win silently"));
});

test('fails when an environment variable has no name, an = in it, or two sources', () => {
  expect(container({ env: [{ name: '' }] })).toThrow(of('pod.containers[0].env[0].name', "printable ASCII without =, got ''"));
  expect(container({ env: [{ name: 'A=B' }] })).toThrow(of('pod.containers[0].env[0].name', 'printable ASCII without ='));
  expect(container({ env: [{ name: 'A', value: '1', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }))
    .toThrow(of('pod.containers[0].env[0]', "given by a value or by a source, not by both, got 'A'"));
});

test('fails when an environment variable comes from no source, or from two', () => {
  const from = (valueFrom: k8s.EnvVarSource) => container({ env: [{ name: 'A', valueFrom }] });
  const fieldRef = { fieldPath: 'metadata.name' };
  expect(from({})).toThrow(of('pod.containers[0].env[0]', "from one source, got '0 sources'"));
  expect(from({ fieldRef, configMapKeyRef: { name: 'a', key: 'b' } })).toThrow(of('pod.containers[0].env[0]', "from one source, got '2 sources'"));
  expect(from({ fieldRef, secretKeyRef: undefined })).not.toThrow();
});

test('an empty value beside a source is none', () => {
  expect(container({ env: [{ name: 'A', value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] })).not.toThrow();
});

test('fails when something is mounted twice at one path', () => {
  const volumeMounts = [{ name: 'data', mountPath: '/data' }, { name: 'data', mountPath: '/data', subPath: 'a' }];
  expect(container({ volumeMounts }, { volumes: [{ name: 'data', emptyDir: {} }] }))
    .toThrow(of('pod.containers[0].volumeMounts[].mountPath', "all different, got ['/data', '/data']"));
});

test('fails when something is mounted at one path in two spellings', () => {
  const volumeMounts = [{ name: 'data', mountPath: '/data' }, { name: 'data', mountPath: '/data/' }];
  expect(container({ volumeMounts }, { volumes: [{ name: 'data', emptyDir: {} }] }))
    .toThrow(of('pod.containers[0].volumeMounts[].mountPath', "all different, got ['/data', '/data']"));
});

test('fails when a volume that is not there is mounted', () => {
  const volumeMounts = [{ name: 'date', mountPath: '/data' }];
  expect(container({ volumeMounts })).toThrow(of('pod.containers[0].volumeMounts', "names of volumes or claims of the pod, got 'date': there are none"));
  expect(container({ volumeMounts }, { volumes: [{ name: 'data', emptyDir: {} }] })).toThrow("got 'date': there are data");
  expect(container({ volumeMounts })).toThrow('; a volume that a JSON patch adds needs an entry of its name in pod.volumes');
  expect(container({ volumeMounts }, { volumes: [{ name: 'date' }] })).not.toThrow();
  expect(container({ volumeDevices: [{ name: 'disk', devicePath: '/dev/x' }] })).toThrow("got 'disk'");
});

test('claims can be mounted', () => {
  const pod = { containers: [{ ...CONTAINER, volumeMounts: [{ name: 'data', mountPath: '/data' }] }] };
  expect(failing({ pod, claims: [CLAIM] })).not.toThrow();
});

test('fails when volumes have one name, or one that is not a DNS label', () => {
  expect(container({}, { volumes: [{ name: 'a', emptyDir: {} }, { name: 'a', emptyDir: {} }] })).toThrow(of('pod.volumes[].name', "all different, got ['a', 'a']"));
  expect(container({}, { volumes: [{ name: 'a.b', emptyDir: {} }] })).toThrow(of('pod.volumes[0].name', 'at most 63'));
});

test('fails when cpu or memory is not a quantity', () => {
  expect(container({ resources: { requests: { cpu: quantity('1 core') } } })).toThrow(of('pod.containers[0].resources.requests.cpu', "a quantity such as '500m'"));
  expect(container({ resources: { limits: { memory: quantity('100m') } } })).toThrow("got '100m': 'm' means a thousandth, write '100Mi'");
  expect(container({ resources: { requests: { cpu: quantity('-1') } } })).toThrow("got '-1'");
  expect(container({ resources: { requests: { cpu: k8s.Quantity.fromNumber(0.5), memory: quantity('1Gi') }, limits: { 'example.com/gpu': quantity('0') } } })).not.toThrow();
});

test.each(['0', '0Mi', '0.0', '128974848000m', '1000000u', '1Gi'])("memory may be '%s'", (memory) => {
  expect(container({ resources: { requests: { memory: quantity(memory) }, limits: { memory: quantity(memory) } } })).not.toThrow();
});

test.each([
  ['128974848500m', "'m' means a thousandth, write whole bytes"], ['5u', "'u' means a millionth, write whole bytes"], ['1 Gi', 'write no blank and no B'],
])("fails when memory is '%s'", (memory, hint) => {
  expect(container({ resources: { requests: { memory: quantity(memory) } } }))
    .toThrow(of('pod.containers[0].resources.requests.memory', `a quantity of bytes such as '1Gi' or '512Mi', got '${memory}': ${hint}`));
});
