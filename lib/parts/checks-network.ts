import { BlockList, isIP } from 'net';
import type { k8s } from 'cdk8s-plus-27';
import { checkDnsLabel, checkLabels, checkOneOf, checkPort, checkPortName, Problems } from './checks';
import type { NetworkClient } from './network-client';
import type { NetworkDestination } from './network-destination';
import type { Asked } from './network-peers';

/** Checks the prop `clients`. */
export function checkClients(problems: Problems, clients: NetworkClient[] = []): void {
  clients.forEach(({ _asked }, index) => checkAsked(problems, `clients[${index}]`, _asked, 'NetworkClient.allPods()'));
}

/** Checks the prop `destinations`. */
export function checkDestinations(problems: Problems, destinations: NetworkDestination[] = []): void {
  destinations.forEach(({ _asked, _port }, index) => {
    const prop = `destinations[${index}]`;
    checkAsked(problems, prop, _asked, "NetworkDestination.namespace('…', 443)");
    if (_port === undefined) problems.add(`${prop}.port`, undefined, 'given', 'for example 443');
    checkPort(problems, `${prop}.port`, _port);
  });
}

/** Refuses what only a policy would heed: who names clients believes that nobody else connects. */
export function checkHeeded(problems: Problems, closed: boolean, lists: { [prop: string]: unknown[] | undefined }): void {
  if (closed) return;
  for (const [prop, items] of Object.entries(lists)) {
    if (items) problems.add(prop, `a list of ${items.length}`, 'left out where there is no NetworkPolicy', 'say networkPolicy: true, or leave it out as all traffic is allowed');
  }
}

/** Refuses what was left out, as JavaScript lets it: to Kubernetes it would mean all. */
function checkAsked(problems: Problems, prop: string, asked: Asked, all: string): void {
  if ('labels' in asked) checkPodLabels(problems, prop, asked.labels, all);
  if ('namespace' in asked) checkDnsLabel(problems, `${prop}.namespace`, asked.namespace);
  if ('range' in asked) checkRange(problems, prop, asked.range, asked.except);
}

function checkPodLabels(problems: Problems, prop: string, labels: unknown, all: string): void {
  const some = typeof labels === 'object' && labels !== null && Object.keys(labels).length > 0;
  if (some) checkLabels(problems, prop, labels as { [key: string]: string });
  else problems.add(prop, typeof labels === 'object' ? 'no label' : labels, 'pods of at least one label', `for all pods say ${all}`);
}

function checkRange(problems: Problems, prop: string, range: string | undefined, except: unknown = []): void {
  if (!checkCidr(problems, prop, range ?? '') || !range) return;
  if (!Array.isArray(except)) problems.add(`${prop}.except`, except, 'a list of ranges', "write ['10.1.0.0/16']");
  else for (const part of except) checkExcept(problems, prop, part, range);
}

function checkExcept(problems: Problems, prop: string, part: string, range: string): void {
  if (checkCidr(problems, prop, part) && !isWithin(part, range)) problems.add(prop, part, `within ${range}, from which it is taken`, 'leave it out');
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
  for (const part of ipBlock.except ?? []) checkExcept(problems, prop, part, ipBlock.cidr);
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
export function checkCidr(problems: Problems, prop: string, range: unknown): boolean {
  if (typeof range === 'string' && partsOf(range)) return true;
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
