import { ApiObject, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import '../fixtures/snapshot-serializer';
import { ConfigMap, StatefulSet, StatefulSetProps } from '../../lib/index';
import { chart, only } from '../fixtures/charts';
import { CLAIM, POD } from '../fixtures/pods';

const NEEDED: StatefulSetProps = { name: 'db', selector: { app: 'db' }, pod: POD };

function manifestOf(props: Partial<StatefulSetProps>) {
  const scope = chart();
  new StatefulSet(scope, 'Set', { ...NEEDED, ...props });
  return only(scope);
}

const templateOf = (props: Partial<StatefulSetProps>) => manifestOf(props).spec.template;

test('defaults', () => {
  expect(manifestOf({})).toMatchSnapshot();
});

test('all props', () => {
  const scope = chart();
  const props: Required<StatefulSetProps> = {
    name: 'db',
    selector: { app: 'db' },
    pod: POD,
    matchExpressions: [{ key: 'tier', operator: 'In', values: ['data'] }],
    sharedSelector: 'two sets behind one Service',
    allowLongName: true,
    namespace: 'prod',
    labels: { team: 'db' },
    annotations: { note: 'of the set' },
    ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '5d0c' }],
    finalizers: ['example.com/release-address'],
    podLabels: { tier: 'data' },
    podAnnotations: { note: 'of the pods' },
    podMetadata: { name: 'db', namespace: 'prod', finalizers: ['example.com/drain'], labels: { zone: 'a' }, annotations: { more: 'of the pods' } },
    serviceName: 'db',
    replicas: 3,
    claims: [
      { name: 'data', size: '10Gi' },
      {
        name: 'log', size: '1Gi', accessModes: ['ReadWriteOncePod'], storageClassName: 'fast', volumeMode: 'Block', labels: { a: 'b' },
        annotations: { c: 'd' }, typed: true, metadata: { namespace: 'prod' }, spec: { volumeName: 'disk-1' },
      },
    ],
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: k8s.IntOrString.fromString('50%') } },
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    ordinals: { start: 1 },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    restartOn: [new ConfigMap(chart(), 'Config', { name: 'db', data: { a: '1' } })],
  };
  new StatefulSet(scope, 'Set', props);
  expect(only(scope)).toMatchSnapshot();
});

test('pods carry the labels of the selector, and theirs', () => {
  expect(templateOf({ podLabels: { tier: 'data' } }).metadata.labels).toEqual({ app: 'db', tier: 'data' });
});

test('labels of the set, of pods and of the chart do not reach the selector', () => {
  const scope = chart({ labels: { stage: 'prod' } });
  const set = new StatefulSet(scope, 'Set', { ...NEEDED, labels: { team: 'db' }, podLabels: { tier: 'data' } });
  expect(only(scope).spec.selector).toEqual({ matchLabels: { app: 'db' } });
  expect(set.selector).toEqual({ app: 'db' });
});

describe('matchExpressions', () => {
  const tier = { key: 'tier', operator: 'In', values: ['data', 'cache'] };

  test('stand beside labels, or alone', () => {
    expect(manifestOf({ matchExpressions: [tier], podLabels: { tier: 'data' } }).spec.selector).toEqual({ matchLabels: { app: 'db' }, matchExpressions: [tier] });
    const { selector, template } = manifestOf({ selector: {}, matchExpressions: [tier], podLabels: { tier: 'cache' } }).spec;
    expect(selector).toEqual({ matchExpressions: [tier] });
    expect(template.metadata.labels).toEqual({ tier: 'cache' });
  });

  test('are there for a Service, a policy or a budget of the set', () => {
    expect(new StatefulSet(chart(), 'Set', { ...NEEDED, matchExpressions: [tier], podLabels: { tier: 'data' } }).matchExpressions).toEqual([tier]);
  });
});

test('metadata of the pods has more than labels and annotations; the props win', () => {
  const podMetadata = { name: 'db', namespace: 'prod', labels: { app: 'db', tier: 'data' }, annotations: { a: '1', b: '1' } };
  expect(templateOf({ podMetadata, podLabels: { tier: 'cache' }, podAnnotations: { b: '2' } }).metadata)
    .toEqual({ name: 'db', namespace: 'prod', labels: { app: 'db', tier: 'cache' }, annotations: { a: '1', b: '2' } });
});

