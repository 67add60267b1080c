import { ApiObject, App, Chart } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { MySQLChart } from '../../apps/mysql-chart';
import { ShopChart } from '../../apps/shop-chart';
import { ConfigMap, Diagram, EnvValue, ReplicatedMySQL, StatefulWebApp } from '../../lib/index';
import { ROOT } from '../fixtures/mysql';

const linesOf = (scope: Construct) => Diagram.mermaidOf(scope).split('\n').map((line) => line.trim());
const chart = (namespace?: string) => new Chart(new App(), 'test', { namespace });

/** A client that has one variable, beside an app with the Services `shop` and `shop-balanced`. */
function callsBy(variable: string, value: string, namespace?: string): string[] {
  const scope = chart(namespace);
  const shop = new StatefulWebApp(scope, 'Shop', { name: 'shop', image: 'shop:1', clusterIpService: true });
  shop.allow(new StatefulWebApp(scope, 'Client', { name: 'client', image: 'client:1', env: { [variable]: EnvValue.fromValue(value) } }));
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

test('what a NetworkPolicy of the app refuses is not drawn, wherever the policy is', () => {
  const app = new App();
  const [front, back] = ['front', 'back'].map((namespace) => new Chart(app, namespace, { namespace }));
  const mysql = new ReplicatedMySQL(back, 'MySQL', ROOT);
  const clients = ['report', 'shop'].map((name) => new plus.Deployment(front, name, {
    metadata: { name }, containers: [{ image: 'client:1', envVariables: { DATABASE_HOST: plus.EnvValue.fromValue(mysql.primaryHost) } }],
  }));
  const calls = () => linesOf(app).filter((line) => line.includes('DATABASE_HOST'));
  expect(calls()).toEqual([]);
  mysql.allow(clients[1]);
  expect(calls()).toEqual(['Deployment_shop ==>|"DATABASE_HOST"| Service_mysql_primary']);
});

test('a short host leads to a Service of the same namespace alone', () => {
  const app = new App();
  const [here, there] = ['here', 'there'].map((namespace) => new Chart(app, namespace, { namespace }));
  const pod = (scope: Chart) => new plus.Pod(scope, 'Client', {
    metadata: { name: 'client' }, containers: [{ image: 'client:1', envVariables: { SHOP_HOST: plus.EnvValue.fromValue('shop') } }],
  });
  new plus.k8s.KubeService(here, 'Shop', { metadata: { name: 'shop' }, spec: { selector: { app: 'shop' } } });
  pod(there);
  expect(linesOf(app).filter((line) => line.includes('==>'))).toEqual([]);
  pod(here);
  expect(linesOf(app).filter((line) => line.includes('==>'))).toHaveLength(1);
});

test('a variable that a ConfigMap holds is a call as well', () => {
  const scope = chart();
  new ConfigMap(scope, 'Settings', { name: 'settings', data: { SHOP_URL: 'http://shop:80', OTHER_URL: 'http://other:80' } });
  for (const name of ['shop', 'other']) new plus.k8s.KubeService(scope, name, { metadata: { name }, spec: { selector: { app: name } } });
  const container = { name: 'client', image: 'client:1' };
  const one = { ...container, env: [{ name: 'URL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'SHOP_URL' } } }] };
  const all = { ...container, env: [{ name: 'A_OTHER_URL', value: 'none' }], envFrom: [{ prefix: 'A_', configMapRef: { name: 'settings' } }] };
  new plus.k8s.KubePod(scope, 'One', { metadata: { name: 'one' }, spec: { containers: [one] } });
  new plus.k8s.KubePod(scope, 'All', { metadata: { name: 'all' }, spec: { containers: [all] } });
  expect(linesOf(scope).filter((line) => line.includes('==>')))
    .toEqual(['Pod_one ==>|"URL"| Service_shop', 'Pod_all ==>|"A_SHOP_URL"| Service_shop']);
});

test('a picture changes nothing of what is written', () => {
  const scope = chart();
  new plus.Deployment(scope, 'Web', { metadata: { name: 'web' }, spread: true, containers: [{ image: 'web:1' }] });
  Diagram.mermaidOf(scope);
  const terms = scope.toJson()[0].spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect(terms).toHaveLength(2);
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

test.each([['x'], [[null]]])('a Pod whose containers are %j is drawn without them', (containers) => {
  const scope = chart();
  new ApiObject(scope, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { containers } });
  expect(linesOf(scope)).toContain('Pod_x["Pod x"]');
});

test('namespaces are frames', () => {
  const app = new App();
  for (const namespace of ['one', 'two']) new StatefulWebApp(new Chart(app, namespace, { namespace }), 'Web', { image: 'web:1' });
  const lines = linesOf(app);
  expect(lines).toContain('subgraph namespace_1["namespace two"]');
  expect(lines).toContain('Service_web__2 --> StatefulSet_web__2');
});
