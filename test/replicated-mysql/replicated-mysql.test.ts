import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Durability, ReplicatedMySQL, ReplicatedMySQLProps, StorageEngine } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { Objects, ROOT, synth } from '../fixtures/mysql';
import '../fixtures/snapshot-serializer';

type Container = Required<k8s.Container>;

const named = (objects: Objects, kind: string, name: string) => objects.find((object) => object.kind === kind && object.metadata.name === name);
const statefulSet = (objects: Objects) => objects.find((object) => object.kind === 'StatefulSet');
const podOf = (objects: Objects) => statefulSet(objects).spec.template.spec;
const agentOf = (objects: Objects) => Object.fromEntries(podOf(objects).containers[1].env.map((variable: k8s.EnvVar) => [variable.name, variable.value]));

test('defaults', () => {
  expect(synth()).toMatchSnapshot();
});

test('names, hosts and the port are contract', () => {
  const scope = chart();
  const mysql = new ReplicatedMySQL(scope, 'MySQL', ROOT);
  expect(Testing.synth(scope).map((object) => `${object.kind} ${object.metadata.name}`)).toEqual([
    'ConfigMap mysql', 'ConfigMap mysql-server-scripts', 'ConfigMap mysql-agent-scripts', 'ConfigMap mysql-engine-scripts',
    'ConfigMap mysql-desired-state', 'Service mysql', 'Service mysql-primary', 'Service mysql-read',
    'ServiceAccount mysql', 'Role mysql', 'RoleBinding mysql', 'PodDisruptionBudget mysql', 'NetworkPolicy mysql',
    'StatefulSet mysql',
  ]);
  expect([mysql.primaryHost, mysql.readHost, mysql.hostOf(2), mysql.port, mysql.replicas]).toEqual(['mysql-primary', 'mysql-read', 'mysql-2.mysql', 3306, 3]);
  expect(statefulSet(Testing.synth(scope)).spec.volumeClaimTemplates[0].metadata.name).toBe('data');
});

test('hosts are told with the namespace where the chart has one', () => {
  const mysql = new ReplicatedMySQL(chart({ namespace: 'shop' }), 'MySQL', ROOT);
  expect([mysql.primaryHost, mysql.readHost, mysql.hostOf(0)]).toEqual(['mysql-primary.shop.svc', 'mysql-read.shop.svc', 'mysql-0.mysql.shop.svc']);
});

const textOf = (role: string, connections: number) => new RegExp([
  '\\[mysqld\\]', role, 'innodb_buffer_pool_size=384M', 'disabled_storage_engines=\\S+', 'loose-log-bin-trust-function-creators=ON',
  `max_connections=${connections}`, 'skip-external-locking', '$',
].join('\n'));

test('the settings have exactly one text for each role', () => {
  expect(named(synth({ settings: { max_connections: '9', 'skip-external-locking': '' }, replicaSettings: { max_connections: '15' } }), 'ConfigMap', 'mysql').data).toEqual({
    'primary.cnf': expect.stringMatching(textOf('log-bin', 9)),
    'replica.cnf': expect.stringMatching(textOf('super-read-only', 15)),
  });
});

test('a changed setting restarts the pods, a changed primary or number of servers does not', () => {
  const template = (props: Partial<ReplicatedMySQLProps>) => statefulSet(synth(props)).spec.template;
  expect(template({ settings: { max_connections: '9' } })).not.toEqual(template({}));
  expect(template({ primary: 2 })).toEqual(template({}));
  for (const durability of Object.values(Durability)) expect(template({ replicas: 5, durability })).toEqual(template({ replicas: 3, durability }));
  expect(named(synth({ primary: 2 }), 'ConfigMap', 'mysql-desired-state').data).toEqual({
    primary: '2\n', replicas: '3\n', allowBootstrap: 'yes\n', acknowledgements: '1\n',
  });
});

test('labels of users reach objects and pods, and nothing that cannot be changed later', () => {
  const objects = synth({ labels: { team: 'shop' } });
  for (const object of objects) expect(object.metadata.labels).toEqual({ app: 'mysql', team: 'shop' });
  expect(statefulSet(objects).spec.template.metadata.labels.team).toBe('shop');
  expect(statefulSet(objects).spec.volumeClaimTemplates[0].metadata).toEqual({ name: 'data' });
  expect(statefulSet(objects).spec.selector.matchLabels).toEqual({ app: 'mysql' });
  expect(named(objects, 'Service', 'mysql-read').spec.selector).toEqual({ app: 'mysql' });
  expect(named(objects, 'Service', 'mysql-primary').spec.selector).toEqual({ 'app': 'mysql', 'cdk8s-stateful/role': 'primary' });
});

test('the root password is mounted where accounts are made and used, and is not in the server\'s container', () => {
  const pod = podOf(synth());
  const mounts = (container: Container) => container.volumeMounts.map((mount: k8s.VolumeMount) => mount.name);
  expect(mounts(pod.initContainers[0])).toContain('secrets');
  expect(mounts(pod.containers[1])).toContain('secrets');
  expect(mounts(pod.containers[0])).not.toContain('secrets');
  expect(JSON.stringify(pod)).not.toContain('secretKeyRef');
});

