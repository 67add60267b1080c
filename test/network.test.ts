import { App, Chart, Testing } from 'cdk8s';
import { NetworkClient, NetworkDestination, ReplicatedMySQL, StatefulWebApp, StatefulWebAppProps } from '../lib';
import { chart } from './parts/charts';
import { Objects, ROOT, synth } from './replicated-mysql/set';

const IMAGE = 'web:1.0';
const MYSQL = [{ port: 3306, protocol: 'TCP' }];
const HTTP = [{ port: 8080, protocol: 'TCP' }];
const DNS = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] };

const podsOf = (labels: object) => ({ podSelector: { matchLabels: labels } });
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const policies = (objects: Objects) => objects.filter(({ kind }) => kind === 'NetworkPolicy');
const specOf = (scope: Chart, name: string) => policies(Testing.synth(scope)).find(({ metadata }) => metadata.name === name)?.spec;

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
        ingress: [{ from: [podsOf({ app: 'mysql' })], ports: MYSQL }],
        egress: [{ to: [podsOf({ app: 'mysql' })], ports: MYSQL }, DNS, { ports: [{ port: 443, protocol: 'TCP' }, { port: 6443, protocol: 'TCP' }] }],
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
    expect(policies(synth({ clients }))[0].spec.ingress).toEqual([{
      ports: MYSQL,
      from: [
        podsOf({ app: 'mysql' }), podsOf({ app: 'shop' }), { podSelector: {} }, { ...inNamespace('monitoring'), podSelector: {} },
        { ...inNamespace('billing'), ...podsOf({ app: 'invoices' }) }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, { ipBlock: { cidr: '2001:db8::/32' } },
      ],
    }]);
  });

  test('knows the API server where it was told', () => {
    expect(policies(synth({ apiServerCidrs: ['10.0.0.10/32', 'fd00::10/128'] }))[0].spec.egress[2].to)
      .toEqual([{ ipBlock: { cidr: '10.0.0.10/32' } }, { ipBlock: { cidr: 'fd00::10/128' } }]);
  });

  test('is open where it was switched off', () => {
    expect(policies(synth({ networkPolicy: false, clients: [NetworkClient.allPods()] }))).toEqual([]);
  });

  test('fails when clients or the API server are not valid', () => {
    const message = (prop: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be `;
    expect(() => synth({ clients: [NetworkClient.allPods(), NetworkClient.pods({})] }))
      .toThrow(`${message('clients[1]')}pods of at least one label, got 'no label': for all pods say NetworkClient.allPods()`);
    expect(() => synth({ clients: [NetworkClient.podsOf('billing', {})] })).toThrow(message('clients[0]'));
    expect(() => synth({ clients: [NetworkClient.namespace('Billing')] })).toThrow(`${message('clients[0]')}at most 63 small letters`);
    expect(() => synth({ clients: [NetworkClient.pods({ app: 'the shop' })] })).toThrow(message('clients[0].app'));
    expect(() => synth({ clients: [NetworkClient.cidr('10.0.0.1')] })).toThrow(`${message('clients[0]')}a range of addresses`);
    expect(() => synth({ clients: ['web' as unknown as NetworkClient] })).toThrow(`${message('clients[0]')}made by one of its functions, got 'string'`);
    expect(() => synth({ apiServerCidrs: ['10.0.0.10/32', 'kubernetes.default'] })).toThrow(`${message('apiServerCidrs[1]')}a range of addresses`);
    expect(() => synth({ apiServerCidrs: [] })).toThrow(`${message('apiServerCidrs')}at least one range of addresses, got 'an empty list': leave it out for any address`);
  });
});

describe('StatefulWebApp', () => {
  test('takes connections of its members alone, on all of its ports; they reach each other and DNS', () => {
    const ports = [...HTTP, { port: 5353, protocol: 'UDP' }];
    expect(policies(web({ morePorts: [{ name: 'dns', port: 5353, protocol: 'UDP' }] }))[0].spec).toEqual({
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

  test('is open where it was switched off, and with plain', () => {
    expect(policies(web({ networkPolicy: false }))).toEqual([]);
    expect(policies(web({ plain: true }))).toEqual([]);
    expect(policies(web({ plain: true, networkPolicy: true }))).toHaveLength(1);
  });

  test('fails when a destination is not valid', () => {
    const message = "'destinations[0]' of StatefulWebApp 'test/Web' must be ";
    expect(() => web({ destinations: [NetworkDestination.cidr('0.0.0.0', 443)] })).toThrow(`${message}a range of addresses`);
    expect(() => web({ destinations: [NetworkDestination.pods({ app: 'a' }, 0)] }))
      .toThrow("'destinations[0].port' of StatefulWebApp 'test/Web' must be a whole number from 1 to 65535");
    expect(() => web({ destinations: [NetworkClient.allPods() as unknown as NetworkDestination] })).toThrow(`${message}given a port`);
    expect(() => web({ destinations: [undefined as unknown as NetworkDestination] })).toThrow(`${message}made by one of its functions, got 'undefined'`);
    expect(() => web({ destinations: [NetworkDestination.pods({}, 80)] })).toThrow(`${message}pods of at least one label`);
    expect(() => web({ clients: [NetworkClient.pods({})] })).toThrow("'clients[0]' of StatefulWebApp 'test/Web' must be pods of at least one label");
  });
});

describe('allow() joins both sides', () => {
  const charts = (from?: string, to?: string) => {
    const app = new App();
    return [new Chart(app, 'front', { namespace: from }), new Chart(app, 'back', { namespace: to })];
  };
  const join = (front: Chart, back: Chart, props: Partial<StatefulWebAppProps> = {}, networkPolicy?: boolean) => {
    new ReplicatedMySQL(back, 'MySQL', { ...ROOT, networkPolicy }).allow(new StatefulWebApp(front, 'Web', { image: IMAGE, ...props }));
    return [specOf(front, 'web'), specOf(back, 'mysql')];
  };

  test('in one chart', () => {
    const scope = chart({ namespace: 'shop' });
    const [app, mysql] = join(scope, scope);
    expect(mysql.ingress[1]).toEqual({ from: [podsOf({ app: 'web' })], ports: MYSQL });
    expect(app.egress[2]).toEqual({ to: [podsOf({ app: 'mysql' })], ports: MYSQL });
  });

  test('in two charts of one namespace, or of none that is stated', () => {
    for (const namespace of [undefined, 'shop']) {
      const [front, back] = charts(namespace, namespace);
      const [app, mysql] = join(front, back);
      expect([mysql.ingress[1].from, app.egress[2].to]).toEqual([[podsOf({ app: 'web' })], [podsOf({ app: 'mysql' })]]);
    }
  });

  test('across namespaces', () => {
    const [front, back] = charts('front', 'back');
    const [app, mysql] = join(front, back);
    expect(mysql.ingress[1].from).toEqual([{ ...inNamespace('front'), ...podsOf({ app: 'web' }) }]);
    expect(app.egress[2].to).toEqual([{ ...inNamespace('back'), ...podsOf({ app: 'mysql' }) }]);
  });

  test('where one side is open, the other is joined', () => {
    const [front, back] = charts('front', 'back');
    const [app, mysql] = join(front, back, { networkPolicy: false });
    expect([app, mysql.ingress.length]).toEqual([undefined, 2]);
    const [frontOnly, open] = charts('front', 'back');
    expect(join(frontOnly, open, {}, false)[0].egress).toHaveLength(3);
  });

  test('of two apps', () => {
    const scope = chart();
    const [one, two] = ['one', 'two'].map((name) => new StatefulWebApp(scope, name, { name, image: IMAGE }));
    one.allow(two);
    expect(specOf(scope, 'one').ingress[1]).toEqual({ from: [podsOf({ app: 'two' })], ports: HTTP });
    expect(specOf(scope, 'two').egress[2]).toEqual({ to: [podsOf({ app: 'one' })], ports: HTTP });
  });

  test('but fails where only one of the namespaces is known', () => {
    const [front, back] = charts(undefined, 'back');
    expect(() => join(front, back)).toThrow("'namespace' of Chart 'front' must be given where 'front/Web' is to reach 'back/MySQL', as the other chart states one, got nothing");
    const [known, unknown] = charts('front', undefined);
    expect(() => join(known, unknown)).toThrow("'namespace' of Chart 'back'");
  });
});
