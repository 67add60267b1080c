import { ApiObject, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Service, ServiceProps } from '../../lib/index';
import { chart, only } from '../fixtures/charts';

function manifestOf(props: Partial<ServiceProps>) {
  const scope = chart();
  new Service(scope, 'Service', { name: 'web', ports: [{ port: 80 }], ...props });
  return only(scope);
}

const failing = (props: Partial<ServiceProps>) => () => manifestOf(props);

test('defaults', () => {
  expect(manifestOf({})).toMatchSnapshot();
});

test('all props', () => {
  const props: Required<ServiceProps> = {
    name: 'web',
    namespace: 'prod',
    labels: { team: 'web' },
    annotations: { note: 'any text' },
    ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '5d0c' }],
    finalizers: ['example.com/release-address'],
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('web') },
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: k8s.IntOrString.fromNumber(5353) },
    ],
    headless: true,
    publishNotReadyAddresses: true,
    spec: { ipFamilyPolicy: 'PreferDualStack', sessionAffinity: 'ClientIP' },
  };
  expect(manifestOf(props)).toMatchSnapshot();
});

test('labels do not reach the selector', () => {
  const { metadata, spec } = manifestOf({ labels: { team: 'web' }, selector: { app: 'web' } });
  expect(metadata.labels).toEqual({ team: 'web' });
  expect(spec.selector).toEqual({ app: 'web' });
});

test('labels of the chart do not reach the selector', () => {
  const scope = chart({ labels: { stage: 'prod' } });
  new Service(scope, 'Service', { name: 'web', selector: { app: 'web' }, ports: [{ port: 80 }] });
  expect(only(scope).metadata.labels).toEqual({ stage: 'prod' });
  expect(only(scope).spec.selector).toEqual({ app: 'web' });
});

test('what is not headless has no clusterIP', () => {
  expect(manifestOf({ selector: { app: 'web' } }).spec).toEqual({ selector: { app: 'web' }, ports: [{ port: 80 }] });
});

test('props win over spec', () => {
  const spec: k8s.ServiceSpec = { selector: { app: 'other' }, ports: [{ port: 1 }], clusterIp: '10.0.0.1', publishNotReadyAddresses: true };
  const props = { selector: { app: 'web' }, ports: [{ port: 80 }], headless: true, publishNotReadyAddresses: false };
  expect(manifestOf({ ...props, spec }).spec)
    .toEqual({ selector: { app: 'web' }, ports: [{ port: 80 }], clusterIP: 'None', publishNotReadyAddresses: false });
});

test('a Service without pods can be said', () => {
  expect(manifestOf({ ports: undefined, spec: { type: 'ExternalName', externalName: 'db.example.com' } }).spec)
    .toEqual({ type: 'ExternalName', externalName: 'db.example.com' });
});

test('host is short where no namespace is stated', () => {
  expect(new Service(chart(), 'Service', { name: 'web', ports: [{ port: 80 }] }).host).toBe('web');
});

test('host has the namespace of the chart, or its own', () => {
  const scope = chart({ namespace: 'prod' });
  expect(new Service(scope, 'A', { name: 'web', ports: [{ port: 80 }] }).host).toBe('web.prod.svc');
  expect(new Service(scope, 'B', { name: 'web', ports: [{ port: 80 }], namespace: 'test' }).host).toBe('web.test.svc');
});

test('a headless Service gives pods host names', () => {
  expect(new Service(chart(), 'Service', { name: 'web', headless: true }).hostOf('web-1')).toBe('web-1.web');
  expect(new Service(chart(), 'Service', { name: 'web', spec: { clusterIp: 'None' } }).hostOf('web-1')).toBe('web-1.web');
});

test('fails when a balanced Service is asked for the host name of a pod', () => {
  const service = new Service(chart(), 'Service', { name: 'web', ports: [{ port: 80 }] });
  expect(() => service.hostOf('web-1')).toThrow("Service 'test/Service' has no host names of pods: make it headless");
});

test('JSON patches see what the API server sees', () => {
  const scope = chart();
  const service = new Service(scope, 'Service', { name: 'web', headless: true, ports: [{ name: 'http', port: 80 }] });
  ApiObject.of(service).addJsonPatch(
    JsonPatch.replace('/spec/clusterIP', '10.0.0.10'),
    JsonPatch.add('/spec/trafficDistribution', 'PreferClose'),
    JsonPatch.remove('/spec/ports/0/name'),
  );
  expect(only(scope).spec).toEqual({ clusterIP: '10.0.0.10', trafficDistribution: 'PreferClose', ports: [{ port: 80 }] });
});

