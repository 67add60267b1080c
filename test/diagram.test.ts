import { App, Chart } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { MySQLChart } from '../apps/mysql-chart';
import { ShopChart } from '../apps/shop-chart';
import { Diagram, EnvValue, StatefulWebApp } from '../lib';

const linesOf = (scope: Construct) => Diagram.mermaidOf(scope).split('\n').map((line) => line.trim());
const chart = (namespace?: string) => new Chart(new App(), 'test', { namespace });

/** A client that has one variable, beside an app with the Services `shop` and `shop-balanced`. */
function callsBy(variable: string, value: string, namespace?: string): string[] {
  const scope = chart(namespace);
  new StatefulWebApp(scope, 'Shop', { name: 'shop', image: 'shop:1', balanced: true });
  new StatefulWebApp(scope, 'Client', { name: 'client', image: 'client:1', env: { [variable]: EnvValue.fromValue(value) } });
  return linesOf(scope).filter((line) => line.includes('==>'));
}

test('an app and its database', () => {
  expect(Diagram.mermaidOf(new ShopChart(new App(), 'shop'))).toMatchSnapshot();
});

test('the same constructs give the same text', () => {
  expect(Diagram.mermaidOf(new MySQLChart(new App(), 'one'))).toBe(Diagram.mermaidOf(new MySQLChart(new App(), 'two')));
});

test.each([
  ['URL', 'http://shop:8080/'],
  ['DATABASE_HOST', 'shop'],
  ['PEERS', 'shop-0.shop,shop-1.shop'],
  ['DSN', 'user:pass@shop/x'],
  ['ANY', 'shop.default.svc.cluster.local'],
])('%s=%s is a call', (variable, value) => {
  expect(callsBy(variable, value)).toEqual([`StatefulSet_client ==>|"${variable}"| Service_shop`]);
});

test.each([
  ['DATABASE_NAME', 'shop'],
  ['URL', 'http://bookshop:8080/'],
  ['URL', 'http://shop.example.com/'],
  ['HOST', 'shop-balanced-two'],
])('%s=%s is no call', (variable, value) => {
  expect(callsBy(variable, value)).toEqual([]);
});

test('a host in another namespace is another host', () => {
  expect(callsBy('URL', 'http://shop.here.svc/', 'here')).toHaveLength(1);
  expect(callsBy('URL', 'http://shop.there.svc/', 'here')).toEqual([]);
});

test('charts of other libraries are drawn as well', () => {
  const scope = chart();
  const deployment = new plus.Deployment(scope, 'Web', { metadata: { name: 'web' }, replicas: 2, containers: [{ image: 'web:1', portNumber: 80 }] });
  const claim = new plus.PersistentVolumeClaim(scope, 'Claim', { metadata: { name: 'pages' }, accessModes: [plus.PersistentVolumeAccessMode.READ_WRITE_ONCE] });
  deployment.addVolume(plus.Volume.fromPersistentVolumeClaim(scope, 'Volume', claim));
  const service = deployment.exposeViaService({ name: 'web' });
  new plus.Ingress(scope, 'Ingress', { metadata: { name: 'door' } }).addDefaultBackend(plus.IngressBackend.fromService(service));
  const lines = linesOf(scope);
  expect(lines).toContain('Ingress_door --> Service_web');
  expect(lines).toContain('Service_web --> Deployment_web');
  expect(lines).toContain('Deployment_web -.- PersistentVolumeClaim_pages');
});

test('what is not drawn is named', () => {
  const scope = chart();
  new plus.k8s.KubePodDisruptionBudget(scope, 'Budget', { metadata: { name: 'budget' } });
  new plus.k8s.KubeCronJob(scope, 'Job', {
    metadata: { name: 'job' },
    spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { containers: [{ name: 'job', image: 'job:1' }] } } } } },
  });
  expect(linesOf(scope)).toEqual(expect.arrayContaining(['others["and: PodDisruptionBudget budget"]', 'CronJob_job["CronJob job<br>job:1"]']));
});

test('namespaces are frames', () => {
  const app = new App();
  for (const namespace of ['one', 'two']) new StatefulWebApp(new Chart(app, namespace, { namespace }), 'Web', { image: 'web:1' });
  const lines = linesOf(app);
  expect(lines).toContain('subgraph namespace_1["namespace two"]');
  expect(lines).toContain('Service_web__2 --> StatefulSet_web__2');
});
