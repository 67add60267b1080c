import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { Role, RoleProps } from '../../lib/index';
import { chart } from '../fixtures/charts';

const PROPS: RoleProps = {
  name: 'db', serviceAccountName: 'runner', rules: [{ apiGroups: [''], resources: ['pods'], resourceNames: ['db-0'], verbs: ['patch'] }],
};

function synth(props: Partial<RoleProps> = {}) {
  const scope = chart();
  new Role(scope, 'Role', { ...PROPS, ...props });
  return Testing.synth(scope);
}

test('a role and its binding are of one name', () => {
  expect(synth()).toEqual([
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'db' }, rules: PROPS.rules },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'db' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'db' },
      subjects: [{ kind: 'ServiceAccount', name: 'runner' }],
    },
  ]);
});

test('all props reach both objects', () => {
  const metadata = { name: 'db', namespace: 'prod', labels: { team: 'db' }, annotations: { note: 'any text' } };
  for (const object of synth(metadata)) expect(object.metadata).toEqual(metadata);
});

test('a JSON patch is in the format of the API', () => {
  const scope = chart();
  const role = new Role(scope, 'Role', PROPS);
  ApiObject.of(role).addJsonPatch(JsonPatch.replace('/rules/0/verbs', ['get']));
  expect(Testing.synth(scope)[0].rules[0].verbs).toEqual(['get']);
});

test('fails when a name is not valid', () => {
  expect(() => synth({ name: 'Db' })).toThrow("'name' of Role 'test/Role'");
  expect(() => synth({ serviceAccountName: 'the runner' })).toThrow("'serviceAccountName' of Role 'test/Role'");
});

test.each(['verbs', 'resources', 'apiGroups'])('fails when a rule has no %s', (field) => {
  for (const nothing of [[], undefined]) {
    const rules = [{ ...PROPS.rules[0], [field]: nothing }] as never;
    expect(() => synth({ rules })).toThrow(`'rules[0].${field}' of Role 'test/Role' must be `);
  }
});
