import type { k8s } from 'cdk8s-plus-27';
import { DNS, portOf } from '../parts/network-members';
import { podsPeer } from '../parts/network-peers';
import type { StatefulWebAppProps } from '../stateful-web-app';
import { portsOf } from './container';

/** The app's ports as rules name them. */
export function openPortsOf(props: StatefulWebAppProps): k8s.NetworkPolicyPort[] {
  return portsOf(props).map(({ port, protocol }) => portOf(port, protocol));
}

/** What the app's pods may take and make. */
export function rulesOf(props: StatefulWebAppProps, selector: { [key: string]: string }) {
  const [members, ports] = [podsPeer(selector), openPortsOf(props)];
  const clients = (props.clients ?? []).map(({ _peer }) => _peer);
  const destinations = (props.destinations ?? []).map(({ _peer, _port }) => ({ to: [_peer], ports: [portOf(_port)] }));
  return {
    ingress: [{ from: [members, ...clients], ports }],
    egress: [{ to: [members], ports }, DNS, ...destinations],
  };
}
