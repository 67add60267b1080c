import type { Labels } from '../private/label-selectors';
import { isNamed, itemsOf, Manifest, templateOf, textsOf, visit } from '../private/manifest';
import { Node, Nodes } from './nodes';

/** A line from one node to another. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  /**
   * `leads`: a Service or Ingress to what answers; `talks`: a client to whom it calls; `uses`: volumes and settings.
   */
  readonly kind: 'leads' | 'talks' | 'uses';
  readonly text?: string;
}

/** A workload that names a host of a Service, and is let in. */
export interface ManifestCall {
  readonly client: Manifest;
  readonly service: Manifest;
  /** The variable that does, or `command`. */
  readonly by: string;
}

const REFERENCES: { [field: string]: string } = {
  configMap: 'ConfigMap', configMapKeyRef: 'ConfigMap', configMapRef: 'ConfigMap',
  secret: 'Secret', secretKeyRef: 'Secret', secretRef: 'Secret',
  persistentVolumeClaim: 'PersistentVolumeClaim',
};

/** Every line of the picture, each once. */
export function edgesOf(manifests: Manifest[], nodes: Nodes, calls: ManifestCall[]): Edge[] {
  const workloads = manifests.filter(templateOf);
  const services = manifests.filter(({ kind }) => kind === 'Service');
  const edges = [
    ...manifests.filter(({ kind }) => kind === 'Ingress').flatMap((ingress) => backendsOf(ingress, nodes)),
    ...services.flatMap((service) => endpointsOf(service, workloads, nodes)),
    ...calls.map(({ client, service, by }): Edge => ({
      from: nodes.of(client),
      to: nodes.of(service),
      kind: 'talks',
      text: by,
    })),
    ...workloads.flatMap((workload) => rightsOf(workload, manifests, nodes)),
    ...workloads.flatMap((workload) => [...claimsOf(workload, nodes), ...referencesOf(workload, nodes)]),
  ];
  return [...new Map(edges.map((edge) => [`${edge.from.id} ${edge.to.id} ${edge.kind}`, edge])).values()];
}

function backendsOf(ingress: Manifest, nodes: Nodes): Edge[] {
  const edges: Edge[] = [];
  visit(ingress.spec, (field, found) => {
    const to = field === 'service' && nodes.named('Service', `${found.name}`, ingress.metadata.namespace);
    if (to) edges.push({ from: nodes.of(ingress), to, kind: 'leads' });
  });
  return edges;
}

/** Labels that no template has are written while pods run: they stand at the line. */
function endpointsOf(service: Manifest, workloads: Manifest[], nodes: Nodes): Edge[] {
  const selector = Object.entries((service.spec?.selector ?? {}) as Labels);
  const matches = workloads
    .filter(({ metadata }) => metadata.namespace === service.metadata.namespace)
    .flatMap((workload) => {
      const labels = templateOf(workload)?.metadata?.labels ?? {};
      const missing = selector.filter(([key]) => labels[key] === undefined);
      const found =
        selector.length > missing.length && selector.every(([key, value]) => (labels[key] ?? value) === value);
      return found ? [{ workload, missing }] : [];
    });
  const exact = matches.filter(({ missing }) => missing.length === 0);
  return (exact.length > 0 ? exact : matches).map(({ workload, missing }) => {
    const text = missing.map(([key, value]) => `${key}=${value}`).join(', ');
    return { from: nodes.of(service), to: nodes.of(workload), kind: 'leads', text: text || undefined };
  });
}

function rightsOf(workload: Manifest, manifests: Manifest[], nodes: Nodes): Edge[] {
  const account = templateOf(workload)?.spec?.serviceAccountName;
  const bindings = manifests.filter(({ subjects }) =>
    itemsOf(subjects).some(({ kind, name }) => kind === 'ServiceAccount' && name === account),
  );
  const rights = bindings.flatMap(({ roleRef }) => {
    const role = manifests.find(({ kind, metadata }) => kind === roleRef?.kind && metadata.name === roleRef.name);
    const rules = itemsOf(role?.rules).map(
      ({ verbs, resources }) => `${textsOf(verbs).join(', ')} ${textsOf(resources).join(', ')}`,
    );
    return role?.rules ? rules : [`${roleRef?.kind} ${roleRef?.name}`];
  });
  return rights.length > 0
    ? [{ from: nodes.of(workload), to: nodes.apiServer(), kind: 'talks', text: rights.join('; ') }]
    : [];
}

function claimsOf(workload: Manifest, nodes: Nodes): Edge[] {
  const templates = itemsOf(workload.spec?.volumeClaimTemplates as Manifest[] | undefined).filter(isNamed);
  return templates.map((template) => ({ from: nodes.of(workload), to: nodes.claim(workload, template), kind: 'uses' }));
}

function referencesOf(workload: Manifest, nodes: Nodes): Edge[] {
  const edges: Edge[] = [];
  visit(templateOf(workload)?.spec, (field, found) => {
    const name = found.name ?? found.secretName ?? found.claimName;
    const to =
      REFERENCES[field] && name ? nodes.named(REFERENCES[field], `${name}`, workload.metadata.namespace) : undefined;
    if (to) edges.push({ from: nodes.of(workload), to, kind: 'uses' });
  });
  return edges;
}
