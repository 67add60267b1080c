import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ReplicatedMySQLProps } from '../../lib';
import { Objects, synth } from '../fixtures/mysql';

const named = (objects: Objects, kind: string, name: string) => objects.find((object) => object.kind === kind && object.metadata.name === name);
const statefulSet = (objects: Objects) => objects.find((object) => object.kind === 'StatefulSet');
const podOf = (objects: Objects) => statefulSet(objects).spec.template.spec;
const agentOf = (objects: Objects) => Object.fromEntries(podOf(objects).containers[1].env.map((variable: k8s.EnvVar) => [variable.name, variable.value]));

test('accounts are declared without a restart', () => {
  const declared = (props: Partial<ReplicatedMySQLProps>) => {
    const { accounts, databases } = named(synth(props), 'ConfigMap', 'mysql-desired-state').data;
    return [accounts, databases];
  };
  const userPassword = { secret: 'shop', key: 'password' };
  expect(declared({})).toEqual([undefined, undefined]);
  expect(declared({ database: 'shop', user: 'app', userPassword })).toEqual(['app|%|user-password||ALL ON shop\n', 'shop\n']);
  expect(declared({ databases: ['orders'], user: 'app', userPassword })).toEqual(['app|%|user-password||ALL ON orders\n', 'orders\n']);
  const [databaseFrom, userFrom] = ['database', 'user'].map((key) => ({ secret: 'shop', key }));
  expect(declared({ databaseFrom, userFrom, userPassword })).toEqual(['secret:user|%|user-password||ALL ON secret:database\n', 'secret:database\n']);
  const template = (databases: string[]) => statefulSet(synth({ databases })).spec.template;
  expect(template(['shop'])).toEqual(template(['shop', 'other']));
});

test('users have what is declared, and everything on all databases unless less is said', () => {
  const password = { secret: 'shop', key: 'password' };
  const objects = synth({
    database: 'shop', databases: ['orders'],
    users: [
      { name: 'app', password },
      { name: 'reports', password: { secret: 'reports', key: 'password' }, grants: { orders: ['select', 'SHOW VIEW'], shop: ['ALL'] }, requireTls: true },
      { name: 'audit', password: { secret: 'audit', key: 'password' }, privileges: ['SELECT'] },
    ],
  });
  const { accounts, databases } = named(objects, 'ConfigMap', 'mysql-desired-state').data;
  expect(accounts.split('\n')).toEqual([
    'app|%|user-password.app||ALL ON shop;ALL ON orders', 'reports|%|user-password.reports|tls|SELECT, SHOW VIEW ON orders;ALL ON shop',
    'audit|%|user-password.audit||SELECT ON shop;SELECT ON orders', '',
  ]);
  expect(databases).toBe('shop\norders\n');
  const { sources } = podOf(objects).volumes.find((volume: k8s.Volume) => volume.name === 'secrets').projected;
  expect(sources.map(({ secret }: k8s.VolumeProjection) => secret?.items?.[0].path)).toEqual([
    'root-password', 'user-password.app', 'user-password.reports', 'user-password.audit',
  ]);
});

test('accounts for monitoring and backup may look, not write, and use TLS', () => {
  const password = { secret: 'tools', key: 'password' };
  const { accounts } = named(synth({ monitoringPassword: password, backupPassword: { ...password, key: 'backup' } }), 'ConfigMap', 'mysql-desired-state').data;
  expect(accounts.split('\n')).toEqual([
    'cdk8s_monitoring|%|monitoring-password|tls|PROCESS, REPLICATION CLIENT ON *;SELECT ON performance_schema',
    'cdk8s_backup|%|backup-password|tls|SELECT, PROCESS, LOCK TABLES, REPLICATION CLIENT, SHOW VIEW, EVENT, TRIGGER, FLUSH_TABLES, SHOW_ROUTINE ON *', '',
  ]);
});

test('the agent is told how long an old password stays valid', () => {
  expect(agentOf(synth()).DISCARD_AFTER).toBe('86400');
  expect(agentOf(synth({ discardOldPasswordAfter: Duration.hours(1) })).DISCARD_AFTER).toBe('3600');
});
