import type { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { memberOf, NetworkMember, Permission, permissionsIn } from './connectable';
import { Call, Network, Refusal, UNCHECKED } from './network';
import type { Target } from './network-policies';
import { podSelectorOf } from './workloads';

/** Workloads that use a host which a policy of the app blocks, and workloads that were allowed and are blocked. */
export function unreachableHosts(app: IConstruct, objects: ApiObject[]): string[] {
  if (!objects.some(({ kind }) => kind === 'NetworkPolicy')) return [];
  const network = new Network(objects);
  const refused = network.calls().flatMap((call) => {
    const refusal = network.refusalOf(call);
    return refusal ? [{ call, refusal }] : [];
  });
  const isTold = ({ client, server }: Permission) => refused.some(({ call }) => (
    call.client.object === client && call.service.object.node.scope === server.scope));
  return [
    ...refused.map(({ call, refusal }) => unreachableMessage(call, refusal)),
    ...permissionsIn(app)
      .filter((permission) => !isTold(permission))
      .flatMap((permission) => vainMessages(network, permission)),
  ];
}

function unreachableMessage({ client: { object }, service, by }: Call, { ingress, egress }: Refusal): string {
  const reasons = [
    ...(ingress ? [`${nameOf(ingress)} blocks the connection to it`] : []),
    ...(egress ? [`${nameOf(egress)} blocks the connection from it`] : []),
  ];
  return (
    `${by === 'command' ? 'a command' : `'${by}'`} of ${nameOf(object)} must not use a host ` +
    `that a NetworkPolicy blocks, got Service '${service.object.name}', but ${reasons.join(' and ')}: ` +
    `${repairOf(object, service.object, { ingress, egress })}, ` +
    `or, if a policy outside of this app allows it, annotate it with ${UNCHECKED}: '${service.object.name}'`
  );
}

/** A composite opens its own policy, and that of a composite that is its client. */
function repairOf(client: ApiObject, service: ApiObject, { ingress, egress }: Refusal): string {
  const [from, to] = [memberOf(client), memberOf(service)];
  const allow = to && `pass it to allow() of ${to.kind} '${to.scope.node.path}'`;
  const repairs = new Set([
    ingress && ((to?.policy && allow) || `add an ingress rule to ${nameOf(ingress)}`),
    egress &&
      ((from?.policy && (allow || 'name it in the prop destinations')) || `add an egress rule to ${nameOf(egress)}`),
  ]);
  return [...repairs].filter(Boolean).join(' and ');
}

/** A policy of somebody else may keep in what was allowed; our own was opened. */
function vainMessages(network: Network, { client, server }: Permission): string[] {
  const path = `${server.kind} '${server.scope.node.path}'`;
  const pods = network.podsOf(client);
  if (!pods || memberOf(client)?.policy) return [];
  if (!podSelectorOf(client)) {
    return [
      `pods of ${nameOf(client)} must have a label where ${path} allows them, got none: ` +
        'give their template one that no other pods have',
    ];
  }
  const servers = server.scope.node.children.flatMap((child) => network.podsOf(child as ApiObject) ?? []);
  const refusals = servers.map((to) => network.refusalBetween(pods, to, targetsOf(server)));
  return refusals.flatMap((refusal) =>
    refusal?.egress
      ? [
          `${path} allows ${nameOf(client)}, but ${nameOf(refusal.egress)} blocks the connection from it: ` +
            'add an egress rule to that policy',
        ]
      : [],
  );
}

function targetsOf({ ports }: NetworkMember): Target[] {
  return ports.map(({ port, protocol = 'TCP' }) => ({ number: Number(port?.value), names: [], protocol }));
}

function nameOf(object: ApiObject): string {
  return `${object.kind} '${object.node.path}'`;
}
