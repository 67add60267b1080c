import { App, Chart } from 'cdk8s';
import { ConfigMap, ReplicatedMySQL, Service, StatefulSet, StatefulWebApp } from 'cdk8s-stateful';

const app = new App();

const composites = new Chart(app, 'composites', { namespace: 'apps' });
new ReplicatedMySQL(composites, 'MySQL', { rootPassword: { secret: 'mysql', key: 'root-password' } });
new StatefulWebApp(composites, 'Web', { image: 'nginx:1.27' });

const parts = new Chart(app, 'parts');
const config = new ConfigMap(parts, 'Config', { name: 'cache', data: { 'cache.conf': 'maxmemory 64mb\n' } });
const service = new Service(parts, 'Service', { name: 'cache', selector: { app: 'cache' }, ports: [{ port: 6379 }], headless: true });
new StatefulSet(parts, 'Servers', {
  name: 'cache',
  selector: { app: 'cache' },
  serviceName: service.name,
  restartOn: [config],
  pod: { containers: [{ name: 'cache', image: 'redis:7' }] },
});

app.synth();
