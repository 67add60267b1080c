import { ApiObject, App, Chart } from 'cdk8s';
import { ConfigMap, NetworkPolicy, Service } from '../../lib/index';
import { ANNOTATION, charts, CLOSED, database, deployment, errorsOf, HOST, NAMESPACE, policy, withReport } from '../fixtures/closed-hosts';

const REFUSED = expect.stringContaining("got Service 'pg', but NetworkPolicy 'back/Policy' blocks the connection to it");

/** Pods `app: pg`, a Service for those of them with more labels, a policy that closes them, and a client. */
function behind(back: Chart, more: { [key: string]: string }, pod: object = {}, selector: { [key: string]: string } = { app: 'pg' }): void {
  const labels = { app: 'pg', tier: 'closed' };
  deployment(back, {}, { containers: [{ name: 'main', image: 'a:1' }], ...pod }, labels);
  new Service(back, 'Service', { name: 'pg', selector: { app: 'pg', ...more }, ports: [{ port: 5432 }] });
  new NetworkPolicy(back, 'Policy', { name: 'pg', selector: selector.role ? selector : { tier: 'closed' }, ingress: [] });
  deployment(new Chart(App.of(back), 'client', { namespace: 'back' }), { PG_HOST: 'pg' }, {}, { app: 'client' });
}

describe('peers', () => {
  const peer = (from: object) => withReport((back) => policy(back, { podSelector: { matchLabels: { app: 'mysql' } }, ingress: [{ from: [from] }] }));
  const namespaceSelector = { matchLabels: { [NAMESPACE]: 'front' } };
  const expression = (key: string, operator: string, ...values: string[]) => ({ matchExpressions: [{ key, operator, values }] });

  test.each([
    ['the namespace', { namespaceSelector }],
    ['any namespace', { namespaceSelector: {} }],
    ['labels of the namespace, which nobody knows', { namespaceSelector: { matchLabels: { team: 'shop' } } }],
    ['namespaces but another', { namespaceSelector: expression(NAMESPACE, 'NotIn', 'back') }],
    ['pods of the namespace', { namespaceSelector, podSelector: { matchLabels: { app: 'report' } } }],
    ['pods by expressions', { namespaceSelector, podSelector: expression('app', 'In', 'report', 'web') }],
    ['pods without a label', { namespaceSelector, podSelector: expression('tier', 'DoesNotExist') }],
    ['pods with a label that a controller writes', { namespaceSelector, podSelector: expression('pod-template-hash', 'Exists') }],
    ['an operator that is newer', { namespaceSelector, podSelector: expression('app', 'Like', 'rep*') }],
    ['addresses, which nobody knows', { ipBlock: { cidr: '10.0.0.0/8' } }],
  ])('let in: %s', (_, from) => expect(peer(from)).toEqual([]));

  test.each([
    ['pods of the own namespace', { podSelector: {} }],
    ['another namespace', { namespaceSelector: { matchLabels: { [NAMESPACE]: 'other' } } }],
    ['namespaces but this', { namespaceSelector: expression(NAMESPACE, 'NotIn', 'front') }],
    ['other pods of the namespace', { namespaceSelector, podSelector: { matchLabels: { app: 'web' } } }],
    ['other pods by expressions', { namespaceSelector, podSelector: expression('app', 'NotIn', 'report') }],
    ['pods with another label', { namespaceSelector, podSelector: expression('tier', 'Exists') }],
  ])('keep out: %s', (_, from) => expect(peer(from)).toEqual([CLOSED]));
});