test.each(['1web', 'Web', 'we.b', 'web-', 'w'.repeat(64), ''])("fails when the name is '%s'", (name) => {
  expect(failing({ name })).toThrow("'name' of Service 'test/Service' must be at most 63 small letters, digits and hyphens, "
    + `beginning with a letter and not ending with a hyphen, got '${name}'`);
});

test.each([80.5, NaN, Infinity])('fails when a port is %s, which is no number of the API', (port) => {
  expect(failing({ ports: [{ port }] })).toThrow(`'ports[0].port' of Service 'test/Service' must be a whole number, got ${port}`);
});

test.each([0, -1, 70000, 65536])('fails when a port is %s', (port) => {
  expect(failing({ ports: [{ port }] })).toThrow(`'ports[0].port' of Service 'test/Service' must be a whole number from 1 to 65535, got ${port}`);
});

test('fails when a target port or node port cannot be', () => {
  expect(failing({ ports: [{ port: 80, targetPort: k8s.IntOrString.fromNumber(70000) }] }))
    .toThrow("'ports[0].targetPort' of Service 'test/Service' must be a whole number");
  expect(failing({ ports: [{ port: 80, targetPort: k8s.IntOrString.fromString('sixteen-letters-') }] }))
    .toThrow("'ports[0].targetPort' of Service 'test/Service' must be at most 15");
  expect(failing({ ports: [{ port: 80, nodePort: 70000 }] })).toThrow("'ports[0].nodePort' of Service 'test/Service' must be a whole number");
});

test('fails when two ports have one name', () => {
  expect(failing({ ports: [{ name: 'http', port: 80 }, { name: 'http', port: 81 }] }))
    .toThrow("'ports[].name' of Service 'test/Service' must be all different, got ['http', 'http']");
});

test('fails when a port stands twice, but not for two protocols', () => {
  expect(failing({ ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }] })).not.toThrow();
  expect(failing({ ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'TCP' }] }))
    .toThrow("'ports[].port' of Service 'test/Service' must be all different, got ['53/TCP', '53/TCP']");
});

test('fails when one of several ports has no name', () => {
  expect(failing({ ports: [{ name: 'http', port: 80 }, { port: 81 }] }))
    .toThrow("'ports[1].name' of Service 'test/Service' must be given where there are several ports, got nothing");
});

test('fails when a name of a port is not a DNS label', () => {
  expect(failing({ ports: [{ name: 'Http', port: 80 }] })).toThrow("'ports[0].name' of Service 'test/Service' must be at most 63 small letters");
});

test('fails when a label or the selector is not valid', () => {
  expect(failing({ labels: { app: 'two words' } })).toThrow("'labels.app' of Service 'test/Service' must be empty, or at most 63 letters, digits "
    + "and -_. with a letter or digit at both ends, got 'two words'");
  expect(failing({ selector: { '-app': 'web' } })).toThrow("'selector' of Service 'test/Service' must be keys of at most 63 letters, digits and -_. "
    + "after an optional DNS name and a slash, got '-app'");
});

test('zero and empty mean unset, as in exported manifests', () => {
  expect(failing({ ports: [{ name: '', port: 80, nodePort: 0, targetPort: k8s.IntOrString.fromNumber(0) }] })).not.toThrow();
  expect(failing({ ports: [{ port: 80, targetPort: k8s.IntOrString.fromString('') }] })).not.toThrow();
  expect(failing({ ports: [{ name: '', port: 80 }, { name: 'b', port: 81 }] })).toThrow("'ports[0].name' of Service 'test/Service' must be given");
});

test('a headless Service and an ExternalName need no port', () => {
  expect(failing({ headless: true, ports: undefined })).not.toThrow();
  expect(failing({ ports: undefined, spec: { type: 'ExternalName', externalName: 'db.example' } })).not.toThrow();
});

test("the API's own spelling is not erased, and makes a Service headless", () => {
  const spec = { clusterIP: 'None' } as k8s.ServiceSpec;
  expect(manifestOf({ spec, ports: undefined }).spec).toEqual({ clusterIP: 'None' });
  expect(new Service(chart(), 'Service', { name: 'web', spec }).hostOf('web-1')).toBe('web-1.web');
});

test('fails when a balanced Service has no port', () => {
  expect(failing({ ports: [] })).toThrow("'ports' of Service 'test/Service' must be at least one port, unless the Service is headless or an ExternalName, got 'none'");
});
