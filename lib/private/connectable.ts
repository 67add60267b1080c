import { ApiObject, Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { ValidationErrors } from '../validation/errors';
import { client as clientRule } from '../validation/networks';
import { validateProps } from '../validation/rules';
import { required } from '../validation/types';
import { peerOf, peerWithin, podsPeer } from './network-peers';
import type { NetworkClient } from '../kubernetes/network-client';
import { portNumber } from './scalars';
import { podSelectorOf, workloadsIn } from './workloads';

/** The policy of a composite. */
interface Opening {
  addIngress(rule: k8s.NetworkPolicyIngressRule): void;
  addEgress(rule: k8s.NetworkPolicyEgressRule): void;
}

/** Pods of a composite that connect to others, or are connected to, and the policy that restricts them, if any. */
export interface NetworkMember {
  /** The composite. */
  readonly kind: string;
  readonly scope: Construct;
  readonly selector: { [key: string]: string };
  /** On which clients connect. */
  readonly ports: k8s.NetworkPolicyPort[];
  readonly policy?: Opening;
  /** Whether the pods connect to nobody but each other: a database is always on the other side. */
  readonly isDatabase?: boolean;
}

/** A workload that a composite has allowed. */
export interface Permission {
  readonly client: ApiObject;
  readonly server: NetworkMember;
}

/**
 * A host name is looked up by UDP, and by TCP where the answer is long. Where DNS runs differs between clusters, often
 * outside of all pods.
 */
export const DNS: k8s.NetworkPolicyEgressRule = { ports: [portOf(53, 'UDP'), portOf(53, 'TCP')] };

const permissions = new WeakMap<IConstruct, Map<string, Permission>>();

/** A port as a rule names it. */
export function portOf(port: number, protocol = 'TCP'): k8s.NetworkPolicyPort {
  return { port: portNumber(port), protocol };
}

/** Every workload that something in an app has allowed. */
export function permissionsIn(app: IConstruct): Permission[] {
  return [...permissions.get(app)?.values() ?? []];
}

/** Allows connections of all workloads within a construct, on both sides where both have a policy of this package. */
export function allow(server: NetworkMember, client: IConstruct): void {
  const workloads = clientsIn(server, client);
  for (const workload of workloads) validateNamespaces(workload, server);
  for (const workload of workloads) connect(workload, server);
}

/** Allows connections of pods or addresses that are no part of the app. */
export function allowClient(server: NetworkMember, client: NetworkClient): void {
  const errors = new ValidationErrors(server.kind, server.scope);
  validateProps(errors, { client }, { client: required(clientRule()) });
  errors.throwIfAny();
  server.policy?.addIngress({ from: [peerOf(client._asked)], ports: server.ports });
}

function connect(client: ApiObject, server: NetworkMember): void {
  note({ client, server });
  const [from, to] = [client.metadata.namespace, Chart.of(server.scope).namespace];
  const elsewhere = (namespace?: string) => from === to ? undefined : namespace;
  server.policy?.addIngress({ from: [peerFor(client, elsewhere(from))], ports: server.ports });
  memberOf(client)?.policy?.addEgress({ to: [podsPeer(server.selector, elsewhere(to))], ports: server.ports });
}

function note(permission: Permission): void {
  const { client, server: { scope } } = permission;
  const all = permissions.get(scope.node.root) ?? new Map<string, Permission>();
  permissions.set(scope.node.root, all.set(`${client.node.path} ${scope.node.path}`, permission));
}

function peerFor(client: ApiObject, namespace?: string): k8s.NetworkPolicyPeer {
  const member = memberOf(client);
  return member
    ? podsPeer(member.selector, namespace)
    : peerWithin(new LaterSelector(client) as k8s.LabelSelector, namespace);
}

/** The pods of a workload by its selector or labels as they are at synth, until when they may change. */
class LaterSelector {
  public constructor(private readonly workload: ApiObject) {}

  /** Called by cdk8s. Without labels they are nobody, as no selector would mean all pods; an error says so. */
  public resolve(): object {
    return podSelectorOf(this.workload) ?? NOBODY;
  }

  /** Tells one from another. */
  public toJSON(): string {
    return this.workload.node.path;
  }
}

const NOBODY = { matchExpressions: [{ key: 'cdk8s-stateful/nobody', operator: 'In', values: ['nobody'] }] };

/** The composite that makes a workload, maybe of another copy of this package. */
export function memberOf(workload: ApiObject): NetworkMember | undefined {
  return (workload.node.scope as { _member?: NetworkMember } | undefined)?._member;
}

/** The workloads within a construct, except databases, which connect to nobody. */
function clientsIn(server: NetworkMember, client: IConstruct | undefined): ApiObject[] {
  const found = client?.node && Construct.isConstruct(client) ? workloadsIn(client) : [];
  const workloads = found.filter((workload) => !memberOf(workload)?.isDatabase);
  if (workloads.length > 0) return workloads;
  const errors = new ValidationErrors(server.kind, server.scope);
  errors.add('client', client, 'a workload that connects to this one, or a construct with workloads in it',
    'for a connection to a database pass the app to allow() of the database; '
    + 'for pods outside of this app, and for addresses, use allowClient() or the prop clients');
  errors.throwIfAny();
  return [];
}

/** Of a namespace that is decided when the chart is applied, nobody knows here whether it is the other one. */
function validateNamespaces(client: ApiObject, { scope }: NetworkMember): void {
  const [from, to] = [client.metadata.namespace, Chart.of(scope).namespace];
  if ((from === undefined) === (to === undefined)) return;
  const path = (memberOf(client)?.scope ?? client).node.path;
  const errors = new ValidationErrors('Chart', Chart.of(from === undefined ? client : scope));
  errors.add(
    'namespace',
    undefined,
    `given where '${path}' is to reach '${scope.node.path}', as the other chart states one`,
    'give both charts a namespace, or neither',
  );
  errors.throwIfAny();
}
