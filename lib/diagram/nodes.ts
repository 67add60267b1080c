import { Fields, itemsOf, Manifest, templateOf } from '../private/manifest';

/** Something that is drawn. */
export interface Node {
  readonly id: string;
  readonly text: string;
  readonly kind: string;
  readonly namespace?: string;
  /** Whether the chart only refers to it. */
  readonly outside: boolean;
}

const DRAWN = ['Service', 'Ingress', 'ConfigMap', 'Secret', 'PersistentVolumeClaim'];
const RIGHTS = ['ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];
/** In every namespace, put there by Kubernetes. */
const EVERYWHERE = 'kube-root-ca.crt';

/** What is drawn, each thing once. */
export class Nodes {
  /** Objects that are no part of the picture, named so that nothing is hidden. */
  public readonly others: string[];

  private readonly nodes = new Map<string, Node>();

  public constructor(manifests: Manifest[]) {
    for (const manifest of manifests)
      if (isDrawn(manifest)) this.add(manifest.kind, manifest.metadata, textOf(manifest), false);
    this.others = manifests
      .filter((manifest) => !isDrawn(manifest) && !RIGHTS.includes(manifest.kind))
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  }

  public all(): Node[] { return [...this.nodes.values()]; }

  /** The node of an object of the chart. */
  public of({ kind, metadata }: Manifest): Node {
    return this.nodes.get(keyOf(kind, metadata)) as Node;
  }

  /** The node of an object that another one names; objects that the chart does not have are drawn as well. */
  public named(kind: string, name: string, namespace: string | undefined): Node | undefined {
    if (name === EVERYWHERE) return undefined;
    return (
      this.nodes.get(keyOf(kind, { name, namespace })) ?? this.add(kind, { name, namespace }, `${kind} ${name}`, true)
    );
  }

  /** The volumes that each pod of a workload claims. */
  public claim(workload: Manifest, { metadata, spec }: Manifest): Node {
    const size = (spec?.resources as { requests?: { storage?: string } })?.requests?.storage;
    const name = `${metadata.name}-${workload.metadata.name}`;
    return this.add(
      'PersistentVolumeClaim',
      { name, namespace: workload.metadata.namespace },
      `claims ${name}-N<br>${size ?? '?'} each`,
      false,
    );
  }

  public apiServer(): Node {
    return (
      this.nodes.get(keyOf('API', { name: 'server' })) ?? this.add('API', { name: 'server' }, 'Kubernetes API', true)
    );
  }

  private add(kind: string, metadata: Manifest['metadata'], text: string, outside: boolean): Node {
    const node = {
      id: this.idOf(`${kind}_${metadata.name}`.replace(/\W/g, '_')),
      text,
      kind,
      namespace: metadata.namespace,
      outside,
    };
    this.nodes.set(keyOf(kind, metadata), node);
    return node;
  }

  private idOf(wish: string): string {
    const taken = this.all().filter(({ id }) => id === wish || id.startsWith(`${wish}__`)).length;
    return taken === 0 ? wish : `${wish}__${taken + 1}`;
  }
}

function isDrawn(manifest: Manifest): boolean {
  return DRAWN.includes(manifest.kind) || templateOf(manifest) !== undefined;
}

function keyOf(kind: string, { name, namespace = '' }: Manifest['metadata']): string {
  return `${kind}/${namespace}/${name}`;
}

function textOf(manifest: Manifest): string {
  const lines = [`${manifest.kind} ${manifest.metadata.name}`, ...detailsOf(manifest)];
  return lines.filter(Boolean).join('<br>');
}

function detailsOf(manifest: Manifest): string[] {
  if (manifest.kind === 'Service') return [serviceText(manifest.spec ?? {})];
  const containers = itemsOf(templateOf(manifest)?.spec?.containers);
  if (containers.length === 0) return [];
  const images = [...new Set(containers.map(({ image }) => image ?? '?'))];
  const pods = manifest.spec?.replicas === undefined ? '' : `${manifest.spec.replicas} × `;
  return [`${pods}${images.join(' + ')}`];
}

function serviceText({ clusterIP, ports }: Fields): string {
  const numbers = itemsOf(ports as Array<{ port: number }>).map(({ port }) => port);
  return `${clusterIP === 'None' ? 'a name for each pod, ' : ''}${numbers.join(', ')}`.replace(/, $/, '');
}
