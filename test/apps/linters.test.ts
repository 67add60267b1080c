import { App, Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { HardenedChart } from '../../apps/hardened-chart';
import { MySQLChart } from '../../apps/mysql-chart';
import { ShopChart } from '../../apps/shop-chart';
import { SafeWebChart } from '../../apps/web-chart';
import { Objects } from '../fixtures/mysql';

// The rules of linters that `npm run linters` cannot run: what polaris calls danger, trivy high, and kube-linter and kubescape check by default.

const ROLE = 'cdk8s-stateful/role';
const SECRET_NAME = /secret|password|pwd|token|jwt|bearer|credential/i;
const SECRET_VALUE = /(password|passwd|pass|passphrase|pwd|pw|secret|token)\s*[=:]/i;
const PRIVATE = /PRIVATE KEY|JWT|Bearer ey|_secret_|_key_/;

type Pod = k8s.PodSpec & { readonly [field: string]: unknown };
type Rule = (objects: Objects) => string[];

const setsIn = (objects: Objects) => objects.filter(({ kind }) => kind === 'StatefulSet');
const podOf = (set: Objects[number]): Pod => set.spec.template.spec;
const containersOf = (set: Objects[number]): k8s.Container[] => [...podOf(set).initContainers ?? [], ...podOf(set).containers];
const within = (selector: object, labels: { [key: string]: string }) => Object.entries(selector).every(([key, value]) => labels[key] === value);
const labelsOf = (set: Objects[number]) => set.spec.template.metadata.labels;

/** Containers for which this is so. */
const containers = (isWrong: (container: k8s.Container, pod: Pod) => unknown): Rule => (objects) => {
  return setsIn(objects).flatMap((set) => containersOf(set).filter((container) => isWrong(container, podOf(set))).map(({ name }) => `${set.metadata.name}/${name}`));
};
const pods = (isWrong: (pod: Pod, set: Objects[number], objects: Objects) => unknown): Rule => (objects) => {
  return setsIn(objects).filter((set) => isWrong(podOf(set), set, objects)).map(({ metadata }) => metadata.name);
};
const others = (kind: string, isWrong: (object: Objects[number], objects: Objects) => unknown): Rule => (objects) => {
  return objects.filter((object) => object.kind === kind && isWrong(object, objects)).map(({ metadata }) => metadata.name);
};
const user = ({ securityContext }: k8s.Container, pod: Pod) => ({ ...pod.securityContext, ...securityContext });
const probesOf = ({ livenessProbe, readinessProbe, startupProbe }: k8s.Container) => [livenessProbe, readinessProbe, startupProbe].flatMap((probe) => probe ?? []);
const declared = ({ ports = [] }: k8s.Container) => ports.flatMap(({ name, containerPort }) => [name, containerPort]);

const RULES: { [rule: string]: Rule } = {
  'polaris tagNotSpecified, kube-linter latest-tag': containers(({ image = '' }) => !/:[^/]+$/.test(image) || /:latest$/.test(image)),
  'polaris hostIPC, hostPID, hostNetwork, trivy 0008 to 0010': pods((pod) => pod.hostIpc || pod.hostPid || pod.hostNetwork || pod.hostIPC || pod.hostPID),
  'polaris privilegeEscalationAllowed, kubescape C-0016': containers(({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false),
  'polaris runAsPrivileged, trivy 0017': containers(({ securityContext }) => securityContext?.privileged),
  'polaris runAsRootAllowed, kube-linter run-as-non-root': containers((container, pod) => !user(container, pod).runAsNonRoot || !user(container, pod).runAsUser),
  'kubescape C-0013': containers((container, pod) => !user(container, pod).runAsGroup),
  'polaris dangerousCapabilities, trivy 0005': containers(({ securityContext }) => securityContext?.capabilities?.add?.length),
  'kube-linter drop-net-raw-capability, checkov 37': containers(({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL')),
  'trivy 0014, kube-linter no-read-only-root-fs, kubescape C-0017': containers(({ securityContext }) => !securityContext?.readOnlyRootFilesystem),
  'trivy 0118': containers(({ securityContext }, pod) => !Object.keys(securityContext ?? {}).length || !Object.keys(pod.securityContext ?? {}).length),
  'trivy 0104, kubescape C-0055': containers((container, pod) => user(container, pod).seccompProfile?.type !== 'RuntimeDefault'),
  'trivy 0024, polaris hostPortSet': containers(({ ports = [] }) => ports.some(({ hostPort }) => hostPort)),
  'trivy 0117, kube-linter ssh-port': containers(({ ports = [] }) => ports.some(({ containerPort }) => containerPort < 1024)),
  'polaris sensitiveContainerEnvVar, kubescape C-0012': containers(({ env = [] }) => env.some(({ name, value }) => SECRET_NAME.test(name) && value)),
  'kube-linter duplicate-env-var': containers(({ env = [] }) => new Set(env.map(({ name }) => name)).size < env.length),
  'kube-linter unset-cpu-requirements, unset-memory-requirements': containers(({ resources }) => !resources?.requests?.cpu || !resources.limits?.memory),
  'kube-linter liveness-port, readiness-port': containers((container) => probesOf(container)
    .some(({ httpGet, tcpSocket }) => (httpGet ?? tcpSocket) && !declared(container).includes((httpGet ?? tcpSocket)?.port as unknown as number))),
  'kube-linter sensitive-host-mounts, docker-sock, trivy 0023': pods(({ volumes = [] }) => volumes.some(({ hostPath }) => hostPath)),
  'kubescape C-0034, checkov 38': pods((pod) => pod.automountServiceAccountToken !== false),
  'kube-linter non-existent-service-account, checkov 41': pods((pod, _, objects) => {
    return !objects.some(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === pod.serviceAccountName);
  }),
  'kube-linter no-anti-affinity': pods((pod) => !pod.affinity?.podAntiAffinity),
  'kube-linter mismatching-selector, kubescape C-0296': pods((_, set) => !within(set.spec.selector.matchLabels, labelsOf(set))),
  'polaris missingNetworkPolicy, kubescape C-0260: one label, both directions': pods((_, set, objects) => !objects.some(({ kind, spec }) => {
    const matching = Object.entries(spec?.podSelector?.matchLabels ?? {});
    return kind === 'NetworkPolicy' && matching.length === 1 && within(spec.podSelector.matchLabels, labelsOf(set)) && spec.ingress.length && spec.egress.length;
  })),
  'kube-linter pdb-max-unavailable, pdb-unhealthy-pod-eviction-policy': others('PodDisruptionBudget', ({ spec }) => !spec.maxUnavailable || !spec.unhealthyPodEvictionPolicy),
  'kube-linter dangling-service, kubescape C-0293: but for the label of the role': others('Service', ({ spec }, objects) => {
    return !setsIn(objects).some((set) => within({ ...spec.selector, [ROLE]: undefined }, labelsOf(set)));
  }),
  'trivy 0108, polaris': others('Service', ({ spec }) => spec.externalIPs || spec.type === 'NodePort'),
  'polaris sensitiveConfigmapContent, kubescape C-0012': others('ConfigMap', ({ data }) => {
    return Object.entries<string>(data).some(([key, text]) => SECRET_NAME.test(key) || PRIVATE.test(text));
  }),
  'trivy 0109: but for the scripts, which read passwords and hold none': others('ConfigMap', ({ data, metadata }) => {
    return !/-scripts$/.test(metadata.name) && Object.values<string>(data).some((text) => SECRET_VALUE.test(text));
  }),
  'kubescape: no right over Secrets, none to exec, none to all': others('Role', ({ rules }) => rules
    .some((rule: k8s.PolicyRule) => /secrets|exec|\*/.test([...rule.resources ?? [], ...rule.verbs].join()) || !rule.resourceNames?.length)),
};

const CHARTS: Array<[string, (app: App) => Chart]> = [
  ['the hardened example', (app) => new HardenedChart(app, 'hardened')],
  ['MySQL with the defaults', (app) => new MySQLChart(app, 'mysql')],
  ['an app with its database', (app) => new ShopChart(app, 'shop')],
  ['an app with the defaults', (app) => new SafeWebChart(app, 'web')],
];

describe.each(CHARTS)('%s', (_, build) => {
  const objects = Testing.synth(build(new App({ outdir: 'never-written' })));

  test.each(Object.entries(RULES))('%s', (__, rule) => {
    expect(rule(objects)).toEqual([]);
  });
});

test('the rules find what is wrong', () => {
  const wrong: Objects = structuredClone(Testing.synth(new HardenedChart(new App({ outdir: 'never-written' }), 'hardened')));
  const pod = podOf(setsIn(wrong)[0]);
  const volumes = [{ name: 'host', hostPath: { path: '/' } }];
  Object.assign(pod, { hostNetwork: true, automountServiceAccountToken: true, affinity: undefined, serviceAccountName: 'default', volumes });
  const port = { containerPort: 22, hostPort: 22 };
  Object.assign(pod.containers[0], { image: 'mysql', ports: [port], env: [{ name: 'A_TOKEN', value: 'x' }, { name: 'A_TOKEN', value: 'x' }], resources: {}, securityContext: {
    privileged: true, runAsUser: 0, runAsGroup: 0, capabilities: { add: ['SYS_ADMIN'] }, seccompProfile: { type: 'Unconfined' },
  } });
  Object.assign(pod.containers[1], { securityContext: {}, livenessProbe: { tcpSocket: { port: 1 } } });
  setsIn(wrong)[0].spec.template.metadata.labels = {};
  for (const { kind, spec, data, rules } of wrong) {
    if (kind === 'PodDisruptionBudget') spec.maxUnavailable = 0;
    if (kind === 'Service') spec.type = 'NodePort';
    if (kind === 'ConfigMap') data.my_password = 'password = x';
    if (kind === 'Role') rules[0].verbs = ['*'];
  }
  expect(Object.entries(RULES).filter(([, rule]) => rule(wrong).length === 0).map(([name]) => name)).toEqual([]);
});
