import { NetworkClient, StatefulWebAppProps } from '../../lib/index';
import { kindOf, making, of } from '../fixtures/web';

const servicesOf = (props: Partial<StatefulWebAppProps>) => kindOf('Service', props);
const clients = [NetworkClient.cidr('0.0.0.0/0')];

test('there is a second Service only where something asks for one', () => {
  expect(servicesOf({})).toHaveLength(1);
  for (const asking of [{ clusterIpService: true }, { clusterIpServiceName: 'front' }, { clusterIpServiceOptions: { type: 'ClusterIP' } }]) {
    expect(servicesOf(asking)).toHaveLength(2);
  }
  expect(servicesOf({ clusterIpService: false, clusterIpServiceOptions: { type: 'ClusterIP' } })).toHaveLength(1);
});

test('each Service has labels and annotations of its own beside those of all objects', () => {
  const [headless, second] = servicesOf({
    labels: { team: 'web' }, annotations: { note: 'all' },
    serviceOptions: { labels: { tier: 'peers' }, annotations: { 'example.com/internal': 'yes' } },
    clusterIpServiceOptions: { labels: { tier: 'front' }, annotations: { 'example.com/scheme': 'internal' } },
  });
  expect(headless.metadata).toEqual({
    name: 'web', labels: { app: 'web', team: 'web', tier: 'peers' }, annotations: { 'note': 'all', 'example.com/internal': 'yes' },
  });
  expect(second.metadata).toEqual({
    name: 'web-balanced', labels: { app: 'web', team: 'web', tier: 'front' }, annotations: { 'note': 'all', 'example.com/scheme': 'internal' },
  });
});

test('the second Service may be a load balancer', () => {
  const clusterIpServiceOptions = {
    type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb', loadBalancerSourceRanges: ['203.0.113.0/24'], externalTrafficPolicy: 'Local',
    internalTrafficPolicy: 'Cluster', sessionAffinity: 'ClientIP', ipFamilyPolicy: 'PreferDualStack',
  };
  expect(servicesOf({ clusterIpServiceOptions, clients })[1].spec)
    .toEqual({ ...clusterIpServiceOptions, ports: [{ name: 'http', port: 8080 }], selector: { app: 'web' } });
});

test.each(['LoadBalancer', 'NodePort'])('fails when a Service is of type %s and its clients are shut out', (type) => {
  const clusterIpServiceOptions = { type };
  expect(making({ clusterIpServiceOptions })).toThrow(of('clients',
    `given with clusterIpServiceOptions.type '${type}', because the NetworkPolicy blocks all who are not in clients, got nothing: `
    + "name them, as [NetworkClient.cidr('203.0.113.0/24')], or set networkPolicy: false"));
  expect(making({ clusterIpServiceOptions, clients: [] })).toThrow("'clients'");
  expect(making({ clusterIpServiceOptions, clients })).not.toThrow();
  expect(making({ clusterIpServiceOptions, networkPolicy: false })).not.toThrow();
});