test('only the agent has a token, for two verbs on named objects', () => {
  const objects = synth();
  const pod = podOf(objects);
  expect(pod.automountServiceAccountToken).toBe(false);
  const tokens = [...pod.initContainers, ...pod.containers].filter((container: Container) => container.volumeMounts.some((mount: k8s.VolumeMount) => mount.name === 'token'));
  expect(tokens.map((container: Container) => container.name)).toEqual(['agent']);
  expect(named(objects, 'Role', 'mysql').rules).toEqual([
    { apiGroups: [''], resources: ['pods'], resourceNames: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => `mysql-${n}`), verbs: ['patch'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: ['mysql-desired-state'], verbs: ['watch'] },
  ]);
});

test('an existing service account is used and not made', () => {
  const objects = synth({ serviceAccountName: 'existing' });
  expect(objects.filter((object) => object.kind === 'ServiceAccount')).toEqual([]);
  expect(named(objects, 'RoleBinding', 'mysql').subjects).toEqual([{ kind: 'ServiceAccount', name: 'existing' }]);
  expect(podOf(objects).serviceAccountName).toBe('existing');
});

test('data is ephemeral only when asked for by name', () => {
  expect(statefulSet(synth()).spec.volumeClaimTemplates).toHaveLength(1);
  const objects = synth({ ephemeral: true });
  expect(statefulSet(objects).spec.volumeClaimTemplates).toBeUndefined();
  expect(podOf(objects).volumes).toContainEqual({ name: 'data', emptyDir: { sizeLimit: '10Gi' } });
});

test('a lossless write is on a majority of the servers with the primary, any other on one replica', () => {
  const asked = (props: Partial<ReplicatedMySQLProps>) => {
    const objects = synth(props);
    return [agentOf(objects).DURABILITY, agentOf(objects).SEMI_SYNC_TIMEOUT, named(objects, 'ConfigMap', 'mysql-desired-state').data.acknowledgements];
  };
  expect(asked({ durability: Durability.LOSSLESS })).toEqual(['LOSSLESS', '4294967295', '1\n']);
  expect(asked({ durability: Durability.LOSSLESS, replicas: 5 })).toEqual(['LOSSLESS', '4294967295', '2\n']);
  expect(asked({ durability: Durability.SEMI_SYNC, replicas: 2 })).toEqual(['SEMI_SYNC', '1000', '1\n']);
  expect(asked({ durability: Durability.SEMI_SYNC, replicas: 5 })).toEqual(['SEMI_SYNC', '1000', '1\n']);
});

test('what the construct owns of the settings is read last', () => {
  const lines = named(synth(), 'ConfigMap', 'mysql-server-scripts').data['server.cnf'].split('\n');
  expect(lines.indexOf('!includedir /etc/mysql/conf.d/')).toBeLessThan(lines.indexOf('[mysqld]'));
  expect(lines).toEqual(expect.arrayContaining([
    'gtid-mode = ON', 'enforce-gtid-consistency = ON', 'log-bin = binlog', 'log-replica-updates = ON', 'relay-log-recovery = ON', 'sync-binlog = 1',
    'innodb-flush-log-at-trx-commit = 1', 'read-only = ON', 'super-read-only = ON', 'skip-replica-start = ON', 'plugin-load-add = mysql_clone.so',
    'plugin-load-add = semisync_source.so', 'plugin-load-add = semisync_replica.so', 'datadir = /var/lib/mysql/server/data', 'mysqlx = OFF',
  ]));
});

test('engines are disabled but for those that are named', () => {
  const disabled = (storageEngines?: StorageEngine[]) => {
    const { data } = named(synth({ storageEngines }), 'ConfigMap', 'mysql');
    return Object.values<string>(data).map((text) => /^disabled_storage_engines=(.*)$/m.exec(text)![1]);
  };
  expect(disabled()).toEqual(Array(2).fill('ARCHIVE,BLACKHOLE,CSV,FEDERATED,MEMORY,MRG_MYISAM,MyISAM'));
  expect(disabled([StorageEngine.MYISAM, StorageEngine.MERGE])).toEqual(Array(2).fill('ARCHIVE,BLACKHOLE,CSV,FEDERATED,MEMORY'));
});

test('settings are written so that mysqld reads what was meant', () => {
  const settings = { 'init-connect': "SET NAMES 'utf8mb4' # x", 'max_connections': '9' };
  expect(named(synth({ settings, primarySettings: { 'max-connections': '15' } }), 'ConfigMap', 'mysql').data['primary.cnf'].split('\n').slice(6))
    .toEqual(['init-connect="SET NAMES \'utf8mb4\' # x"', 'max-connections=15', '']);
});

test('escape hatches reach every object by path', () => {
  const scope = chart();
  const mysql = new ReplicatedMySQL(scope, 'MySQL', ROOT);
  ApiObject.of(mysql.node.findChild('Servers')).addJsonPatch(JsonPatch.add('/spec/template/spec/initContainers/0/restartPolicy', 'Always'));
  expect(podOf(Testing.synth(scope)).initContainers[0].restartPolicy).toBe('Always');
});

test('two sets of one name in one chart are refused', () => {
  const scope = chart();
  new ReplicatedMySQL(scope, 'One', ROOT);
  new ReplicatedMySQL(scope, 'Two', ROOT);
  expect(() => Testing.synth(scope)).toThrow("two objects of kind StatefulSet are called 'mysql'");
});
