import { StatefulSet, StatefulSetProps } from '../../lib/index';
import { chart, only } from '../fixtures/charts';
import { CLAIM, POD } from '../fixtures/pods';

const failing = (props: Partial<StatefulSetProps>) => () => new StatefulSet(chart(), 'Set', { name: 'db', selector: { app: 'db' }, pod: POD, ...props });
const claim = (props: object) => failing({ claims: [{ ...CLAIM, ...props }] });
const partition = (value: number, props: Partial<StatefulSetProps> = {}) => failing({ updateStrategy: { rollingUpdate: { partition: value } }, ...props });
const of = (prop: string, rest = '') => `'${prop}' of StatefulSet 'test/Set' must be ${rest}`;

test('a name of 52 characters is the longest', () => {
  expect(failing({ name: 'd'.repeat(52) })).not.toThrow();
  expect(failing({ name: 'd'.repeat(53) })).toThrow(of('name', 'at most 52 small letters, digits and hyphens, with a letter or digit at both ends, got '
    + `'${'d'.repeat(53)}': shorten it by 1, or, for a StatefulSet that runs by this name, say allowLongName: true`));
});

test('a set that runs by a longer name may keep it, as long as the name of each pod is a label', () => {
  const named = (length: number, props: Partial<StatefulSetProps> = {}) => failing({ name: 'd'.repeat(length), allowLongName: true, ...props });
  for (const replicas of [undefined, 0, 1, 10]) expect(named(61, { replicas })).not.toThrow();
  expect(named(62)).toThrow(of('name', 'at most 61 small letters'));
  expect(named(61, { replicas: 11 })).toThrow(of('name', 'at most 60 small letters'));
  expect(named(61, { ordinals: { start: 10 } })).toThrow(of('name', 'at most 60 small letters'));
  expect(named(0)).toThrow(of('name', 'at most 61 small letters'));
});

test('fails when the labels of pods do not meet an expression of the selector', () => {
  const expression = (operator: string, ...values: string[]) => failing({ podLabels: { tier: 'data' }, matchExpressions: [{ key: 'tier', operator, values }] });
  for (const good of [expression('In', 'data', 'x'), expression('NotIn', 'x'), expression('Exists')]) expect(good).not.toThrow();
  expect(expression('In', 'x', 'y')).toThrow(of('podLabels', "labels that meet tier In [x, y], got 'data': change one of the two"));
  for (const bad of [expression('NotIn', 'data'), expression('DoesNotExist')]) expect(bad).toThrow(of('podLabels', 'labels that meet tier'));
  expect(failing({ matchExpressions: [{ key: 'tier', operator: 'Exists' }] })).toThrow(of('podLabels', 'labels that meet tier Exists, got nothing'));
  expect(failing({ selector: {}, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] })).not.toThrow();
});

test('fails when there is no reason why a selector is shared', () => {
  expect(failing({ sharedSelector: ' ' })).toThrow(of('sharedSelector', "the reason for it, got ' '"));
});

test('fails when metadata of pods contradicts the selector, or is not valid', () => {
  expect(failing({ podMetadata: { labels: { app: 'other' } } })).toThrow(of('podMetadata.labels.app', "'db' as in the selector, got 'other'"));
  expect(failing({ podMetadata: { annotations: { 'a b': '' } } })).toThrow(of('podMetadata.annotations', 'keys of at most 63'));
});

const OWNER = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner' };

test.each([
  [{ ownerReferences: [{ ...OWNER, uid: '' }] }, 'ownerReferences[0].uid', "a string that is not empty, got ''"],
  [{ ownerReferences: ['1', '2'].map((uid) => ({ ...OWNER, uid, controller: true })) }, 'ownerReferences[].controller', 'true for one owner at most'],
  [{ finalizers: ['orphan', 'release'] }, 'finalizers[1]', "a name after a domain and a slash, or one of foregroundDeletion, kubernetes, orphan, got 'release'"],
  [{ finalizers: ['exa mple.com/a'] }, 'finalizers[0]', 'a name after a domain'],
])('fails when what has to be done on deletion is %j', (props, prop, rest) => {
  expect(failing(props)).toThrow(of(prop, rest));
});

