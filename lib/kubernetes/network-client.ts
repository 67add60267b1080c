import type { k8s } from 'cdk8s-plus-27';
import { Asked, peerOf } from '../private/network-peers';

/** Who may connect. */
export class NetworkClient {
  /**
   * Pods of these labels, in the namespace of what they connect to.
   *
   * @param labels all of which a pod must have; at least one
   */
  public static pods(labels: { [key: string]: string }): NetworkClient {
    return new NetworkClient({ labels });
  }

  /** All pods in the namespace of what they connect to. */
  public static allPods(): NetworkClient {
    return new NetworkClient({});
  }

  /**
   * All pods of one namespace.
   *
   * @param name of the namespace
   */
  public static namespace(name: string): NetworkClient {
    return new NetworkClient({ namespace: name });
  }

  /**
   * Pods of these labels in another namespace.
   *
   * @param namespace name of it
   * @param labels all of which a pod must have; at least one
   */
  public static podsOf(namespace: string, labels: { [key: string]: string }): NetworkClient {
    return new NetworkClient({ namespace, labels });
  }

  /**
   * Addresses outside of the cluster; what a load balancer or a node port has translated comes from a node's address.
   *
   * @param range as `203.0.113.0/24` or `2001:db8::/32`
   * @param except ranges within `range` that may not
   */
  public static cidr(range: string, except: string[] = []): NetworkClient {
    return new NetworkClient({ range, except });
  }

  private constructor(/** @internal */ public readonly _asked: Asked) {}

  /** @internal */
  public get _peer(): k8s.NetworkPolicyPeer {
    return peerOf(this._asked);
  }
}
