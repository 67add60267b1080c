import type { k8s } from 'cdk8s-plus-27';

/** Label that Kubernetes itself writes on every namespace. */
const NAMESPACE = 'kubernetes.io/metadata.name';

/** Pods of these labels, in the namespace of the policy or in another one; without labels all of them. */
export function podsPeer(matchLabels: { [key: string]: string } = {}, namespace?: string): k8s.NetworkPolicyPeer {
  const podSelector = Object.keys(matchLabels).length > 0 ? { matchLabels } : {};
  if (namespace === undefined) return { podSelector };
  return { namespaceSelector: { matchLabels: { [NAMESPACE]: namespace } }, podSelector };
}

/** Addresses, of pods or of others. */
export function cidrPeer(cidr: string, except?: string[]): k8s.NetworkPolicyPeer {
  return { ipBlock: { cidr, except: except?.length ? except : undefined } };
}
