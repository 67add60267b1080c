import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ConfigMap } from './parts/config-map';
import { checkAllowed, connect, NetworkMember } from './parts/network-members';
import { NetworkPolicy } from './parts/network-policy';
import { PodDisruptionBudget } from './parts/pod-disruption-budget';
import { Service } from './parts/service';
import { ServiceAccount } from './parts/service-account';
import { StatefulSet } from './parts/stateful-set';
import { checkApp, checkAppKinds } from './stateful-web-app/checks';
import { portsOf } from './stateful-web-app/container';
import { AppContainerOptions } from './stateful-web-app/container-options';
import { AppNetworkOptions } from './stateful-web-app/network-options';
import { openPortsOf } from './stateful-web-app/network';
import { accountOf, balancedNameOf, budgetOf, podsOf, policyOf, serviceOf } from './stateful-web-app/objects';
import { AppPodOptions } from './stateful-web-app/pod-options';
import { AppServiceOptions } from './stateful-web-app/service-options';
import { AppStorageOptions } from './stateful-web-app/storage-options';
import { UpdateStrategy } from './stateful-web-app/update-strategy';

/** Settings of a StatefulWebApp. */
export interface StatefulWebAppProps extends AppContainerOptions, AppStorageOptions, AppPodOptions, AppServiceOptions, AppNetworkOptions {
  /**
   * Name of the app and of its objects; pods are called `<name>-<ordinal>`. At most 52 characters.
   *
   * @default 'web'
   */
  readonly name?: string;

  /**
   * Number of pods.
   *
   * @default 2 - with `plain` not written, so 1
   */
  readonly replicas?: number;

  /**
   * Labels that tell the pods of this app from all others; they can never be changed.
   *
   * @default - `app` with the name of the app
   */
  readonly selector?: { [key: string]: string };

  /**
   * Labels of all objects and of the pods; they never reach a selector.
   *
   * @default - the selector's labels; with `plain` only pods carry these
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of all objects.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * More labels of the pods.
   *
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Whether pods start and stop all at once instead of one after the other. It cannot be changed later.
   *
   * @default false
   */
  readonly parallel?: boolean;

  /**
   * How running pods are replaced when the app changes.
   *
   * @default UpdateStrategy.rolling() - with `plain` not written
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * Seconds that a new pod must be ready before the next one is replaced.
   *
   * @default - not written, so 0
   */
  readonly minReadySeconds?: number;

  /**
   * Number of former revisions kept for a roll-back.
   *
   * @default - not written, so 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * ConfigMaps whose change restarts the pods, one after the other.
   *
   * @default - pods go on with what they have read
   */
  readonly restartOn?: ConfigMap[];

  /**
   * Whether nothing is written that no other prop asked for: no probe, no security context, no account, no resources, no spread, no budget, no closed network,
   * no number of replicas.
   *
   * @default false
   */
  readonly plain?: boolean;
}

/** A web application whose pods keep their name, place and volumes, behind a Service; safe unless told otherwise. */
export class StatefulWebApp extends Construct {
  /** Name of the app; pods are called `<name>-<ordinal>`. */
  public readonly name: string;

  /** Host name for clients: the balanced Service where there is one, else the headless one. */
  public readonly host: string;

  /** First port of the app. */
  public readonly port: number;

  /** Name of the headless Service. */
  public readonly headlessName: string;

  /** Name of the balanced Service, where there is one. */
  public readonly balancedName?: string;

  /** @internal */
  public readonly _member: NetworkMember;

  private readonly openPorts: k8s.NetworkPolicyPort[];
  private readonly pods: StatefulSet;

  constructor(scope: Construct, id: string, props: StatefulWebAppProps) {
    super(scope, id);
    checkAppKinds(this, props);
    this.name = props.name ?? 'web';
    this.headlessName = props.serviceName ?? this.name;
    this.balancedName = balancedNameOf(props, this.name);
    const selector = props.selector ?? { app: this.name };
    checkApp(this, props, { name: this.name, headlessName: this.headlessName, balancedName: this.balancedName, selector });

    if (!props.plain && props.serviceAccountName === undefined) new ServiceAccount(this, 'Account', accountOf(props, this.name, selector));
    const service = serviceOf(props, selector);
    const headless = new Service(this, 'Headless', {
      ...service, name: this.headlessName, headless: true, publishNotReadyAddresses: props.publishNotReadyAddresses,
    });
    const balanced = this.balancedName === undefined ? undefined : new Service(this, 'Balanced', { ...service, name: this.balancedName });
    if (props.disruptionBudget ?? !props.plain) new PodDisruptionBudget(this, 'Disruptions', budgetOf(props, this.name, selector));
    const closed = props.networkPolicy ?? !props.plain;
    const policy = closed ? new NetworkPolicy(this, 'Network', policyOf(props, this.name, selector)) : undefined;
    this._member = { scope: this, selector, policy };
    this.openPorts = openPortsOf(props);
    this.pods = new StatefulSet(this, 'Pods', podsOf(props, this.name, this.headlessName, selector));

    this.host = (balanced ?? headless).host;
    this.port = portsOf(props)[0].port;
  }

  /**
   * Host name of one pod.
   *
   * @param ordinal number of the pod, beginning with 0
   */
  public hostOf(ordinal: number): string {
    return this.pods.hostOf(ordinal);
  }

  /**
   * Lets another app, of this or another chart, connect to the ports of this one, by the NetworkPolicies on both sides. A side
   * without one is open, so nothing is to be allowed there.
   *
   * @param app whose chart states a namespace if the chart of this app does
   */
  public allow(app: StatefulWebApp): void {
    checkAllowed(this, 'StatefulWebApp', app);
    connect(app._member, this._member, this.openPorts);
  }
}
