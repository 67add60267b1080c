import { Construct } from 'constructs';
import type { k8s } from 'cdk8s-plus-27';
import { NetworkPolicy } from '../../kubernetes/network-policy';
import { DNS, portOf } from '../../private/connectable';
import { cidrPeer, podsPeer } from '../../private/network-peers';
import { describe, Resolved } from '../defaults';

/** Servers answer and are cloned on this port; the one of the X protocol is closed in server.cnf as well. */
export const MYSQL_PORTS = [portOf(3306)];

/** Servers of one cluster reach each other here too, when clients have taken all connections. */
const INTERNAL_PORTS = [...MYSQL_PORTS, portOf(33062)];

/** The API server's Service has the first port, the server itself behind it often the second. */
const API_PORTS = [portOf(443), portOf(6443)];

/** Closes the network of the servers, unless it is to be open. */
export function addNetworkPolicy(scope: Construct, set: Resolved): NetworkPolicy | undefined {
  if (!set.networkPolicy) return undefined;
  const { name, selector } = set;
  return new NetworkPolicy(scope, 'Network', {
    ...describe(set), name, selector, ingress: ingressOf(set), egress: egressOf(set),
  });
}

/** Who may connect to the servers. */
function ingressOf(set: Resolved): k8s.NetworkPolicyIngressRule[] {
  const clients = (set.clients ?? []).map(({ _peer }) => _peer);
  const members = { from: [podsPeer(set.selector)], ports: INTERNAL_PORTS };
  return clients.length ? [members, { from: clients, ports: MYSQL_PORTS }] : [members];
}

/** Where the servers may connect to. */
function egressOf(set: Resolved): k8s.NetworkPolicyEgressRule[] {
  const apiServer = set.apiServerCidrs?.map((range) => cidrPeer(range));
  return [{ to: [podsPeer(set.selector)], ports: INTERNAL_PORTS }, DNS, { to: apiServer, ports: API_PORTS }];
}
