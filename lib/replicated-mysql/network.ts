import type { k8s } from 'cdk8s-plus-27';
import { DNS, portOf } from '../parts/network-members';
import { cidrPeer, podsPeer } from '../parts/network-peers';
import { Resolved } from './defaults';

/** Servers answer and copy on this port; the one of the X protocol is closed in server.cnf as well. */
export const MYSQL_PORTS = [portOf(3306)];

/** The API server's Service has the first port, the server itself behind it often the second. */
const API_PORTS = [portOf(443), portOf(6443)];

/** Who may connect to the servers. */
export function ingressOf(set: Resolved): k8s.NetworkPolicyIngressRule[] {
  const clients = (set.clients ?? []).map(({ _peer }) => _peer);
  return [{ from: [podsPeer(set.selector), ...clients], ports: MYSQL_PORTS }];
}

/** Where the servers may connect to. */
export function egressOf(set: Resolved): k8s.NetworkPolicyEgressRule[] {
  const apiServer = set.apiServerCidrs?.map((range) => cidrPeer(range));
  return [{ to: [podsPeer(set.selector)], ports: MYSQL_PORTS }, DNS, { to: apiServer, ports: API_PORTS }];
}
