import type { k8s } from 'cdk8s-plus-27';
import { DNS, portOf } from '../../private/connectable';
import { podsPeer } from '../../private/network-peers';
import { ValidationErrors } from '../../validation/errors';
import { validateNeedsPolicy } from '../../validation/networks';
import { isExternal } from '../../workload/service-options';
import { portsOf } from '../container/ports';
import type { Resolved } from '../defaults';

/** The app's ports as rules name them. */
export function openPortsOf(app: Resolved): k8s.NetworkPolicyPort[] {
  return portsOf(app).map(({ port, protocol }) => portOf(port, protocol));
}

/** Which connections the app's pods may accept and open. */
export function rulesOf(app: Resolved) {
  const [members, ports] = [podsPeer(app.selector), openPortsOf(app)];
  const clients = (app.clients ?? []).map(({ _peer }) => _peer);
  const destinations = (app.destinations ?? []).map(({ _peer, _port }) => ({ to: [_peer], ports: [portOf(_port)] }));
  return {
    ingress: [{ from: [members, ...clients], ports }],
    egress: [{ to: [members], ports }, DNS, ...destinations],
  };
}

/** Refuses clients without a policy, and Services for the outside that the policy closes. */
export function validateNetwork(errors: ValidationErrors, app: Resolved): void {
  const { networkPolicy, clients, destinations } = app;
  validateNeedsPolicy(errors, networkPolicy, { clients, destinations });
  if (!networkPolicy || clients?.length) return;
  const { ingress, httpRoute } = app;
  for (const [prop, given] of Object.entries({ ingress, httpRoute })) {
    if (given)
      validateClients(errors, prop, "name where its controller runs, as [NetworkClient.namespace('ingress-nginx')]");
  }
  if (isExternal(app.clusterIpServiceOptions)) {
    validateClients(
      errors,
      `clusterIpServiceOptions.type '${app.clusterIpServiceOptions?.type}'`,
      "name them, as [NetworkClient.cidr('203.0.113.0/24')]",
    );
  }
}

function validateClients(errors: ValidationErrors, prop: string, hint: string): void {
  errors.add(
    'clients',
    undefined,
    `given with ${prop}, because the NetworkPolicy blocks all who are not in clients`,
    `${hint}, or set networkPolicy: false`,
  );
}
