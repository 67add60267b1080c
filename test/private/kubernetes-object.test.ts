import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { NetworkPolicy, ReplicatedMySQL, Role, Service, StatefulSet } from '../../lib/index';
import { chart, only } from '../fixtures/charts';
import { ROOT } from '../fixtures/mysql';
import { CLAIM, POD } from '../fixtures/pods';

const setIn = (scope: Chart) => new StatefulSet(scope, 'Set', { name: 'db', selector: { app: 'db' }, pod: POD, claims: [CLAIM] });
const patching = (...patches: JsonPatch[]) => () => ApiObject.of(setIn(chart())).addJsonPatch(...patches);
const of = (path: string, rest: string) => `'${path}' of StatefulSet 'test/Set' must be ${rest}`;
const CONTAINER = '/spec/template/spec/containers/0';

test('fails where a patch is written when its path leads to a field that no Kubernetes has', () => {
  const path = `${CONTAINER}/imagePulPolicy`;
  expect(patching(JsonPatch.add(path, 'Always'))).toThrow(of(path, "a field that a Container has in Kubernetes 1.27 to 1.37, got 'imagePulPolicy': there are args, command, "));
  expect(patching(JsonPatch.add(path, 'Always'))).toThrow(/, imagePullPolicy, .*; name newer ones in the context 'cdk8s-stateful\/newer-fields'$/);
  expect(patching(JsonPatch.remove('/spec/replica'))).toThrow(of('/spec/replica', 'a field that a StatefulSetSpec has'));
  expect(patching(JsonPatch.move('/spec/replica', '/spec/minReadySeconds'))).toThrow(of('/spec/replica', 'a field that a StatefulSetSpec has'));
  expect(patching(JsonPatch.copy('/spec/replicas', '/spec/minReadySecond'))).toThrow(of('/spec/minReadySecond', 'a field that a StatefulSetSpec has'));
});

test('fails when a field is within the value of a patch', () => {
  const port = { containerPort: 80, hostport: 80 };
  expect(patching(JsonPatch.add(`${CONTAINER}/ports`, [port]))).toThrow(of(`${CONTAINER}/ports[0].hostport`, 'a field that a ContainerPort has'));
  expect(patching(JsonPatch.replace('/spec', { template: { spec: { container: [] } } }))).toThrow(of('/spec.template.spec.container', 'a field that a PodSpec has'));
});

test('fails with all patches that are wrong at once', () => {
  expect(patching(JsonPatch.add('/spec/a', 1), JsonPatch.add('/spec/replicas', 3), JsonPatch.add('/spec/b', 1))).toThrow(/'\/spec\/a'.*\n'\/spec\/b'/);
});

test('fails when a field is spelled as in the generated types, with the spelling of the API', () => {
  expect(() => new Service(chart(), 'Service', { name: 'db', headless: true }).addJsonPatch(JsonPatch.remove('/spec/clusterIp')))
    .toThrow("'/spec/clusterIp' of Service 'test/Service' must be a field that a ServiceSpec has in Kubernetes 1.27 to 1.37, got 'clusterIp': write clusterIP");
});

test.each([
  ['/spec/replicas/0', "a path that ends before '0', got '0': there is a number, which has no fields"],
  [`${CONTAINER}/ports/http/name`, "a path with an index here, or with - for the end, got 'http'"],
  ['spec/replicas', "a path that begins with '/'"],
])('fails when the path %s leads nowhere', (path, rest) => {
  expect(patching(JsonPatch.add(path, 1))).toThrow(rest);
});

test.each([
  ['/spec/replicas', '3', 'a number', "'3': write it without quotes"],
  [`${CONTAINER}/image`, 1, 'a string', '1: put it in quotes'],
  [`${CONTAINER}/env`, {}, 'an array', 'an object'],
  [`${CONTAINER}/stdin`, 'true', 'true or false', "'true'"],
  [`${CONTAINER}/resources/limits/cpu`, true, 'a number, or a string', 'true'],
  ['/metadata/labels', [], 'an object', 'an empty array'],
  [`${CONTAINER}/image`, null, 'a string', 'null: leave it out'],
  ['/spec/template', 'x', 'an object', "'x'"],
])('fails when the value at %s is %j', (path, value, expected, got) => {
  expect(patching(JsonPatch.add(path, value))).toThrow(of(path, `${expected}, got ${got}`));
});

test('keys that are free, indexes, and parts of an object may be patched', () => {
  const scope = chart();
  setIn(scope).addJsonPatch(
    JsonPatch.add('/metadata/labels', { any: 'label' }),
    JsonPatch.add('/metadata/labels/example.com~1any', 'label'),
    JsonPatch.add(`${CONTAINER}/resources`, { limits: { 'example.com/gpu': 1 } }),
    JsonPatch.add('/spec/template/spec/containers/-', { name: 'more' }),
    JsonPatch.add('/spec/template/spec/containers/1/image', 'more:1'),
    JsonPatch.test('/spec/template/spec/containers/1/name', 'more'),
    JsonPatch.add('/spec/template/spec/workloadRef', { name: 'in 1.35 alone' }),
    JsonPatch.add(`${CONTAINER}/restartPolicyRules`, []),
    JsonPatch.replace('/spec/volumeClaimTemplates/0/spec/resources/requests/storage', '1Gi'),
  );
  expect(only(scope).metadata.labels).toEqual({ 'any': 'label', 'example.com/any': 'label' });
  expect(only(scope).spec.template.spec.containers[1]).toEqual({ name: 'more', image: 'more:1' });
});

test('a field that is newer may be named in the context of the object, or of its chart', () => {
  const patch = JsonPatch.add(`${CONTAINER}/shiny`, { any: 'thing' });
  const set = setIn(chart());
  set.node.setContext('cdk8s-stateful/newer-fields', ['shiny']);
  expect(() => set.addJsonPatch(patch, JsonPatch.add('/spec/shiny', true))).not.toThrow();
  expect(() => set.addJsonPatch(JsonPatch.add('/spec/shin', true))).toThrow(of('/spec/shin', 'a field'));

  const scope = chart();
  scope.node.setContext('cdk8s-stateful/newer-fields', ['shiny']);
  setIn(scope).addJsonPatch(patch);
  expect(only(scope).spec.template.spec.containers[0].shiny).toEqual({ any: 'thing' });
});

test('the objects of composites, of a Role, and rules of a policy are patched alike', () => {
  const mysql = new ReplicatedMySQL(chart(), 'MySQL', ROOT);
  const servers = ApiObject.of(mysql.node.findChild('Servers'));
  expect(() => servers.addJsonPatch(JsonPatch.add('/spec/tempate', {}))).toThrow("'/spec/tempate' of StatefulSet 'test/MySQL/Servers'");
  const role = new Role(chart(), 'Role', { name: 'db', serviceAccountName: 'db', rules: [] });
  expect(() => ApiObject.of(role).addJsonPatch(JsonPatch.add('/rules', [{ verb: ['get'] }]))).toThrow("'/rules[0].verb' of Role 'test/Role/Resource'");
  const policy = new NetworkPolicy(chart(), 'Policy', { name: 'db', selector: {}, ingress: [] });
  expect(() => policy.addJsonPatch(JsonPatch.add('/spec/ingress/-', { form: [] }))).toThrow("'/spec/ingress/-.form' of NetworkPolicy 'test/Policy'");
});

test('fails when a patch is not made by JsonPatch', () => {
  for (const patch of [undefined, null, {}, '/spec']) expect(patching(patch as never)).toThrow(of('addJsonPatch[0]', 'made by JsonPatch, got '));
});
