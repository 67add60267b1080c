import type { ApiObject } from 'cdk8s';
import { Hosts, servicesOf } from './hosts';
import { isWrittenLater } from './label-answers';
import type { Labels } from './label-selectors';
import { Container, containersOf, Fields, itemsOf } from './manifest';
import { NetworkPolicies, Target } from './network-policies';
import { Located, Pods, podsOf, written } from './network-pods';
import { isSameNamespace, Location } from './scope-key';
import { isWorkload } from './workloads';

const GROUP = 'networking.k8s.io';

/** Annotation of a workload with the Services that it reaches by connections that are not checked. */
export const UNCHECKED = 'cdk8s-stateful/unchecked-hosts';

/** A workload that names a host of a Service. */
export interface Call {
  readonly client: Pods;
  readonly service: Located;
  /** The variable that does, or `command`. */
  readonly by: string;
  /** Whether it can be no other host. */
  readonly isCertain: boolean;
}

/** The policies by which a workload does not connect to pods: theirs, its own, or both. */
export interface Refusal {
  readonly ingress?: ApiObject;
  readonly egress?: ApiObject;
}

/** Who calls whom within an app, and what NetworkPolicies say of it. */
export class Network {
  private readonly hosts = new Hosts();
  private readonly workloads: Map<ApiObject, Pods>;
  private readonly services: Map<string, Located[]>;
  /** Whether there are policies that are not Kubernetes' own: nobody knows here what they allow. */
  private readonly isBeyond: boolean;
  private policies?: NetworkPolicies;
  private data?: Map<string, Located[]>;
  private labelled?: Map<string, Pods[]>;

  public constructor(private readonly objects: ApiObject[]) {
    this.isBeyond = objects.some(({ kind, apiGroup }) => kind.endsWith('NetworkPolicy') && apiGroup !== GROUP);
    this.services = this.named('Service');
    const workloads = objects.filter(isWorkload).flatMap((object) => podsOf(object) ?? []);
    this.workloads = new Map(workloads.map((pods) => [pods.object, pods]));
  }

  /** Each Service that a workload calls, once. */
  public calls(): Call[] {
    return [...this.workloads.values()].flatMap((client) => this.callsOf(client));
  }

  /**
   * What keeps a caller out of every pod of a Service; undefined where something lets it in, or where that cannot be
   * known.
   */
  public refusalOf({ client, service, isCertain }: Call): Refusal | undefined {
    if (!isCertain || isOfOneConstruct(client.object, service.object)) return undefined;
    const spec = written(service.object)?.spec ?? {};
    const servers = this.serversOf(service, (spec.selector ?? {}) as Labels);
    if (servers.some(({ object }) => object === client.object)) return undefined;
    const targets = targetsOf(spec, servers.flatMap((pods) => containersOf(pods.spec)));
    const refusals = servers.map((server) => this.refusalBetween(client, server, targets));
    const isAllowed = refusals.includes(undefined) || uncheckedBy(client.object).includes(service.object.name);
    return isAllowed ? undefined : refusals[0];
  }

  /** What keeps pods out of others; undefined where something lets them in, or where that cannot be known. */
  public refusalBetween(client: Pods, server: Pods, targets: Target[]): Refusal | undefined {
    if (this.isBeyond || client.spec.hostNetwork || server.spec.hostNetwork) return undefined;
    this.policies ??= new NetworkPolicies(this.objects.filter(({ kind }) => kind === 'NetworkPolicy'));
    const ingress = this.policies.refusal('Ingress', server, client, targets);
    const egress = this.policies.refusal('Egress', client, server, targets);
    return ingress || egress ? { ingress, egress } : undefined;
  }

  /** The pods of a workload. */
  public podsOf(workload: ApiObject): Pods | undefined {
    return this.workloads.get(workload);
  }

  private callsOf(client: Pods): Call[] {
    const calls = new Map<ApiObject, Call>();
    for (const mention of this.hosts.in(client.spec, (configMap) => this.dataOf(configMap, client.location))) {
      for (const { name, namespace, isFull } of servicesOf(mention)) {
        const services = this.services.get(name);
        if (!services) continue;
        const { location } = client;
        const found = namespace === undefined ? near(location, services) : of(namespace, isFull, location, services);
        for (const { service, isCertain } of found) {
          if (calls.has(service.object)) continue;
          calls.set(service.object, { client, service, by: mention.by, isCertain: isCertain && !mention.isDoubtful });
        }
      }
    }
    return [...calls.values()];
  }

