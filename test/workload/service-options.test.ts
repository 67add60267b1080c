import { NetworkClient } from '../../lib/index';
import { making, of } from '../fixtures/web';

const failing = (clusterIpServiceOptions: object) => making({ clusterIpServiceOptions, clients: [NetworkClient.allPods()] });
const prop = (name: string, rest: string) => of(`clusterIpServiceOptions.${name}`, rest);

test.each([
  ['type', 'Internal', "'ClusterIP' or 'NodePort' or 'LoadBalancer'"], ['externalTrafficPolicy', 'local', "'Cluster' or 'Local', got 'local': write 'Local'"],
  ['internalTrafficPolicy', 'Node', "'Cluster' or 'Local'"], ['sessionAffinity', 'Cookie', "'None' or 'ClientIP'"], ['ipFamilyPolicy', 'Dual', "'SingleStack' or"],
])('fails when %s is %s', (name, value, rest) => expect(failing({ type: 'LoadBalancer', [name]: value })).toThrow(prop(name, rest)));

test('fails when labels, annotations or ranges are not valid', () => {
  expect(failing({ labels: { a: 'b c' } })).toThrow(prop('labels.a', 'empty, or'));
  expect(failing({ annotations: { 'a b': '' } })).toThrow(prop('annotations', 'keys of'));
  expect(failing({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1'] })).toThrow(prop('loadBalancerSourceRanges[0]', 'a range of addresses'));
  expect(making({ serviceOptions: { type: 'LoadBalancer' } })).toThrow(of('serviceOptions.type', "known names, got others: known are labels, annotations"));
});

test('fails when a class of load balancers cannot be', () => {
  const ofClass = (loadBalancerClass: string) => failing({ type: 'LoadBalancer', loadBalancerClass });
  for (const name of ['Bad Class', '', 'Example.com/x']) expect(ofClass(name)).toThrow(prop('loadBalancerClass', 'at most 63 letters, digits and -_.'));
  for (const name of ['Example', 'service.k8s.aws/nlb']) expect(ofClass(name)).not.toThrow();
});

test.each(['ClusterIP', 'NodePort'])('fails when a Service of type %s is told what only a load balancer heeds', (type) => {
  expect(failing({ type, loadBalancerClass: 'a/b' })).toThrow(prop('type', `'LoadBalancer' with loadBalancerClass, got '${type}'`));
  expect(failing({ type, loadBalancerSourceRanges: ['10.0.0.0/8'] })).toThrow(prop('type', "'LoadBalancer' with loadBalancerSourceRanges"));
});

test('fails when a Service of the cluster alone has a policy for traffic from outside', () => {
  expect(failing({ externalTrafficPolicy: 'Local' })).toThrow(prop('type', "'NodePort' or 'LoadBalancer' with externalTrafficPolicy, got 'ClusterIP'"));
  expect(failing({ type: 'NodePort', externalTrafficPolicy: 'Local' })).not.toThrow();
});
