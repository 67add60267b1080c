import { Testing } from 'cdk8s';
import { NetworkClient, NetworkDestination, StatefulWebApp, StatefulWebAppProps } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { Objects, synth } from '../fixtures/mysql';

const IMAGE = 'web:1.0';
const MYSQL = [{ port: 3306, protocol: 'TCP' }];
const MEMBERS = [...MYSQL, { port: 33062, protocol: 'TCP' }];
const HTTP = [{ port: 8080, protocol: 'TCP' }];
const DNS = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] };

const podsOf = (labels: object) => ({ podSelector: { matchLabels: labels } });
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const policies = (objects: Objects) => objects.filter(({ kind }) => kind === 'NetworkPolicy');

function web(props: Partial<StatefulWebAppProps> = {}): Objects {
  const scope = chart();
  new StatefulWebApp(scope, 'Web', { image: IMAGE, ...props });
  return Testing.synth(scope);
}

describe('ReplicatedMySQL', () => {
  test('takes connections of its members alone; they reach each other, DNS and the API server', () => {
    expect(policies(synth({ labels: { team: 'shop' } }))).toEqual([{
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'mysql', labels: { app: 'mysql', team: 'shop' } },
      spec: {
        podSelector: { matchLabels: { app: 'mysql' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [podsOf({ app: 'mysql' })], ports: MEMBERS }],
        egress: [{ to: [podsOf({ app: 'mysql' })], ports: MEMBERS }, DNS, { ports: [{ port: 443, protocol: 'TCP' }, { port: 6443, protocol: 'TCP' }] }],
      },
    }]);
  });

  test('has a policy before it has pods', () => {
    const kinds = synth().map(({ kind }) => kind);
    expect(kinds.indexOf('NetworkPolicy')).toBeLessThan(kinds.indexOf('StatefulSet'));
  });

  test('takes connections of every kind of client', () => {
    const clients = [
      NetworkClient.pods({ app: 'shop' }), NetworkClient.allPods(), NetworkClient.namespace('monitoring'), NetworkClient.podsOf('billing', { app: 'invoices' }),
      NetworkClient.cidr('10.0.0.0/8', ['10.1.0.0/16']), NetworkClient.cidr('2001:db8::/32'),
    ];
    expect(policies(synth({ clients }))[0].spec.ingress).toEqual([{ from: [podsOf({ app: 'mysql' })], ports: MEMBERS }, {
      ports: MYSQL,
      from: [
        podsOf({ app: 'shop' }), { podSelector: {} }, { ...inNamespace('monitoring'), podSelector: {} },
        { ...inNamespace('billing'), ...podsOf({ app: 'invoices' }) }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, { ipBlock: { cidr: '2001:db8::/32' } },
      ],
    }]);
  });

  test('knows the API server where it was told', () => {
    expect(policies(synth({ apiServerCidrs: ['10.0.0.10/32', 'fd00::10/128'] }))[0].spec.egress[2].to)
      .toEqual([{ ipBlock: { cidr: '10.0.0.10/32' } }, { ipBlock: { cidr: 'fd00::10/128' } }]);
  });

  test('is open where it was switched off', () => {
    expect(policies(synth({ networkPolicy: false }))).toEqual([]);
  });

  test('fails when clients or the API server are not valid', () => {
    const message = (prop: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be `;
    expect(() => synth({ clients: [NetworkClient.allPods(), NetworkClient.pods({})] }))
      .toThrow(`${message('clients[1]')}pods of at least one label, got 'no label': for all pods say NetworkClient.allPods()`);
    expect(() => synth({ clients: [NetworkClient.podsOf('billing', {})] })).toThrow(message('clients[0]'));
    expect(() => synth({ clients: [NetworkClient.namespace('Billing')] })).toThrow(`${message('clients[0].namespace')}at most 63 small letters`);
    expect(() => synth({ clients: [NetworkClient.pods({ app: 'the shop' })] })).toThrow(message('clients[0].app'));
    expect(() => synth({ clients: [NetworkClient.cidr('10.0.0.1')] })).toThrow(`${message('clients[0]')}a range of addresses`);
    expect(() => synth({ clients: ['web' as unknown as NetworkClient] })).toThrow(`${message('clients[0]')}made by a function of NetworkClient, got 'web'`);
    expect(() => synth({ apiServerCidrs: ['10.0.0.10/32', 'kubernetes.default'] })).toThrow(`${message('apiServerCidrs[1]')}a range of addresses`);
    expect(() => synth({ apiServerCidrs: [] })).toThrow(`${message('apiServerCidrs')}at least one range of addresses, got 'an empty list': leave it out for any address`);
  });
});

describe('StatefulWebApp', () => {
  test('takes connections of its members alone, on all of its ports; they reach each other and DNS', () => {
    const ports = [...HTTP, { port: 5353, protocol: 'UDP' }];
    expect(policies(web({ extraPorts: [{ name: 'dns', port: 5353, protocol: 'UDP' }] }))[0].spec).toEqual({
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [podsOf({ app: 'web' })], ports }],
      egress: [{ to: [podsOf({ app: 'web' })], ports }, DNS],
    });
  });

  test('takes connections of clients, and reaches its destinations', () => {
    const destinations = [
      NetworkDestination.pods({ app: 'cache' }, 6379), NetworkDestination.namespace('mail', 25), NetworkDestination.podsOf('mail', { app: 'relay' }, 2525),
      NetworkDestination.cidr('0.0.0.0/0', 443),
    ];
    const { ingress, egress } = policies(web({ clients: [NetworkClient.namespace('ingress')], destinations }))[0].spec;
    expect(ingress[0].from[1]).toEqual({ ...inNamespace('ingress'), podSelector: {} });
    const port = (number: number) => [{ port: number, protocol: 'TCP' }];
    expect(egress.slice(2)).toEqual([
      { to: [podsOf({ app: 'cache' })], ports: port(6379) }, { to: [{ ...inNamespace('mail'), podSelector: {} }], ports: port(25) },
      { to: [{ ...inNamespace('mail'), ...podsOf({ app: 'relay' }) }], ports: port(2525) }, { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: port(443) },
    ]);
  });

  test('is open where it was switched off', () => {
    expect(policies(web({ networkPolicy: false }))).toEqual([]);
  });

  test('fails when a destination is not valid', () => {
    const message = "'destinations[0]' of StatefulWebApp 'test/Web' must be ";
    expect(() => web({ destinations: [NetworkDestination.cidr('0.0.0.0', 443)] })).toThrow(`${message}a range of addresses`);
    expect(() => web({ destinations: [NetworkDestination.pods({ app: 'a' }, 0)] }))
      .toThrow("'destinations[0].port' of StatefulWebApp 'test/Web' must be a whole number from 1 to 65535");
    expect(() => web({ destinations: [NetworkClient.allPods() as unknown as NetworkDestination] }))
      .toThrow(`${message}made by a function of NetworkDestination, got an object of class NetworkClient`);
    expect(() => web({ destinations: [undefined as unknown as NetworkDestination] })).toThrow(`${message}made by a function of NetworkDestination, got nothing`);
    expect(() => web({ destinations: [NetworkDestination.namespace('mail', undefined as unknown as number)] }))
      .toThrow("'destinations[0].port' of StatefulWebApp 'test/Web' must be given, got nothing");
    expect(() => web({ destinations: [NetworkDestination.pods({}, 80)] })).toThrow(`${message}pods of at least one label`);
    expect(() => web({ clients: [NetworkClient.pods({})] })).toThrow("'clients[0]' of StatefulWebApp 'test/Web' must be pods of at least one label");
  });
});
