import type { ApiObject } from 'cdk8s';
import { Answer, every, isWrittenLater, LabelSelector, matches } from './label-answers';
import { Fields } from './manifest';
import { isPatched, Located, Pods, written } from './network-pods';
import { NAMESPACE } from './network-peers';
import { isSameNamespace, Location } from './scope-key';

export type Direction = 'Ingress' | 'Egress';

/** A port on which pods answer; what is not known of it is left out. */
export interface Target {
  readonly number?: number;
  readonly names: string[];
  readonly protocol: string;
}

interface Peer {
  readonly ipBlock?: object;
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
}

interface Port {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}

interface Policy {
  readonly located: Located;
  readonly selector: LabelSelector;
  /** Written when it is asked for: most policies concern nobody who is asked about. */
  readonly spec: () => Fields;
}

/** The NetworkPolicies of an app, found by the labels that they select. */
export class NetworkPolicies {
  private readonly byLabel = new Map<string, Policy[]>();

  public constructor(objects: ApiObject[]) {
    for (const object of objects) this.add(object);
  }

  /**
   * The policy by which these pods do not connect to those, or those not to these; undefined where they may, or where
   * it cannot be known.
   */
  public refusal(direction: Direction, pods: Pods, peer: Pods, targets: Target[]): ApiObject | undefined {
    const policies = this.of(pods).filter(({ policy }) => typesOf(policy.spec()).includes(direction));
    const closing = policies.find(({ selects }) => selects === true);
    if (!closing) return undefined;
    const isOpen = policies.some(({ policy }) => rulesOf(policy.spec(), direction).some(({ peers, ports }) => (
      every([allowsPeer(peers, policy.located.location, peer), allowsPort(ports, targets)]) !== false)));
    return isOpen ? undefined : closing.policy.located.object;
  }

  private add(object: ApiObject): void {
    let read: Fields | undefined;
    const spec = () => read ??= written(object)?.spec ?? {};
    const selector = selectorOf(object) ?? (spec().podSelector ?? {}) as LabelSelector;
    const label = Object.entries(selector.matchLabels ?? {}).find(([key]) => !isWrittenLater(key));
    const key = keyOf(label);
    this.byLabel.set(key, [...this.byLabel.get(key) ?? [], { located: new Located(object), selector, spec }]);
  }

  /** Policies that select these pods, or may. */
  private of({ labels, location }: Pods): Array<{ policy: Policy; selects: Answer }> {
    const keys = [keyOf(), ...Object.entries(labels).map((label) => keyOf(label))];
    return keys.flatMap((key) => this.byLabel.get(key) ?? []).flatMap((policy) => {
      const selects = every([isSameNamespace(policy.located.location, location), matches(policy.selector, labels)]);
      return selects === false ? [] : [{ policy, selects }];
    });
  }
}

/** A NetworkPolicy of this package, maybe of another copy of it, gives its selector without rendering. */
function selectorOf(object: ApiObject): LabelSelector | undefined {
  const { _selector } = object as ApiObject & { readonly _selector?: LabelSelector };
  return isPatched(object) ? undefined : _selector;
}

function keyOf([label, value]: string[] = []): string {
  return `${label}=${value}`;
}

function typesOf({ policyTypes, egress }: Fields): string[] {
  return (policyTypes ?? ['Ingress', ...egress ? ['Egress'] : []]) as string[];
}

function rulesOf(spec: Fields, direction: Direction): Array<{ peers: Peer[]; ports: Port[] }> {
  const rules = (spec[direction.toLowerCase()] ?? []) as Array<{ from?: Peer[]; to?: Peer[]; ports?: Port[] }>;
  return rules.map(({ from, to, ports = [] }) => ({ peers: (direction === 'Ingress' ? from : to) ?? [], ports }));
}

/** No list of peers are all peers. */
function allowsPeer(peers: Peer[], policy: Location, pods: Pods): Answer {
  return peers.length === 0 || some(peers.map(({ ipBlock, podSelector, namespaceSelector }) => {
    if (ipBlock) return undefined;
    return every([inNamespace(namespaceSelector, policy, pods.location), matches(podSelector ?? {}, pods.labels)]);
  }));
}

/** Of the labels of a namespace only its name is known. */
function inNamespace(selector: LabelSelector | undefined, policy: Location, pods: Location): Answer {
  if (!selector) return isSameNamespace(policy, pods);
  return matches(selector, pods.namespace === undefined ? {} : { [NAMESPACE]: pods.namespace }, () => true);
}

/** No list of ports are all ports. */
function allowsPort(ports: Port[], targets: Target[]): Answer {
  return (
    ports.length === 0 ||
    targets.length === 0 ||
    some(ports.flatMap((port) => targets.map((target) => isPort(port, target))))
  );
}

function isPort({ port, endPort, protocol = 'TCP' }: Port, target: Target): Answer {
  if (protocol !== target.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return target.names.includes(port) || (target.number === undefined ? undefined : false);
  return target.number === undefined ? undefined : target.number >= port && target.number <= (endPort ?? port);
}

function some(answers: Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
