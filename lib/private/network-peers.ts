import type { k8s } from 'cdk8s-plus-27';

/** Label that Kubernetes itself writes on every namespace. */
export const NAMESPACE = 'kubernetes.io/metadata.name';

/** Pods of these labels, in the namespace of the policy or in another one; without labels all of them. */
export function podsPeer(matchLabels: { [key: string]: string } = {}, namespace?: string): k8s.NetworkPolicyPeer {
  return peerWithin(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}, namespace);
}

/** Pods that a selector matches, in the namespace of the policy or in another one. */
export function peerWithin(podSelector: k8s.LabelSelector, namespace?: string): k8s.NetworkPolicyPeer {
  if (namespace === undefined) return { podSelector };
  return { namespaceSelector: { matchLabels: { [NAMESPACE]: namespace } }, podSelector };
}

/**
 * What one of the functions of NetworkClient or NetworkDestination was asked for; a word that it takes is there even
 * without a value.
 */
export interface Asked {
  readonly labels?: { [key: string]: string };
  readonly namespace?: string;
  readonly range?: string;
  readonly except?: string[];
}

/** The peer, once what was asked for is known to be right: to Kubernetes, nothing mostly means all. */
export function peerOf({ labels, namespace, range, except }: Asked): k8s.NetworkPolicyPeer {
  return range === undefined ? podsPeer(labels, namespace) : cidrPeer(range, except);
}

/** Addresses, of pods or of others. */
export function cidrPeer(cidr: string, except?: string[]): k8s.NetworkPolicyPeer {
  return { ipBlock: { cidr, except: except?.length ? except : undefined } };
}
