import { BlockList, isIP } from 'net';
import type { k8s } from 'cdk8s-plus-27';
import { ValidationErrors } from './errors';
import { validateDnsLabel, validateLabels } from './names';
import { Rule } from './rules';
import { EXPRESSIONS } from './selectors';
import { array, instanceOf, limited } from './types';
import { validateOneOf, validatePort, validatePortName } from './values';
import type { NetworkClient } from '../kubernetes/network-client';
import type { NetworkDestination } from '../kubernetes/network-destination';
import type { Asked } from '../private/network-peers';

/** Each namespace has its name as this label. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

const CLIENT = instanceOf<NetworkClient>(
  '_asked',
  'a function of NetworkClient',
  "NetworkClient.pods({ app: 'web' })",
  '_port',
);

const DESTINATION = instanceOf<NetworkDestination>(
  '_port', 'a function of NetworkDestination', "NetworkDestination.pods({ app: 'web' }, 8080)");

/** Pods or addresses that may connect. */
export function client(): Rule<NetworkClient, undefined> {
  return limited(CLIENT, (errors, prop, { _asked }) => validateAsked(errors, prop, _asked, 'NetworkClient.allPods()'));
}

/** Who may connect. */
export function clients(): Rule<NetworkClient[], undefined> {
  return array(client());
}

/** Where pods may connect to. */
export function destinations(): Rule<NetworkDestination[], undefined> {
  return array(limited(DESTINATION, (errors, prop, { _asked, _port }) => {
    validateAsked(errors, prop, _asked, "NetworkDestination.namespace('…', 443)");
    if (_port === undefined) errors.add(`${prop}.port`, undefined, 'given', 'for example 443');
    validatePort(errors, `${prop}.port`, _port);
  }));
}

/** Refuses what has no effect without a policy: who names clients believes that nobody else connects. */
export function validateNeedsPolicy(
  errors: ValidationErrors,
  closed: boolean,
  lists: { [prop: string]: unknown[] | undefined },
): void {
  if (closed) return;
  for (const [prop, items] of Object.entries(lists)) {
    if (items)
      errors.add(
        prop,
        `a list of ${items.length}`,
        'left out without a NetworkPolicy',
        'set networkPolicy: true, or leave it out as all traffic is allowed',
      );
  }
}

/** Refuses what was left out, as JavaScript lets it: to Kubernetes it would mean all. */
function validateAsked(errors: ValidationErrors, prop: string, asked: Asked, all: string): void {
  if ('labels' in asked) validatePodLabels(errors, prop, asked.labels, all);
  if ('namespace' in asked) validateDnsLabel(errors, `${prop}.namespace`, asked.namespace);
  if ('range' in asked) validateRange(errors, prop, asked.range, asked.except);
}

function validatePodLabels(errors: ValidationErrors, prop: string, labels: unknown, all: string): void {
  const some = typeof labels === 'object' && labels !== null && Object.keys(labels).length > 0;
  if (some) validateLabels(errors, prop, labels as { [key: string]: string });
  else
    errors.add(
      prop,
      typeof labels === 'object' ? 'no label' : labels,
      'pods of at least one label',
      `for all pods say ${all}`,
    );
}

function validateRange(errors: ValidationErrors, prop: string, range: string | undefined, except: unknown = []): void {
  if (!validateCidr(errors, prop, range ?? '') || !range) return;
  if (!Array.isArray(except)) errors.add(`${prop}.except`, except, 'a list of ranges', "write ['10.1.0.0/16']");
  else for (const part of except) validateExcept(errors, prop, part, range);
}

function validateExcept(errors: ValidationErrors, prop: string, part: string, range: string): void {
  if (validateCidr(errors, prop, part) && !isWithin(part, range))
    errors.add(prop, part, `a range within ${range}`, 'leave it out');
}

/** Checks rules of a policy, named as they stand in it. */
export function validateRules(
  errors: ValidationErrors,
  prop: string,
  rules: Array<{ peers?: k8s.NetworkPolicyPeer[]; ports?: k8s.NetworkPolicyPort[] }>,
): void {
  rules.forEach(({ peers = [], ports = [] }, index) => {
    for (const peer of peers) validatePeer(errors, `${prop}[${index}]`, peer);
    for (const port of ports) validateRulePort(errors, `${prop}[${index}].ports`, port);
  });
}

function validatePeer(
  errors: ValidationErrors,
  prop: string,
  { ipBlock, podSelector, namespaceSelector }: k8s.NetworkPolicyPeer,
): void {
  if (!ipBlock && !podSelector && !namespaceSelector)
    errors.add(
      prop,
      'a peer without any',
      'peers with ipBlock, podSelector or namespaceSelector',
      'for all pods write { podSelector: {} }',
    );
  validateLabels(errors, prop, podSelector?.matchLabels);
  validateLabels(errors, prop, namespaceSelector?.matchLabels);
  const namespace = namespaceSelector?.matchLabels?.[NAMESPACE_NAME];
  if (namespace !== undefined) validateDnsLabel(errors, prop, namespace);
  for (const [field, selector] of Object.entries({ podSelector, namespaceSelector })) {
    const path = `${prop}.${field}.matchExpressions`;
    if (selector?.matchExpressions) EXPRESSIONS.limits?.(errors, path, selector.matchExpressions as never);
  }
  if (!ipBlock) return;
  validateCidr(errors, prop, ipBlock.cidr);
  for (const part of ipBlock.except ?? []) validateExcept(errors, prop, part, ipBlock.cidr);
}

function validateRulePort(
  errors: ValidationErrors,
  prop: string,
  { port, endPort, protocol }: k8s.NetworkPolicyPort,
): void {
  const value = typeof port === 'object' ? port.value : (port as number | string | undefined);
  if (typeof value === 'number') validatePort(errors, prop, value);
  else validatePortName(errors, prop, value);
  validatePort(errors, `${prop}.endPort`, endPort);
  validateOneOf(errors, `${prop}.protocol`, protocol, ['TCP', 'UDP', 'SCTP']);
}

/** Ranges of addresses. To Kubernetes none of them would mean all. */
export function validateCidrs(errors: ValidationErrors, prop: string, ranges: string[] | undefined): void {
  if (ranges?.length === 0)
    errors.add(prop, 'an empty list', 'at least one range of addresses', 'leave it out for any address');
  ranges?.forEach((range, index) => validateCidr(errors, `${prop}[${index}]`, range));
}

/** A range of addresses; says whether it is one. */
export function validateCidr(errors: ValidationErrors, prop: string, range: unknown): boolean {
  if (typeof range === 'string' && partsOf(range)) return true;
  errors.add(
    prop,
    range,
    "a range of addresses such as '10.0.0.0/8' or '2001:db8::/32'",
    'a single address ends in /32, or /128 for IPv6',
  );
  return false;
}

function partsOf(range: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address, length] = /^([^/%]+)\/(\d{1,3})$/.exec(range) ?? [];
  const family = isIP(address ?? '');
  const bits = Number(length);
  return family && bits <= (family === 4 ? 32 : 128)
    ? { address, bits, family: family === 4 ? 'ipv4' : 'ipv6' }
    : undefined;
}

function isWithin(range: string, outer: string): boolean {
  const [small, large] = [partsOf(range), partsOf(outer)];
  if (!small || !large || small.family !== large.family || small.bits <= large.bits) return false;
  const list = new BlockList();
  list.addSubnet(large.address, large.bits, large.family);
  return list.check(small.address, small.family);
}
