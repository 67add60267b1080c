import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { ConfigMap, ReplicatedMySQL, StatefulSet, StatefulWebApp } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { ROOT } from '../fixtures/mysql';
import { POD } from '../fixtures/pods';

const SIZE = Size.gibibytes(1);
const STORAGE = { image: 'web:1', storage: SIZE, mountPath: '/data' };

/** Both claim `data-a-b-0`. */
function apps(one: Chart, other = one): void {
  new StatefulWebApp(one, 'One', { name: 'b', image: 'web:1', volumes: [{ name: 'data-a', size: SIZE, mountPath: '/data' }] });
  new StatefulWebApp(other, 'Other', { ...STORAGE, name: 'a-b' });
}

test('fails when the claims of two StatefulSets have one name', () => {
  const scope = chart();
  apps(scope);
  expect(() => Testing.synth(scope)).toThrow("two StatefulSets have claims called 'data-a-b-<ordinal>' in chart 'test': 'test/One/Pods' and 'test/Other/Pods', "
    + "so their pods would share volumes: give one of them another name, or its volume, "
    + "or, where they are for two clusters, set the context 'cdk8s-stateful/cluster' of each chart to its cluster");
});

test('fails when the claims of two MySQL clusters have one name', () => {
  const scope = chart({ namespace: 'db' });
  new ReplicatedMySQL(scope, 'One', { ...ROOT, name: 'b', volumeName: 'data-a' });
  new ReplicatedMySQL(scope, 'Other', { ...ROOT, name: 'a-b' });
  expect(() => Testing.synth(scope)).toThrow("two StatefulSets have claims called 'data-a-b-<ordinal>' in namespace 'db'");
});

test('fails when a StatefulSet of someone else has such claims', () => {
  const scope = chart();
  new StatefulWebApp(scope, 'Ours', { ...STORAGE, name: 'a-b' });
  const set = (id: string, volumeClaimTemplates: unknown) => new ApiObject(scope, id, {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'b' }, spec: { volumeClaimTemplates },
  });
  set('Theirs', [{ metadata: { name: 'data-a' } }]);
  expect(() => Testing.synth(scope)).toThrow("'test/Ours/Pods' and 'test/Theirs'");
});

test('fails when a patch makes the claims those of another StatefulSet', () => {
  const scope = chart();
  const patched = new StatefulSet(scope, 'Patched', { name: 'b', selector: { app: 'b' }, pod: POD, claims: [{ name: 'data', size: '1Gi' }] });
  new StatefulWebApp(scope, 'Other', { ...STORAGE, name: 'a-b' });
  expect(() => Testing.synth(scope)).not.toThrow();
  patched.addJsonPatch(JsonPatch.replace('/spec/volumeClaimTemplates/0/metadata/name', 'data-a'));
  new ConfigMap(scope, 'Config', { name: 'config' });
  expect(() => Testing.synth(scope)).toThrow("'test/Patched' and 'test/Other/Pods'");
});

test.each(['x', {}, [null], [{}], [{ metadata: null }], undefined])('claims that cannot be read are left to the API server: %p', (volumeClaimTemplates) => {
  const scope = chart();
  new StatefulWebApp(scope, 'Ours', STORAGE);
  new ApiObject(scope, 'Theirs', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'b' }, spec: { volumeClaimTemplates } });
  expect(() => Testing.synth(scope)).not.toThrow();
});

test('claims of one name may be in two namespaces', () => {
  const one = chart({ namespace: 'one' });
  apps(one, new Chart(one.node.root, 'other', { namespace: 'other' }));
  expect(() => Testing.synth(one)).not.toThrow();
});

test('claims of other names are no fault', () => {
  const scope = chart();
  new StatefulWebApp(scope, 'One', { ...STORAGE, name: 'b' });
  new StatefulWebApp(scope, 'Other', { ...STORAGE, name: 'a-b' });
  expect(() => Testing.synth(scope)).not.toThrow();
});
