import { Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { NetworkPolicy, NetworkPolicyProps } from '../../lib/index';
import { chart, only } from '../fixtures/charts';

const PORT = { port: k8s.IntOrString.fromNumber(3306) };
const PROPS: NetworkPolicyProps = { name: 'db', selector: { app: 'db' }, ingress: [{ from: [{ podSelector: {} }], ports: [PORT] }] };

function manifestOf(props: Partial<NetworkPolicyProps> = {}, change: (policy: NetworkPolicy) => void = () => undefined) {
  const scope = chart();
  change(new NetworkPolicy(scope, 'Policy', { ...PROPS, ...props }));
  return only(scope);
}

test('a direction without rules is not restricted', () => {
  expect(manifestOf()).toEqual({
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db' },
    spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 3306 }] }] },
  });
  expect(manifestOf({ ingress: undefined, egress: [{}] }).spec).toEqual({ podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Egress'], egress: [{}] });
});

test('an empty list closes a direction, and no label means all pods', () => {
  expect(manifestOf({ selector: {}, ingress: [], egress: [] }).spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] });
});

test('pods may be told by expressions, with labels or without', () => {
  const matchExpressions = [{ key: 'tier', operator: 'NotIn', values: ['test'] }];
  expect(manifestOf({ matchExpressions }).spec.podSelector).toEqual({ matchLabels: { app: 'db' }, matchExpressions });
  expect(manifestOf({ selector: {}, matchExpressions }).spec.podSelector).toEqual({ matchExpressions });
});

test.each(['Prod_1', '', 'v1.2', 'prod'])('a label of namespaces is any label: %j', (env) => {
  const peer = { namespaceSelector: { matchLabels: { env } } };
  expect(manifestOf({ ingress: [{ from: [peer] }] }).spec.ingress).toEqual([{ from: [peer] }]);
});

test('all props', () => {
  const metadata = { name: 'db', namespace: 'prod', labels: { team: 'db' }, annotations: { note: 'any text' } };
  expect(manifestOf({ ...metadata, egress: [] }).metadata).toEqual(metadata);
});

test('rules can be added until synth, in the format of the API', () => {
  const { spec } = manifestOf({ egress: [] }, (policy) => {
    policy.addIngress({ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [PORT] });
    policy.addEgress({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] });
  });
  expect(spec.ingress[1]).toEqual({ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 3306 }] });
  expect(spec.egress).toEqual([{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }]);
});

test('a rule that is added to an open direction does not close it for others', () => {
  expect(manifestOf({}, (policy) => policy.addEgress({ to: [{ podSelector: {} }] })).spec).not.toHaveProperty('egress');
});

test('two policies of one name are refused', () => {
  const scope = chart();
  new NetworkPolicy(scope, 'One', PROPS);
  new NetworkPolicy(scope, 'Two', PROPS);
  expect(() => Testing.synth(scope)).toThrow("two objects of kind NetworkPolicy are called 'db'");
});

describe('fails when', () => {
  test('a peer is none, has the name of no namespace, or an expression that the API has not', () => {
    const from = (peer: object) => () => manifestOf({ ingress: [{ from: [peer] }] });
    expect(from({})).toThrow("'ingress[0]' of NetworkPolicy 'test/Policy' must be peers with ipBlock, podSelector or namespaceSelector, got 'a peer without any'");
    expect(from({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'Prod_1' } } })).toThrow("got 'Prod_1'");
    expect(from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Within', values: [] }] } }))
      .toThrow("'ingress[0].podSelector.matchExpressions[0].operator' of NetworkPolicy 'test/Policy' must be 'In' or ");
  });


  const message = (prop: string) => `'${prop}' of NetworkPolicy 'test/Policy' must be `;

  test('nothing is restricted', () => {
    expect(() => manifestOf({ ingress: undefined })).toThrow(`${message('ingress')}given, or egress, got nothing`);
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '300.0.0.0/8', '2001:db8::/129', 'everybody', '/8', 'fe80::1%eth0/64'])('a range is %p', (cidr) => {
    expect(() => manifestOf({ ingress: [{ from: [{ ipBlock: { cidr } }] }] })).toThrow(`${message('ingress[0]')}a range of addresses such as '10.0.0.0/8'`);
  });

  test.each([['10.0.0.0/8', '11.0.0.0/16'], ['10.0.0.0/8', '10.0.0.0/8'], ['10.0.0.0/8', '2001:db8::/32']])('%s has no %s', (cidr, part) => {
    expect(() => manifestOf({ ingress: [{ from: [{ ipBlock: { cidr, except: [part] } }] }] }))
      .toThrow(`${message('ingress[0]')}a range within ${cidr}, got '${part}'`);
    expect(() => manifestOf({ ingress: [{ from: [{ ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } }] }] })).not.toThrow();
  });

  test.each([
    [{ key: 'tier', operator: 'in', values: ['a'] }, '.operator', "'In' or 'NotIn' or 'Exists' or 'DoesNotExist', got 'in'"],
    [{ key: 'tier', operator: 'In' }, '.values', 'at least one value with In, got an empty array'],
    [{ key: 'tier', operator: 'Exists', values: ['a'] }, '.values', "absent with Exists, got ['a']"],
    [{ key: 'the tier', operator: 'Exists' }, '.key', "keys of at most 63"],
    [{ key: 'tier', operator: 'In', values: ['a b'] }, '.values', 'empty, or at most 63'],
  ])('an expression is %j', (expression, field, rest) => {
    expect(() => manifestOf({ matchExpressions: [expression] })).toThrow(message(`matchExpressions[0]${field}`) + rest);
  });

  test('a port, a label or a name is not valid', () => {
    expect(() => manifestOf({ egress: [{ ports: [{ port: k8s.IntOrString.fromNumber(0) }] }] })).toThrow(message('egress[0].ports'));
    expect(() => manifestOf({ egress: [{ ports: [{ ...PORT, protocol: 'ICMP' }] }] })).toThrow(message('egress[0].ports.protocol'));
    expect(() => manifestOf({ selector: { app: 'the db' } })).toThrow(message('selector.app'));
    expect(() => manifestOf({ name: 'Db' })).toThrow(message('name'));
  });
});
