import { Durability, ReplicatedMySQLProps, Replication } from '../../lib';
import { synth } from '../fixtures/mysql';

const group = (props: Partial<ReplicatedMySQLProps> = {}) => synth({ replication: Replication.GROUP, ...props });

type Manifests = ReturnType<typeof synth>;

const find = (manifests: Manifests, kind: string, name: string) => manifests.find((one) => one.kind === kind && one.metadata.name === name)!;

function agentOf(manifests: Manifests) {
  const { spec } = find(manifests, 'StatefulSet', 'mysql').spec.template;
  return spec.containers.find(({ name }: { name: string }) => name === 'agent');
}

test.each([1, 2, 4, 6, 8, 10])('%d servers are no group', (replicas) => {
  expect(() => group({ replicas })).toThrow(
    `'replicas' of ReplicatedMySQL 'test/MySQL' must be 3, 5, 7 or 9 with Replication.GROUP, got ${replicas}: a group goes on while a majority`,
  );
});

test.each([3, 5, 7, 9])('%d servers are', (replicas) => {
  expect(find(group({ replicas }), 'StatefulSet', 'mysql').spec.replicas).toBe(replicas);
});

test.each(Object.values(Durability))('durability %s does not apply', (durability) => {
  expect(() => group({ durability })).toThrow(`'durability' of ReplicatedMySQL 'test/MySQL' must be left out with Replication.GROUP, got '${durability}'`);
});

test('nobody is preferred unless primary is given, and it is no server that there is not', () => {
  const primaryOf = (props?: Partial<ReplicatedMySQLProps>) => find(group(props), 'ConfigMap', 'mysql-desired-state').data.primary;
  expect(primaryOf()).toBe('any\n');
  expect(primaryOf({ primary: 2 })).toBe('2\n');
  expect(() => group({ primary: 3 })).toThrow(/'primary' of .* must be the ordinal of a server, from 0 to 2, got 3/);
});

test('the engine is another directory, and gets no durability', () => {
  const [manifests, others] = [group(), synth()];
  const scripts = (from: Manifests) => find(from, 'ConfigMap', 'mysql-engine-scripts').data['decide.sh'];
  expect(scripts(manifests)).toContain('bootstrap     begin the group');
  expect(scripts(others)).not.toContain('bootstrap     begin the group');
  const names = (from: Manifests) => agentOf(from).env.map(({ name }: { name: string }) => name);
  expect(names(others)).toEqual([...names(manifests), 'DURABILITY', 'SEMI_SYNC_TIMEOUT']);
  expect(find(manifests, 'ConfigMap', 'mysql-desired-state').data).not.toHaveProperty('acknowledgements');
});

test('each server has the options of a group, and no primary key may be left out unless a setting says so', () => {
  const settings = (props?: Partial<ReplicatedMySQLProps>) => Object.values(find(group(props), 'ConfigMap', 'mysql').data as { [key: string]: string });
  for (const text of settings()) {
    expect(text).toContain('plugin-load-add=group_replication.so\nsql-require-primary-key=ON\n');
    expect(text).toContain('loose-group-replication-start-on-boot=OFF\n');
  }
  for (const text of settings({ settings: { sql_require_primary_key: 'OFF' } })) {
    expect(text).not.toContain('sql-require-primary-key=ON');
    expect(text).toContain('sql_require_primary_key=OFF\n');
  }
  for (const text of Object.values(find(synth(), 'ConfigMap', 'mysql').data)) expect(text).not.toContain('group');
});

test.each(['primarySettings', 'replicaSettings'])('%s do not apply, as roles change without a restart', (prop) => {
  expect(() => group({ [prop]: { max_connections: '10' } })).toThrow(
    `'${prop}' of ReplicatedMySQL 'test/MySQL' must be left out with Replication.GROUP, got ['max_connections']: the group makes any server the primary`,
  );
});

test('settings do not change the group', () => {
  expect(() => group({ settings: { group_replication_bootstrap_group: 'ON' } }))
    .toThrow('leave it out: the group is made by replication: Replication.GROUP');
});
