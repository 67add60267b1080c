import { ApiObject, Testing } from 'cdk8s';
import { Diagram } from '../../lib/index';
import { chart } from '../fixtures/charts';

// What YAML of somebody else may hold: the API server judges it, a picture and the checks of an app pass over it.
const ANYTHING = [null, 'text', 5, {}, [], [null], ['text'], [{}]];

const POD = {
  serviceAccountName: 'account', initContainers: [{ name: 'init', image: 'init:1' }], volumes: [{ name: 'secret', secret: { secretName: 'secret' } }],
  containers: [{
    name: 'web', image: 'web:1', command: ['http://web'], args: ['http://web:80'], ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
    env: [{ name: 'HOST', value: 'web' }, { name: 'URL', valueFrom: { configMapKeyRef: { name: 'config', key: 'url' } } }],
    envFrom: [{ prefix: 'A_', configMapRef: { name: 'config' } }],
  }],
};
const labels = { app: 'web' };
const selector = { matchLabels: labels, matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] };
const template = { metadata: { labels }, spec: POD };
const RBAC = 'rbac.authorization.k8s.io/v1';
const OBJECTS: { [kind: string]: object } = {
  Pod: { apiVersion: 'v1', metadata: { name: 'pod', labels }, spec: POD },
  StatefulSet: {
    apiVersion: 'apps/v1', metadata: { name: 'web' },
    spec: { replicas: 1, selector, template, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }] },
  },
  CronJob: { apiVersion: 'batch/v1', metadata: { name: 'job' }, spec: { jobTemplate: { spec: { template } } } },
  Service: { apiVersion: 'v1', metadata: { name: 'web' }, spec: { selector: labels, clusterIP: 'None', ports: [{ port: 80, targetPort: 'http' }] } },
  Ingress: { apiVersion: 'networking.k8s.io/v1', metadata: { name: 'web' }, spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web' } } }] } }] } },
  ConfigMap: { apiVersion: 'v1', metadata: { name: 'config' }, data: { url: 'http://web' } },
  Role: { apiVersion: RBAC, metadata: { name: 'role' }, rules: [{ verbs: ['get'], resources: ['pods'] }] },
  RoleBinding: { apiVersion: RBAC, metadata: { name: 'role' }, roleRef: { kind: 'Role', name: 'role' }, subjects: [{ kind: 'ServiceAccount', name: 'account' }] },
  NetworkPolicy: {
    apiVersion: 'networking.k8s.io/v1', metadata: { name: 'web' },
    spec: {
      podSelector: selector, policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: selector, namespaceSelector: selector }, { ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80, endPort: 81 }] }],
      egress: [{ to: [{ podSelector: {} }], ports: [{ port: 'http', protocol: 'TCP' }] }],
    },
  },
};

/** Every copy with one of its values, at any depth, in the place of `replaced`. */
function* variants(value: unknown, replaced: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const copyWith = (other: unknown) => Array.isArray(value) ? value.map((old: unknown, n) => `${n}` === key ? other : old) : { ...value, [key]: other };
    yield copyWith(replaced);
    for (const other of variants(item, replaced)) yield copyWith(other);
  }
}

/** A chart of all objects, with one in the place of that of its kind; nothing where cdk8s itself refuses it. */
function chartWith(kind: string, object: object) {
  const scope = chart();
  for (const [other, usual] of Object.entries(OBJECTS)) {
    if (other !== kind) new ApiObject(scope, other, { kind: other, ...usual } as never);
  }
  try {
    new ApiObject(scope, kind, { kind, ...object } as never);
    return scope;
  } catch {
    return undefined;
  }
}

test.each(Object.keys(OBJECTS))('whatever a %s holds, it is drawn as far as it can be read', (kind) => {
  const objects = ANYTHING.flatMap((replaced) => [...variants(OBJECTS[kind], replaced)]) as object[];
  const failed = objects.filter((object) => {
    const scope = chartWith(kind, object);
    try {
      if (scope) Diagram.mermaidOf(scope);
      if (scope) Testing.synth(scope);
    } catch (error) {
      return (error as Error).name !== 'Error' || /TypeError/.test(String(error));
    }
    return false;
  });
  expect(failed).toEqual([]);
});