describe('is silent', () => {
  test('where a person knows better, of the Services that are named alone', () => {
    expect(withReport((_, __, ___, report) => report.metadata.addAnnotation(ANNOTATION, 'cache, mysql-primary'))).toEqual([]);
    expect(withReport((_, __, ___, report) => report.metadata.addAnnotation(ANNOTATION, 'mysql-read'))).toEqual([CLOSED]);
  });

  test('where nobody knows whether it is that Service', () => {
    const other = charts('back', '');
    database(other.back);
    deployment(other.front, { [HOST]: 'mysql-primary' });
    expect(errorsOf(other.front)).toEqual([]);
    const unstated = charts('', 'front');
    database(unstated.back);
    deployment(unstated.front, { [HOST]: 'mysql-primary.somewhere.svc' });
    expect(errorsOf(unstated.front)).toEqual([]);
  });

  test('unless it is the only one in charts whose namespace is not stated', () => {
    const { back, front } = charts('', '');
    database(back);
    deployment(front, { [HOST]: 'mysql-primary' });
    expect(errorsOf(front)).toEqual([CLOSED]);
    database(new Chart(App.of(front), 'third'));
    expect(errorsOf(front)).toEqual([]);
  });

  test('where the word may be a name of its own', () => {
    const { back } = charts();
    database(back);
    deployment(back, { OTEL_SERVICE_NAME: 'mysql-primary' });
    expect(errorsOf(back)).toEqual([]);
  });

  test('of charts for different clusters', () => {
    const { back, front } = charts();
    front.node.setContext('cdk8s-stateful/cluster', 'eu');
    deployment(front, { [HOST]: database(back).primaryHost });
    expect(errorsOf(front)).toEqual([]);
  });

  test('of pods in the network of their node', () => {
    const { back, front } = charts();
    deployment(front, { [HOST]: database(back).primaryHost }, { hostNetwork: true });
    expect(errorsOf(front)).toEqual([]);
  });

  test('where a policy of another kind may open what this one closes', () => {
    expect(withReport((back) => new ApiObject(back, 'Cilium', { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'open' } }))).toEqual([]);
  });

  test('of pods that are behind the Service themselves', () => {
    const { back } = charts();
    const labels = { app: 'report' };
    new Service(back, 'Service', { name: 'report', selector: labels, ports: [{ port: 80 }] });
    new NetworkPolicy(back, 'Policy', { name: 'report', selector: labels, ingress: [] });
    deployment(back, { SERVICE: 'report' }, {}, labels);
    expect(errorsOf(back)).toEqual([]);
  });

  test('of pods that serve in the network of their node', () => {
    const { back, front } = charts();
    behind(back, { role: 'master' }, { hostNetwork: true });
    expect(errorsOf(front)).toEqual([]);
  });

  test('where one of the workloads behind a Service lets it in', () => {
    const { back } = charts();
    behind(back, {});
    expect(errorsOf(back)).toEqual([REFUSED]);
    deployment(new Chart(App.of(back), 'second', { namespace: 'back' }), {}, {}, { app: 'pg', tier: 'open' });
    expect(errorsOf(back)).toEqual([]);
  });

  test('of charts of one namespace in different clusters', () => {
    const { back, front } = charts('shop', 'shop');
    front.node.setContext('cdk8s-stateful/cluster', 'eu');
    database(back);
    deployment(front, { [HOST]: 'mysql-primary' });
    expect(errorsOf(front)).toEqual([]);
  });
});

describe('pods behind a Service', () => {
  test('may have labels that are written while they run', () => {
    const { back } = charts();
    behind(back, { role: 'master' });
    expect(errorsOf(back)).toEqual([REFUSED]);
  });

  test('are those that have all labels, where there are any', () => {
    const { back } = charts();
    behind(back, { role: 'master' });
    const second = new Chart(App.of(back), 'second', { namespace: 'back' });
    deployment(second, {}, {}, { app: 'pg' });
    expect(errorsOf(back)).toEqual([]);
    deployment(new Chart(App.of(back), 'third', { namespace: 'back' }), {}, {}, { app: 'pg', role: 'master', tier: 'closed' });
    expect(errorsOf(back)).toEqual([REFUSED]);
  });

  test('have the labels that the Service selects, for the policy as well', () => {
    const { back } = charts();
    behind(back, { role: 'master' }, {}, { role: 'master' });
    expect(errorsOf(back)).toEqual([REFUSED]);
  });
});

describe('ports', () => {
  /** Whether a client is let in by a policy that opens one port of pods with the ports 80 and 9090. */
  const opened = (port: object, service: object) => {
    const { back } = charts();
    const labels = { app: 'pg' };
    const ports = [{ name: 'web', containerPort: 80 }, { containerPort: 9090 }];
    deployment(back, {}, { containers: [{ name: 'main', image: 'a:1', ports }] }, labels);
    new ApiObject(back, 'Service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'pg' }, spec: { selector: labels, ...service } });
    policy(back, { podSelector: { matchLabels: labels }, ingress: [{ ports: [port] }] });
    new ConfigMap(back, 'Ours', { name: 'ours' }); // an app with nothing of this package is nobody's business
    deployment(new Chart(App.of(back), 'client', { namespace: 'back' }), { PG_HOST: 'pg' }, {}, { app: 'client' });
    return errorsOf(back).length === 0;
  };

  test.each([
    ['by its name', { port: 'web' }, { ports: [{ port: 1, targetPort: 80 }] }, true],
    ['by its number, of a Service that names it', { port: 80 }, { ports: [{ port: 1, targetPort: 'web' }] }, true],
    ['by a name that is not known', { port: 'x' }, { ports: [{ port: 1, targetPort: 'y' }] }, true],
    ['by a number, of a name that is not known', { port: 80 }, { ports: [{ port: 1, targetPort: 'y' }] }, true],
    ['within a range', { port: 70, endPort: 90 }, { ports: [{ port: 80 }] }, true],
    ['beyond a range', { port: 70, endPort: 79 }, { ports: [{ port: 80 }] }, false],
    ['to which the Service does not lead', { port: 9090 }, { ports: [{ port: 80 }] }, false],
    ['of pods behind a headless Service, which leads to all', { port: 9090 }, { ports: [{ port: 80 }], clusterIP: 'None' }, true],
    ['that pods do not name, behind a Service without ports', { port: 5 }, { clusterIP: 'None' }, false],
  ])('%s', (_, port, service, isOpen) => expect(opened(port, service)).toBe(isOpen));
});
