import { Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { NetworkPolicy, NetworkPolicyProps } from '../../lib';
import { chart, only } from './charts';

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

test('all props', () => {
  const metadata = { name: 'db', namespace: 'prod', labels: { team: 'db' }, annotations: { note: 'any text' } };
  expect(manifestOf({ ...metadata, egress: [] }).metadata).toEqual(metadata);
});

test('rules can be added until synth, in wire format', () => {
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
  const message = (prop: string) => `'${prop}' of NetworkPolicy 'test/Policy' must be `;

  test('nothing is restricted', () => {
    expect(() => manifestOf({ ingress: undefined })).toThrow(`${message('ingress')}given, or egress, got nothing`);
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '300.0.0.0/8', '2001:db8::/129', 'everybody', '/8', 'fe80::1%eth0/64'])('a range is %p', (cidr) => {
    expect(() => manifestOf({ ingress: [{ from: [{ ipBlock: { cidr } }] }] })).toThrow(`${message('ingress[0]')}a range of addresses such as '10.0.0.0/8'`);
  });

  test.each([['10.0.0.0/8', '11.0.0.0/16'], ['10.0.0.0/8', '10.0.0.0/8'], ['10.0.0.0/8', '2001:db8::/32']])('%s has no %s', (cidr, part) => {
    expect(() => manifestOf({ ingress: [{ from: [{ ipBlock: { cidr, except: [part] } }] }] }))
      .toThrow(`${message('ingress[0]')}within ${cidr}, from which it is taken, got '${part}'`);
    expect(() => manifestOf({ ingress: [{ from: [{ ipBlock: { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] } }] }] })).not.toThrow();
  });

  test('a port, a label or a name is not valid', () => {
    expect(() => manifestOf({ egress: [{ ports: [{ port: k8s.IntOrString.fromNumber(0) }] }] })).toThrow(message('egress[0].ports'));
    expect(() => manifestOf({ egress: [{ ports: [{ ...PORT, protocol: 'ICMP' }] }] })).toThrow(message('egress[0].ports.protocol'));
    expect(() => manifestOf({ selector: { app: 'the db' } })).toThrow(message('selector.app'));
    expect(() => manifestOf({ name: 'Db' })).toThrow(message('name'));
  });
});
