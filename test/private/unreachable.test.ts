import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { ConfigMap, EnvValue, NetworkClient, NetworkDestination, NetworkPolicy, Service, StatefulSet, StatefulWebApp } from '../../lib/index';
import { ANNOTATION, charts, CLOSED, database, deployment, errorsOf, HOST, NAMESPACE, policy, withReport } from '../fixtures/closed-hosts';

describe('fails where a workload names a host that a policy closes to it', () => {
  test('once, and not when it is allowed', () => {
    expect(withReport(() => undefined)).toEqual([CLOSED]);
    expect(withReport((_, __, mysql, report) => mysql.allow(report))).toEqual([]);
    const { back, front } = charts();
    const mysql = database(back);
    const report = deployment(front, { [HOST]: mysql.primaryHost });
    expect(errorsOf(back)).toEqual([CLOSED]);
    mysql.allow(report);
    expect(errorsOf(back)).toEqual([]);
  });

  test('of cdk8s-plus, by a variable of an init container, a command, or a ConfigMap', () => {
    const { back, front } = charts();
    const { primaryHost, readHost } = database(back);
    const initContainers = [{ image: 'a:1', envVariables: { [HOST]: plus.EnvValue.fromValue(primaryHost) } }];
    const pods = new plus.Deployment(front, 'Web', { containers: [{ image: 'a:1' }], initContainers });
    expect(errorsOf(front)).toEqual([CLOSED.replace('front/Report', 'front/Web/Resource')]);
    pods.metadata.addAnnotation(ANNOTATION, 'mysql-primary');
    deployment(front, {}, { containers: [{ name: 'main', image: 'a:1', args: [`--host=${readHost}`] }] });
    expect(errorsOf(front)).toEqual([expect.stringMatching(/^a command of Deployment 'front\/Report' .* got Service 'mysql-read'/)]);
    const other = charts();
    database(other.back);
    new ConfigMap(other.front, 'Settings', { name: 'settings', data: { [HOST]: primaryHost } });
    deployment(other.front, {}, { containers: [{ name: 'main', image: 'a:1', envFrom: [{ configMapRef: { name: 'settings' } }] }] });
    expect(errorsOf(other.front)).toEqual([CLOSED]);
  });

  test('of this package, on both sides, with one repair', () => {
    const { back, front } = charts();
    const web = new StatefulWebApp(back, 'Web', { image: 'a:1' });
    new StatefulWebApp(front, 'Client', { name: 'client', image: 'a:1', env: { URL: EnvValue.fromValue(`http://${web.host}:8080/`) } });
    expect(errorsOf(front)).toEqual(["'URL' of StatefulSet 'front/Client/Pods' must not use a host that a NetworkPolicy blocks, got Service 'web', but NetworkPolicy "
      + "'back/Web/Network' blocks the connection to it and NetworkPolicy 'front/Client/Network' blocks the connection from it: pass it to allow() of StatefulWebApp 'back/Web', "
      + `or, if a policy outside of this app allows it, annotate it with ${ANNOTATION}: 'web'`]);
  });

  test('and its own policy blocks the connection from it', () => {
    const { back, front } = charts();
    const labels = { app: 'cache' };
    new Service(back, 'Cache', { name: 'cache', selector: labels, ports: [{ port: 6379 }] });
    deployment(back, {}, {}, labels);
    const client = (destinations?: NetworkDestination[]) => new StatefulWebApp(front, `Client${destinations?.length ?? ''}`, {
      name: `client${destinations?.length ?? ''}`, image: 'a:1', env: { CACHE: EnvValue.fromValue('cache.back.svc:6379') }, destinations,
    });
    client([NetworkDestination.podsOf('back', labels, 6379)]);
    expect(errorsOf(front)).toEqual([]);
    client();
    expect(errorsOf(front)).toEqual([expect.stringContaining("NetworkPolicy 'front/Client/Network' blocks the connection from it: name it in the prop destinations, or")]);
  });

  test('by a port that no rule names', () => {
    const rule = (port: unknown, protocol?: string) => withReport((_, front) => policy(front, {
      podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port, protocol }] }],
    }), { clients: [NetworkClient.namespace('front')] });
    const refused = [expect.stringContaining("NetworkPolicy 'front/Policy' blocks the connection from it: add an egress rule to NetworkPolicy 'front/Policy', or")];
    expect(rule(443)).toEqual(refused);
    expect(rule(3306, 'UDP')).toEqual(refused);
    expect(rule('https')).toEqual(refused);
    expect([rule(3306), rule('mysql'), rule(undefined)]).toEqual([[], [], []]);
  });

  test('by a policy of somebody else, or of a part', () => {
    const closed = (close: (back: Chart) => void) => withReport((back) => close(back), { networkPolicy: false });
    const refused = [expect.stringContaining("'back/Policy' blocks the connection to it: add an ingress rule to NetworkPolicy 'back/Policy', or")];
    expect(closed((back) => policy(back, { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }))).toEqual(refused);
    expect(closed((back) => new NetworkPolicy(back, 'Policy', { name: 'policy', selector: { app: 'mysql' }, ingress: [] }))).toEqual(refused);
    expect(closed((back) => new NetworkPolicy(back, 'Policy', { name: 'policy', selector: { app: 'mysql' }, egress: [] }))).toEqual([]);
    expect(closed((back) => new NetworkPolicy(back, 'Policy', { name: 'policy', selector: { app: 'other' }, ingress: [] }))).toEqual([]);
  });

  test('of parts', () => {
    const { back, front } = charts();
    const selector = { app: 'cache' };
    new Service(back, 'Service', { name: 'cache', selector, headless: true });
    new StatefulSet(back, 'Pods', { name: 'cache', selector, serviceName: 'cache', pod: { containers: [{ name: 'main', image: 'a:1' }] } });
    new NetworkPolicy(back, 'Policy', { name: 'cache', selector, ingress: [{ from: [{ podSelector: { matchLabels: selector } }] }] });
    deployment(front, { [HOST]: 'cache-0.cache.back.svc' });
    expect(errorsOf(front)).toEqual([expect.stringContaining("got Service 'cache', but NetworkPolicy 'back/Policy' blocks the connection to it")]);
  });

  test('an allowed workload is reported if the policy of somebody else blocks it, whatever it names', () => {
    const { back, front } = charts();
    const mysql = database(back);
    mysql.allow(deployment(front, {}));
    const isolated = policy(front, { podSelector: { matchLabels: { app: 'report' } }, policyTypes: ['Egress'] });
    expect(errorsOf(front)).toEqual(["ReplicatedMySQL 'back/MySQL' allows Deployment 'front/Report', but NetworkPolicy 'front/Policy' blocks the connection from it: "
      + 'add an egress rule to that policy']);
    isolated.addJsonPatch(JsonPatch.add('/spec/egress', [{ to: [{ namespaceSelector: { matchLabels: { [NAMESPACE]: 'back' } } }] }]));
    mysql.allow(new StatefulWebApp(front, 'Web', { image: 'a:1' }));
    expect(errorsOf(front)).toEqual([]);
  });

  test('but tells it once where it names the host', () => {
    expect(withReport((_, front, mysql, report) => {
      mysql.allow(report);
      policy(front, { podSelector: {}, egress: [{ ports: [{ port: 443 }] }] });
    })).toEqual([expect.stringContaining("but NetworkPolicy 'front/Policy' blocks the connection from it: add an egress rule to NetworkPolicy 'front/Policy', or")]);
  });

  test('and another object cannot be written, of which cdk8s complains later', () => {
    expect(withReport((_, front) => new plus.Deployment(front, 'Empty', {}))).toEqual([CLOSED]);
  });

  test('as objects are after JSON patches', () => {
    const { back, front } = charts();
    const mysql = database(back);
    const web = new StatefulSet(front, 'Web', { name: 'web', selector: { app: 'web' }, pod: { containers: [{ name: 'main', image: 'a:1' }] } });
    web.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/env', [{ name: HOST, value: mysql.primaryHost }]));
    expect(errorsOf(front)).toEqual([expect.stringContaining(`'${HOST}' of StatefulSet 'front/Web'`)]);
    const network = back.node.findAll().find((construct) => ApiObject.isApiObject(construct) && construct.kind === 'NetworkPolicy') as ApiObject;
    network.addJsonPatch(JsonPatch.replace('/spec/podSelector/matchLabels/app', 'other'));
    new ConfigMap(front, 'Grown', { name: 'grown' });
    expect(errorsOf(front)).toEqual([]);
  });
});