test.each(['Db', 'my.db', 'my_db', '-db', 'db-', ''])("fails when the name is '%s'", (name) => {
  expect(failing({ name })).toThrow(of('name', 'at most 52 small letters'));
});

test.each([-1, 2.5, NaN])('fails when replicas is %s', (replicas) => {
  expect(failing({ replicas })).toThrow(of('replicas', `a whole number of at least 0, got ${replicas}`));
});

test('a set may have no pods for a while', () => {
  expect(failing({ replicas: 0 })).not.toThrow();
});

test('fails when other numbers are not whole or below zero', () => {
  expect(failing({ minReadySeconds: -1 })).toThrow(of('minReadySeconds', 'a whole number of at least 0, got -1'));
  expect(failing({ revisionHistoryLimit: 0.5 })).toThrow(of('revisionHistoryLimit', 'a whole number of at least 0, got 0.5'));
  expect(failing({ ordinals: { start: -1 } })).toThrow(of('ordinals.start', 'a whole number of at least 0, got -1'));
});

test('fails when the selector is empty or not valid', () => {
  expect(failing({ selector: {} })).toThrow(of('selector', "at least one label, got 'none'"));
  expect(failing({ selector: { app: 'a b' } })).toThrow(of('selector.app', 'empty, or at most 63'));
});

test('fails when a label of pods contradicts the selector', () => {
  expect(failing({ podLabels: { app: 'db' } })).not.toThrow();
  expect(failing({ podLabels: { app: 'other' } })).toThrow(of('podLabels.app', "'db' as in the selector, got 'other': leave it out"));
});

test.each(['a b', '-a', 'a-', 'a/b/c', '/a', 'Under_Score/a', '', 'a'.repeat(64), `${'a'.repeat(254)}/a`])("fails when a label's key is '%s'", (key) => {
  expect(failing({ labels: { [key]: '' } })).toThrow(of('labels', 'keys of at most 63'));
  expect(failing({ podAnnotations: { [key]: '' } })).toThrow(of('podAnnotations', 'keys of at most 63'));
});

test('labels may have prefixes, capitals and empty values, annotations any text', () => {
  expect(failing({ labels: { 'example.com/My_Label.1': '', 'a': 'V_1.x-y' }, annotations: { 'a.b/c': 'any text\n of any length' } })).not.toThrow();
});

test('the prefix of an annotation may have capitals, that of a label may not', () => {
  expect(failing({ annotations: { 'Example.COM/Note': '' }, podAnnotations: { 'Example.COM/Note': '' } })).not.toThrow();
  expect(failing({ labels: { 'Example.COM/note': '' } }))
    .toThrow(of('labels', "keys of at most 63 letters, digits and -_. after an optional DNS name and a slash, got 'Example.COM/note'"));
  expect(failing({ annotations: { 'Example_COM/Note': '' } })).toThrow("got 'Example_COM/Note'");
});

test('fails when an annotation is not a string', () => {
  expect(failing({ annotations: { a: true as unknown as string } })).toThrow(of('annotations.a', 'a string, got true: put it in quotes'));
});

test('fails when serviceName is not a name of a Service', () => {
  expect(failing({ serviceName: '1db' })).toThrow(of('serviceName', 'at most 63 small letters'));
});

test('an empty serviceName is none', () => {
  const scope = chart();
  const set = new StatefulSet(scope, 'Set', { name: 'db', selector: { app: 'db' }, pod: POD, serviceName: '' });
  expect(only(scope).spec).not.toHaveProperty('serviceName');
  expect(() => set.hostOf(0)).toThrow("StatefulSet 'test/Set' has no host names of pods: give it a serviceName");
});

