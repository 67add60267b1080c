import type { k8s } from 'cdk8s-plus-27';
import { Asked, peerOf } from '../private/network-peers';

/** Where pods may connect to; ports are those of the pods behind a Service, not the Service's own. */
export class NetworkDestination {
  /**
   * A port of pods of these labels, in the namespace of who connects.
   *
   * @param labels all of which a pod must have; at least one
   * @param port of TCP
   */
  public static pods(labels: { [key: string]: string }, port: number): NetworkDestination {
    return new NetworkDestination({ labels }, port);
  }

  /**
   * A port of all pods of one namespace.
   *
   * @param name of the namespace
   * @param port of TCP
   */
  public static namespace(name: string, port: number): NetworkDestination {
    return new NetworkDestination({ namespace: name }, port);
  }

  /**
   * A port of pods of these labels in another namespace.
   *
   * @param namespace name of it
   * @param labels all of which a pod must have; at least one
   * @param port of TCP
   */
  public static podsOf(namespace: string, labels: { [key: string]: string }, port: number): NetworkDestination {
    return new NetworkDestination({ namespace, labels }, port);
  }

  /**
   * A port of addresses, for example 443 of `0.0.0.0/0` for any web service.
   *
   * @param range as `203.0.113.0/24` or `2001:db8::/32`
   * @param port of TCP
   */
  public static cidr(range: string, port: number): NetworkDestination {
    return new NetworkDestination({ range }, port);
  }

  private constructor(
    /** @internal */ public readonly _asked: Asked,
    /** @internal */ public readonly _port: number,
  ) {}

  /** @internal */
  public get _peer(): k8s.NetworkPolicyPeer {
    return peerOf(this._asked);
  }
}
