import { BlockList, isIP } from 'net';
import type { k8s } from 'cdk8s-plus-27';
import { checkDnsLabel, checkLabels, checkOneOf, checkPort, checkPortName, Problems } from './checks';
import type { NetworkClient } from './network-client';
import type { NetworkDestination } from './network-destination';

/** Checks the prop `clients`. */
export function checkClients(problems: Problems, clients: NetworkClient[] = []): void {
  clients.forEach((client, index) => {
    const prop = `clients[${index}]`;
    if (isChosen(problems, prop, client, "for example NetworkClient.pods({ app: 'web' })")) checkChosen(problems, prop, client, 'NetworkClient.allPods()');
  });
}

/** Checks the prop `destinations`. */
export function checkDestinations(problems: Problems, destinations: NetworkDestination[] = []): void {
  destinations.forEach((destination, index) => {
    const prop = `destinations[${index}]`;
    if (!isChosen(problems, prop, destination, "for example NetworkDestination.pods({ app: 'cache' }, 6379)")) return;
    checkChosen(problems, prop, destination, 'NetworkDestination.namespace()');
    if (destination._port === undefined) problems.add(prop, undefined, 'given a port', 'for example 443');
    checkPort(problems, `${prop}.port`, destination._port);
  });
}

/** Types are not there at run time. */
function isChosen(problems: Problems, prop: string, one: NetworkClient | NetworkDestination | undefined, repair: string): boolean {
  if (one?._peer) return true;
  problems.add(prop, typeof one, 'made by one of its functions', repair);
  return false;
}

/** No labels would mean all pods, which is easily said by mistake. */
function checkChosen(problems: Problems, prop: string, { _peer, _labels }: NetworkClient | NetworkDestination, all: string): void {
  if (_labels && Object.keys(_labels).length === 0) problems.add(prop, 'no label', 'pods of at least one label', `for all pods say ${all}`);
  checkPeer(problems, prop, _peer);
}

/** Checks rules of a policy, named as they stand in it. */
export function checkRules(problems: Problems, prop: string, rules: Array<{ peers?: k8s.NetworkPolicyPeer[]; ports?: k8s.NetworkPolicyPort[] }>): void {
  rules.forEach(({ peers = [], ports = [] }, index) => {
    for (const peer of peers) checkPeer(problems, `${prop}[${index}]`, peer);
    for (const port of ports) checkRulePort(problems, `${prop}[${index}].ports`, port);
  });
}

function checkPeer(problems: Problems, prop: string, { ipBlock, podSelector, namespaceSelector }: k8s.NetworkPolicyPeer): void {
  checkLabels(problems, prop, podSelector?.matchLabels);
  for (const name of Object.values(namespaceSelector?.matchLabels ?? {})) checkDnsLabel(problems, prop, name);
  if (!ipBlock) return;
  checkCidr(problems, prop, ipBlock.cidr);
  for (const part of ipBlock.except ?? []) {
    if (checkCidr(problems, prop, part) && !isWithin(part, ipBlock.cidr)) problems.add(prop, part, `within ${ipBlock.cidr}, from which it is taken`, 'leave it out');
  }
}

function checkRulePort(problems: Problems, prop: string, { port, endPort, protocol }: k8s.NetworkPolicyPort): void {
  const value = port?.value;
  if (typeof value === 'number') checkPort(problems, prop, value);
  else checkPortName(problems, prop, value);
  checkPort(problems, `${prop}.endPort`, endPort);
  checkOneOf(problems, `${prop}.protocol`, protocol, ['TCP', 'UDP', 'SCTP']);
}

/** Ranges of addresses. To Kubernetes none of them would mean all. */
export function checkCidrs(problems: Problems, prop: string, ranges: string[] | undefined): void {
  if (ranges?.length === 0) problems.add(prop, 'an empty list', 'at least one range of addresses', 'leave it out for any address');
  ranges?.forEach((range, index) => checkCidr(problems, `${prop}[${index}]`, range));
}

/** A range of addresses; says whether it is one. */
export function checkCidr(problems: Problems, prop: string, range: string | undefined): boolean {
  if (range === undefined || partsOf(range)) return true;
  problems.add(prop, range, "a range of addresses such as '10.0.0.0/8' or '2001:db8::/32'", 'a single address ends in /32, or /128 for IPv6');
  return false;
}

function partsOf(range: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address, length] = /^([^/%]+)\/(\d{1,3})$/.exec(range) ?? [];
  const family = isIP(address ?? '');
  const bits = Number(length);
  return family && bits <= (family === 4 ? 32 : 128) ? { address, bits, family: family === 4 ? 'ipv4' : 'ipv6' } : undefined;
}

function isWithin(range: string, outer: string): boolean {
  const [small, large] = [partsOf(range), partsOf(outer)];
  if (!small || !large || small.family !== large.family || small.bits <= large.bits) return false;
  const list = new BlockList();
  list.addSubnet(large.address, large.bits, large.family);
  return list.check(small.address, small.family);
}
