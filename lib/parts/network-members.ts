import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Problems } from './checks';
import { podsPeer } from './network-peers';
import { NetworkPolicy } from './network-policy';
import { portNumber } from './scalars';

/** Pods that connect to others, or are connected to, and the policy that restricts them, if any. */
export interface NetworkMember {
  readonly scope: Construct;
  readonly selector: { [key: string]: string };
  readonly policy?: NetworkPolicy;
}

/** A host name is looked up by UDP, and by TCP where the answer is long. Where DNS runs differs between clusters, often outside of all pods. */
export const DNS: k8s.NetworkPolicyEgressRule = { ports: [portOf(53, 'UDP'), portOf(53, 'TCP')] };

/** A port as a rule names it. */
export function portOf(port: number, protocol = 'TCP'): k8s.NetworkPolicyPort {
  return { port: portNumber(port), protocol };
}

/** Allows connections on both sides. */
export function connect(client: NetworkMember, server: NetworkMember, ports: k8s.NetworkPolicyPort[]): void {
  const [from, to] = [client, server].map(({ scope }) => Chart.of(scope).namespace);
  checkNamespaces(client, server, from, to);
  const elsewhere = (namespace?: string) => from === to ? undefined : namespace;
  server.policy?.addIngress({ from: [podsPeer(client.selector, elsewhere(from))], ports });
  client.policy?.addEgress({ to: [podsPeer(server.selector, elsewhere(to))], ports });
}

/** Only an app connects: a database is on the other side. */
export function checkAllowed(scope: Construct, kind: string, app: { readonly _member?: NetworkMember } | undefined): void {
  if (app?._member) return;
  const problems = new Problems(kind, scope);
  problems.add('app', app, 'a StatefulWebApp, which connects to this one',
    'for a connection to a database say database.allow(app), and name any other client by the prop clients');
  problems.throwIfAny();
}

/** Of a namespace that is decided when the chart is applied, nobody knows here whether it is the other one. */
function checkNamespaces(client: NetworkMember, server: NetworkMember, from?: string, to?: string): void {
  if ((from === undefined) === (to === undefined)) return;
  const problems = new Problems('Chart', Chart.of(from === undefined ? client.scope : server.scope));
  problems.add('namespace', undefined, `given where '${client.scope.node.path}' is to reach '${server.scope.node.path}', as the other chart states one`,
    'give both charts a namespace, or neither');
  problems.throwIfAny();
}
