import { k8s } from 'cdk8s-plus-27';
import { ClaimTemplate, StatefulSet } from '../../lib/index';
import { chart, only } from '../fixtures/charts';
import { CLAIM, POD } from '../fixtures/pods';

function claimOf(claim: Partial<ClaimTemplate>) {
  const scope = chart();
  new StatefulSet(scope, 'Set', { name: 'db', selector: { app: 'db' }, pod: POD, claims: [{ ...CLAIM, ...claim }] });
  return only(scope).spec.volumeClaimTemplates[0];
}

test('a claim writes what was given and no more', () => {
  expect(claimOf({})).toEqual({
    metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  });
});

test('a typed claim has apiVersion and kind, and with volumeMode it is what the API server stores', () => {
  const { apiVersion, kind, spec } = claimOf({ typed: true });
  expect({ apiVersion, kind, volumeMode: spec.volumeMode }).toEqual({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', volumeMode: undefined });
  expect(claimOf({ typed: true, volumeMode: 'Filesystem' })).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, volumeMode: 'Filesystem' },
  });
});

test('the props of a claim win over its metadata', () => {
  const metadata = { name: 'other', namespace: 'prod', labels: { a: 'b' }, annotations: { c: 'd' } };
  expect(claimOf({ metadata }).metadata).toEqual({ ...metadata, name: 'data' });
  expect(claimOf({ metadata, labels: { a: 'c' }, annotations: {} }).metadata).toEqual({ name: 'data', namespace: 'prod', labels: { a: 'c' }, annotations: {} });
});

test('the props of a claim win over its spec', () => {
  const spec = {
    storageClassName: 'slow', volumeName: 'disk-1', accessModes: ['ReadWriteMany'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } },
  };
  expect(claimOf({ storageClassName: 'fast', spec }).spec)
    .toEqual({ storageClassName: 'fast', volumeName: 'disk-1', accessModes: ['ReadWriteMany'], resources: { requests: { storage: '10Gi' } } });
});

test('an empty StorageClass, which means none, is kept', () => {
  expect(claimOf({ storageClassName: '' }).spec.storageClassName).toBe('');
});