  /** Workloads whose pods a Service selects; labels that no template has are written while pods run. */
  private serversOf({ location }: Located, selector: Labels): Pods[] {
    const labels = Object.entries(selector);
    const some = new Set(labels.flatMap((label) => this.carriersOf(label)));
    const found = [...some].filter((pods) => isSameNamespace(pods.location, location) === true
      && labels.every(([key, value]) => (pods.labels[key] ?? value) === value));
    const exact = found.filter((pods) =>
      labels.every(([key]) => pods.labels[key] !== undefined || isWrittenLater(key)),
    );
    return (exact.length > 0 ? exact : found).map(
      (pods) => new Pods(pods.object, { ...selector, ...pods.labels }, pods.spec),
    );
  }

  private carriersOf(label: [string, string]): Pods[] {
    this.labelled ??= grouped(
      [...this.workloads.values()].flatMap((pods) =>
        Object.entries(pods.labels).map((own) => [own.join('='), pods] as const),
      ),
    );
    return this.labelled.get(label.join('=')) ?? [];
  }

  private dataOf(configMap: string, location: Location): Labels | undefined {
    this.data ??= this.named('ConfigMap');
    const found = this.data.get(configMap)?.find((other) => isSameNamespace(other.location, location) === true);
    return found && written(found.object)?.data;
  }

  private named(kind: string): Map<string, Located[]> {
    return grouped(
      this.objects
        .filter((object) => object.kind === kind)
        .map((object) => [object.name, new Located(object)] as const),
    );
  }
}

/**
 * Services that a short name leads to: those of the namespace, or else the one of that name, if whoever applies the
 * charts decides.
 */
function near(client: Location, services: Located[]) {
  const same = services.filter(({ location }) => isSameNamespace(client, location) === true);
  if (same.length > 0) return same.map((service) => ({ service, isCertain: true }));
  const others = services.filter(({ location }) => isSameNamespace(client, location) === undefined);
  const isCertain = others.length === 1 && others[0].location.namespace === client.namespace;
  return others.map((service) => ({ service, isCertain }));
}

/** Services that a name leads to which says the namespace. */
function of(namespace: string, isFull: boolean, { cluster }: Location, services: Located[]) {
  return services.filter(({ location }) => location.cluster === cluster).flatMap((service) => {
    if (service.location.namespace === namespace) return [{ service, isCertain: true }];
    return service.location.namespace === undefined && isFull ? [{ service, isCertain: false }] : [];
  });
}

/** Whether both are made by one composite, which lets its own pods in. */
function isOfOneConstruct(one: ApiObject, other: ApiObject): boolean {
  const scope = one.node.scope;
  return scope !== undefined && scope === other.node.scope && '_member' in scope;
}

function uncheckedBy(client: ApiObject): string[] {
  return written(client)?.metadata.annotations?.[UNCHECKED]?.split(/[\s,]+/) ?? [];
}

/** The ports of pods to which a Service leads; a headless one to all that they have. */
function targetsOf({ clusterIP, ports }: Fields, containers: Container[]): Target[] {
  const open = containers.flatMap(({ ports: own }) => itemsOf(own));
  const targets = itemsOf(ports as Array<{ port: number; targetPort?: number | string; protocol?: string }>).map(
    ({ port, targetPort, protocol = 'TCP' }) => {
      const target = targetPort ?? port;
      const { containerPort } = open.find(({ name }) => name === target) ?? {};
      const number = typeof target === 'number' ? target : containerPort;
      const names = open.flatMap((one) => (one.containerPort === number && one.name ? [one.name] : []));
      return { number, names: typeof target === 'string' ? [target, ...names] : names, protocol };
    },
  );
  if (clusterIP !== 'None') return targets;
  return [
    ...targets,
    ...open.map(({ containerPort, name, protocol = 'TCP' }) => ({
      number: containerPort,
      names: name ? [name] : [],
      protocol,
    })),
  ];
}

function grouped<T>(entries: Array<readonly [string, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of entries) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
