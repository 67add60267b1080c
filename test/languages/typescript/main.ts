// The same app as main.py, Main.java and main.go: all four must write the same bytes.
import { App, Chart, Duration, Size } from 'cdk8s';
import {
  ClaimRetention, ConfigMap, Durability, EnvValue, NetworkClient, NetworkDestination, Probe, ReplicatedMySQL, StatefulWebApp, UpdateStrategy,
  VolumeSource,
} from '../../../lib';

const app = new App();

const database = new Chart(app, 'database', { namespace: 'shop', labels: { team: 'shop' } });
const mysql = new ReplicatedMySQL(database, 'MySQL', {
  name: 'shop-db',
  replicas: 5,
  durability: Durability.LOSSLESS,
  memory: Size.gibibytes(4),
  storage: Size.gibibytes(20),
  claimsWhenDeleted: ClaimRetention.DELETE,
  claimAnnotations: { note: 'ä → 值' },
  maxLag: Duration.minutes(1),
  rootPassword: { secret: 'shop-db', key: 'root-password' },
  databases: ['orders', 'stock'],
  users: [
    {
      name: 'reports',
      password: { secret: 'reports', key: 'password' },
      grants: { orders: ['SELECT', 'SHOW VIEW'], stock: ['ALL'] },
      requireTls: true,
    },
    { name: 'audit', password: { secret: 'audit', key: 'password' }, privileges: ['SELECT'] },
  ],
  tls: { secret: 'shop-db-tls', hosts: ['db.example.com'] },
  settings: { 'event-scheduler': 'ON', 'max_connections': '500' },
  primaryServiceOptions: { type: 'LoadBalancer', annotations: { 'example.com/internal': 'true' }, loadBalancerSourceRanges: ['10.0.0.0/8'] },
  networkPolicy: true,
  clients: [NetworkClient.cidr('10.0.0.0/8', ['10.1.0.0/16'])],
  spread: false,
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'DoesNotExist' }] }] },
    },
  },
  tolerations: [{ key: 'dedicated', operator: 'Exists' }],
});

const front = new Chart(app, 'front', { namespace: 'shop' });
const config = new ConfigMap(front, 'Config', { name: 'shop-config', data: { 'shop.conf': 'theme: dark\ncurrency: "€"\n' } });
const web = new StatefulWebApp(front, 'Web', {
  name: 'shop',
  image: 'registry.example/shop:1.4',
  port: 8080,
  extraPorts: [{ name: 'metrics', port: 9090 }],
  env: {
    DATABASE_HOST: EnvValue.fromValue(mysql.primaryHost),
    DATABASE_PASSWORD: EnvValue.fromSecret('shop-db', 'password'),
    DATABASE_REPLICA: EnvValue.fromValue(mysql.hostOf(1)),
    POD: EnvValue.fromField('metadata.name'),
  },
  readinessProbe: Probe.http('/ready', { periodSeconds: 5 }),
  livenessProbe: Probe.tcp({ failureThreshold: 6 }),
  preStop: ['sleep', '5'],
  memoryLimit: Size.mebibytes(256),
  storage: Size.gibibytes(10),
  mountPath: '/data',
  volumes: [{ name: 'log', size: Size.gibibytes(1), mountPath: '/log', labels: { backup: 'never' } }],
  extraVolumes: [{
    name: 'config',
    source: VolumeSource.configMap('shop-config', { items: { 'shop.conf': 'main.conf' }, defaultMode: 0o440 }),
    mountPath: '/etc/shop',
    readOnly: true,
  }],
  restartOn: [config],
  updateStrategy: UpdateStrategy.partition(1),
  autoscale: { minReplicas: 2, maxReplicas: 6, cpuUtilization: 70, memoryAverage: Size.mebibytes(200) },
  clusterIpService: true,
  ingress: { host: 'shop.example.com', tlsSecret: 'shop-tls', annotations: { 'example.com/timeout': '30' } },
  disruptionBudget: false,
  clients: [NetworkClient.namespace('ingress-nginx'), NetworkClient.podsOf('monitoring', { app: 'prometheus' })],
  destinations: [NetworkDestination.cidr('203.0.113.0/24', 443)],
});
mysql.allow(web);

app.synth();
