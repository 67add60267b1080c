// What props and patches may say although few manifests do: real API servers are asked by run.mjs.
import { App, Chart, JsonPatch } from 'cdk8s';
import { ConfigMap, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount, StatefulSet } from '../../lib/index';

const app = new App();
const chart = new Chart(app, 'accepted');
const pod = { containers: [{ name: 'web', image: 'web:1.0' }] };
const expressions = [{ key: 'tier', operator: 'In', values: ['data', 'cache'] }, { key: 'canary', operator: 'DoesNotExist' }];

/** Texts that readers of YAML might not all read alike, from props and from patches. */
const TEXTS = [
  '0o755', '0O17', '-0o7', '0X1F', '0B1', '0b1', '1_000', '0_x1f', '1e0_', '0755', '1e3', '.5', '~', 'null', 'on', '<<', '=', '2026-01-01', '1:30', '', ' ', '#', 'a: b',
  '\ta\nb\n', '\n\ta\n', 'a\r\nb\r\n', '\r', 'a\rb', 'a\u0000\u0007\u001b', '\u007f', 'a\u0085b', '\u2028', 'a\u2029\n', '\ufeffa', '\ufffe', '\u{1F600}', '{{ a }}', 'a  \n b\n\n',
];
const data = Object.fromEntries(TEXTS.map((text, index) => [`text-${index}`, text]));
new ConfigMap(chart, 'Texts', { name: 'texts', data, annotations: data, binaryData: { wrapped: 'AAECAwQF\r\nBgcICQ==\n' } });
new ConfigMap(chart, 'Keys', { name: 'keys', data: { '0o755': 'octal', '0X1F': 'hexadecimal', '1_000': 'decimal' } });
new ConfigMap(chart, 'Patched', { name: 'patched', data: { a: '' } })
  .addJsonPatch(JsonPatch.add('/metadata/annotations', data), ...Object.entries(data).map(([key, text]) => JsonPatch.add(`/data/${key}`, text)));

new StatefulSet(chart, 'Expressions', {
  name: 'expressions', namespace: '', selector: {}, matchExpressions: expressions, podLabels: { tier: 'data' }, podManagementPolicy: '', serviceName: 'expressions',
  updateStrategy: { type: '', rollingUpdate: { partition: 1 } }, persistentVolumeClaimRetentionPolicy: { whenDeleted: '', whenScaled: '' },
  podMetadata: { name: 'any', namespace: 'any', finalizers: ['example.com/drain'] }, finalizers: ['example.com/release', 'orphan'],
  ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'texts', uid: '6f6bd1a6-7f5a-4d0c-9c43-0d1a3a3a5a7e' }],
  pod: { containers: [{ ...pod.containers[0], ports: [{ name: '', protocol: '', containerPort: 80 }] }] },
  claims: [{ name: 'data', size: '1Gi', typed: true, storageClassName: '', metadata: { namespace: 'any', finalizers: ['example.com/snapshot'] } }],
});
for (const [index, image] of ['${IMG}', '$(IMG)', '$IMG', '{{ .Values.image }}', '<path:images#web>', 'ko://example.com/cmd/web'].entries()) {
  const name = `placeholder-${index}`;
  new StatefulSet(chart, name, { name, selector: { app: 'web' }, serviceName: name, sharedSelector: 'sets of one Service', pod: { containers: [{ name: 'web', image }] } });
}
new StatefulSet(chart, 'Long', { name: 'l'.repeat(61), allowLongName: true, selector: { app: 'long' }, serviceName: 'long', pod });
new NetworkPolicy(chart, 'Policy', { name: 'policy', selector: {}, matchExpressions: expressions, ingress: [] });
new PodDisruptionBudget(chart, 'Budget', { name: 'budget', selector: {}, matchExpressions: expressions, maxUnavailable: 1 });
new ServiceAccount(chart, 'Account', { name: 'account', imagePullSecrets: ['registry'], secrets: ['token'] });
new Service(chart, 'Service', { name: 'service', selector: { app: 'web' }, spec: { type: '', sessionAffinity: '' }, ports: [{ name: '', port: 80, protocol: '' }] });
app.synth();
