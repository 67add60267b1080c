import { App, Chart } from 'cdk8s';
import { ConfigMap, NetworkClient, ReplicatedMySQL, StatefulWebApp, StatefulWebAppProps } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { ROOT } from '../fixtures/mysql';
import { HTTP, inNamespace, MYSQL, podsOf, specOf } from '../fixtures/network-policies';

const IMAGE = 'web:1.0';

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

  test('once, however often it is called', () => {
    const scope = chart();
    const mysql = new ReplicatedMySQL(scope, 'MySQL', ROOT);
    const app = new StatefulWebApp(scope, 'Web', { image: IMAGE });
    for (let times = 0; times < 2; times++) mysql.allow(app);
    expect(specOf(scope, 'mysql').ingress).toHaveLength(2);
    expect(specOf(scope, 'web').egress).toHaveLength(3);
  });

  test('but fails where it is given nothing that connects', () => {
    const scope = chart();
    const mysql = new ReplicatedMySQL(scope, 'MySQL', ROOT);
    const app = new StatefulWebApp(scope, 'Web', { image: IMAGE });
    const rest = 'a workload that connects to this one, or a construct with workloads in it, got ';
    const hint = ': for a connection to a database pass the app to allow() of the database; for pods outside of this app, and for addresses, '
      + 'use allowClient() or the prop clients';
    expect(() => mysql.allow(undefined as never)).toThrow(`'client' of ReplicatedMySQL 'test/MySQL' must be ${rest}nothing${hint}`);
    expect(() => app.allow(mysql)).toThrow(`'client' of StatefulWebApp 'test/Web' must be ${rest}an object of class ReplicatedMySQL${hint}`);
    expect(() => app.allow(NetworkClient.allPods() as never)).toThrow('got an object of class NetworkClient');
    expect(() => app.allow(new ConfigMap(scope, 'Settings', { name: 'settings' }))).toThrow('got an object of class ConfigMap');
  });

  test('but fails where only one of the namespaces is known', () => {
    const [front, back] = charts(undefined, 'back');
    expect(() => join(front, back)).toThrow("'namespace' of Chart 'front' must be given where 'front/Web' is to reach 'back/MySQL', as the other chart states one, got nothing");
    const [known, unknown] = charts('front', undefined);
    expect(() => join(known, unknown)).toThrow("'namespace' of Chart 'back'");
  });
});