test('fails when a word is not one of those that Kubernetes knows', () => {
  expect(failing({ podManagementPolicy: 'parallel' })).toThrow(of('podManagementPolicy', "'OrderedReady' or 'Parallel', got 'parallel'"));
  expect(failing({ updateStrategy: { type: 'Recreate' } })).toThrow(of('updateStrategy.type', "'RollingUpdate' or 'OnDelete', got 'Recreate'"));
  expect(failing({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep' } }))
    .toThrow(of('persistentVolumeClaimRetentionPolicy.whenDeleted', "'Retain' or 'Delete', got 'Keep'"));
  expect(failing({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'retain' } }))
    .toThrow(of('persistentVolumeClaimRetentionPolicy.whenScaled', "'Retain' or 'Delete', got 'retain'"));
});

test('fails when pods are updated on delete and in a rolling update', () => {
  expect(failing({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 0 } } }))
    .toThrow(of('updateStrategy.rollingUpdate', "absent with OnDelete, got 'a rolling update': leave one of the two out"));
  expect(failing({ updateStrategy: { type: 'OnDelete' } })).not.toThrow();
});

test('a partition may hold all pods back, but not lie beyond', () => {
  expect(partition(3, { replicas: 3 })).not.toThrow();
  expect(partition(4, { replicas: 3 })).toThrow(of('updateStrategy.rollingUpdate.partition', 'at most 3, the ordinal after the last pod, got 4: '
    + 'beyond it no pod is ever updated'));
  expect(partition(4, { replicas: 3, ordinals: { start: 1 } })).not.toThrow();
  expect(partition(4)).not.toThrow();
  expect(partition(-1)).toThrow(of('updateStrategy.rollingUpdate.partition', 'a whole number of at least 0, got -1'));
});

test.each(['10 GB', '10GB', '0', '0Gi', '-1Gi', '', 'Gi', '1 Gi', '1e', '10gi', 'ten'])("fails when the size of a claim is '%s'", (size) => {
  expect(claim({ size })).toThrow(of('claims[0].size', `a quantity of bytes above zero such as '10Gi' or '512Mi', got '${size}'`));
});

test("fails when the size of a claim is in thousandths of a byte, as '500m'", () => {
  expect(claim({ size: '500m' })).toThrow("got '500m': 'm' means a thousandth, write '500Mi'");
  expect(claim({ size: '128974848500m' })).toThrow("got '128974848500m': 'm' means a thousandth, write whole bytes");
  expect(claim({ size: '500u' })).toThrow("got '500u': 'u' means a millionth, write whole bytes");
  expect(claim({ size: '1n' })).toThrow("got '1n': 'n' means a billionth, write whole bytes");
  expect(claim({ size: '0m' })).toThrow("got '0m': choose a larger one");
});

test.each(['10Gi', '1.5Gi', '500M', '1e9', '1073741824', '+1Gi', '.5Ti', '1.Gi', '128974848000m', '5000000u', '1000000000n'])("the size of a claim may be '%s'", (size) => {
  expect(claim({ size })).not.toThrow();
});

test('fails when other props of a claim are not valid', () => {
  expect(claim({ name: 'my_data' })).toThrow(of('claims[0].name', 'at most 63 small letters'));
  expect(claim({ accessModes: ['RWO'] })).toThrow(of('claims[0].accessModes[0]', "'ReadWriteOnce' or 'ReadWriteOncePod' or"));
  expect(claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] })).toThrow(of('claims[0].accessModes', 'ReadWriteOncePod alone, or others'));
  expect(claim({ spec: { accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'] } })).toThrow(of('claims[0].spec.accessModes', 'ReadWriteOncePod alone'));
  expect(claim({ volumeMode: 'Disk' })).toThrow(of('claims[0].volumeMode', "'Filesystem' or 'Block', got 'Disk'"));
  expect(claim({ labels: { a: 'b c' } })).toThrow(of('claims[0].labels.a', 'empty, or'));
  expect(claim({ annotations: { 'a b': '' } })).toThrow(of('claims[0].annotations', 'keys of'));
  expect(failing({ claims: [CLAIM, CLAIM] })).toThrow(of('claims[].name', "all different, got ['data', 'data']"));
});

test('fails with all that is wrong at once', () => {
  const error = (() => {
    try {
      failing({ name: 'A', replicas: -1, claims: [{ name: 'B', size: '0' }], pod: { containers: [{ name: 'c', image: '' }] } })();
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return '';
  })();
  const props = error.split('\n').map((line) => line.split("'")[1]);
  expect(props).toEqual(['pod.containers[0].image', 'replicas', 'claims[0].name', 'claims[0].size', 'name']);
});