test('an empty word is as if left out', () => {
  expect(manifestOf({ podManagementPolicy: '', serviceName: '', namespace: '' })).toEqual(manifestOf({}));
  const retention = { whenDeleted: '', whenScaled: '' };
  expect(() => manifestOf({ updateStrategy: { type: '', rollingUpdate: { partition: 1 } }, persistentVolumeClaimRetentionPolicy: retention })).not.toThrow();
});

test('host names are short where the namespace is empty', () => {
  expect(new StatefulSet(chart(), 'Set', { ...NEEDED, serviceName: 'dbs', namespace: '' }).hostOf(0)).toBe('db-0.dbs');
});

describe('restartOn', () => {
  const config = (data: string, name = 'db') => new ConfigMap(chart(), 'Config', { name, data: { data } });
  const checksum = (...restartOn: ConfigMap[]) => templateOf({ restartOn }).metadata.annotations['cdk8s-stateful/checksum'];

  test('changes the pods with the contents of a ConfigMap', () => {
    expect(checksum(config('a'))).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum(config('a'))).toBe(checksum(config('a')));
    expect(checksum(config('a'))).not.toBe(checksum(config('b')));
  });

  test('makes one annotation of several ConfigMaps, in any order', () => {
    const [a, b] = [config('a', 'one'), config('b', 'two')];
    expect(checksum(a, b)).toBe(checksum(b, a));
    expect(checksum(a, b)).not.toBe(checksum(a));
    expect(checksum(a, b)).not.toBe(checksum(b));
    expect(checksum(a, b)).not.toBe(checksum(config('b', 'one'), config('a', 'two')));
  });

  test('stands beside other annotations', () => {
    const { annotations } = templateOf({ restartOn: [config('a')], podAnnotations: { note: 'kept' } }).metadata;
    expect(Object.keys(annotations).sort()).toEqual(['cdk8s-stateful/checksum', 'note']);
  });

  test('writes nothing when it is empty', () => {
    expect(templateOf({ restartOn: [] }).metadata).not.toHaveProperty('annotations');
  });
});

test('host names of pods', () => {
  const scope = chart();
  const set = new StatefulSet(scope, 'Set', { ...NEEDED, serviceName: 'dbs' });
  expect(set.hostOf(2)).toBe('db-2.dbs');
});

test('host names of pods have the namespace of the chart, or their own', () => {
  const scope = chart({ namespace: 'prod' });
  expect(new StatefulSet(scope, 'A', { ...NEEDED, serviceName: 'dbs' }).hostOf(0)).toBe('db-0.dbs.prod.svc');
  expect(new StatefulSet(scope, 'B', { ...NEEDED, serviceName: 'dbs', namespace: 'test' }).hostOf(0)).toBe('db-0.dbs.test.svc');
});

test('fails when asked for a host name that no pod has', () => {
  const set = new StatefulSet(chart(), 'Set', { ...NEEDED, serviceName: 'dbs' });
  expect(() => set.hostOf(-1)).toThrow("'ordinal' of StatefulSet 'test/Set' must be a whole number of at least 0, got -1");
  expect(() => set.hostOf(0.5)).toThrow('got 0.5');
  expect(() => new StatefulSet(chart(), 'Set', NEEDED).hostOf(0)).toThrow("StatefulSet 'test/Set' has no host names of pods: give it a serviceName");
});

describe('JSON patches', () => {
  function patched(...patches: JsonPatch[]) {
    const scope = chart();
    const init = { name: 'init', image: 'busybox:1.36' };
    const set = new StatefulSet(scope, 'Set', { ...NEEDED, replicas: 3, claims: [CLAIM], pod: { ...POD, initContainers: [init] } });
    ApiObject.of(set).addJsonPatch(...patches);
    return only(scope).spec;
  }

  test('change a Quantity', () => {
    const spec = patched(JsonPatch.replace('/spec/volumeClaimTemplates/0/spec/resources/requests/storage', '50Gi'));
    expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('50Gi');
  });

  test('add a field that is newer than the types', () => {
    expect(patched(JsonPatch.add('/spec/template/spec/initContainers/0/restartPolicy', 'Always')).template.spec.initContainers[0].restartPolicy).toBe('Always');
  });

  test('add a whole claim', () => {
    const claim = { metadata: { name: 'log' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    expect(patched(JsonPatch.add('/spec/volumeClaimTemplates/-', claim)).volumeClaimTemplates[1]).toEqual(claim);
  });

  test('remove a field', () => {
    expect(patched(JsonPatch.remove('/spec/replicas'))).not.toHaveProperty('replicas');
  });
});
