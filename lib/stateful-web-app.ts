import type { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { NetworkClient } from './kubernetes/network-client';
import { NetworkPolicy } from './kubernetes/network-policy';
import { PodDisruptionBudget } from './kubernetes/pod-disruption-budget';
import { Service } from './kubernetes/service';
import { ServiceAccount } from './kubernetes/service-account';
import { StatefulSet } from './kubernetes/stateful-set';
import { allow, allowClient, NetworkMember } from './private/connectable';
import { portsOf } from './stateful-web-app/container/ports';
import { Resolved, resolve } from './stateful-web-app/defaults';
import { openPortsOf, rulesOf } from './stateful-web-app/network/policy';
import { podOf } from './stateful-web-app/pod/pod';
import { RULES, StatefulWebAppProps } from './stateful-web-app/props';
import { addRoutes } from './stateful-web-app/routing/routes';
import { addAutoscaler } from './stateful-web-app/scaling/autoscaler';
import { claimsOf } from './stateful-web-app/storage/storage';
import { strategyOf } from './stateful-web-app/update/update-strategy';
import { validateTogether } from './stateful-web-app/validate';
import { validateArguments } from './validation/arguments';
import { serviceMetadataOf, ServiceOptions, serviceSpecOf } from './workload/service-options';

/** A web application whose pods keep their name, place and volumes, behind a Service; safe by default. */
export class StatefulWebApp extends Construct {
  /** Name of the app; pods are called `<name>-<ordinal>`. */
  public readonly name: string;

  /** Host name for clients within the cluster: the second Service where there is one, else the headless one. */
  public readonly host: string;

  /** First port of the app. */
  public readonly port: number;

  /** Name of the headless Service. */
  public readonly serviceName: string;

  /** Name of the second Service, where there is one. */
  public readonly clusterIpServiceName?: string;

  /** @internal */
  public readonly _member: NetworkMember;

  private readonly pods: StatefulSet;

  constructor(scope: Construct, id: string, props: StatefulWebAppProps) {
    validateArguments('StatefulWebApp', scope, id, props, RULES, validateTogether);
    super(scope, id);
    const app = resolve(props);

    if (props.serviceAccountName === undefined) this.addServiceAccount(app);
    const headless = this.addService('Headless', app, app.serviceName, app.serviceOptions, {
      headless: true,
      publishNotReadyAddresses: app.publishNotReadyAddresses,
    });
    const service = app.clusterIpService
      ? this.addService('ClusterIp', app, app.clusterIpServiceName, app.clusterIpServiceOptions, {
          spec: serviceSpecOf(app.clusterIpServiceOptions),
        })
      : headless;
    if (app.disruptionBudget) this.addDisruptionBudget(app);
    const policy = app.networkPolicy ? this.addNetworkPolicy(app) : undefined;
    this.pods = this.addPods(app);
    addAutoscaler(this, app);
    addRoutes(this, app, service.name);

    this.name = app.name;
    this.serviceName = app.serviceName;
    this.clusterIpServiceName = app.clusterIpService ? app.clusterIpServiceName : undefined;
    this.host = service.host;
    this.port = app.port;
    this._member = { kind: 'StatefulWebApp', scope: this, selector: app.selector, policy, ports: openPortsOf(app) };
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
   * Lets workloads connect to the ports of this app: a StatefulWebApp, a workload of cdk8s-plus, an ApiObject, or all
   * within a construct, such as a Helm chart. The NetworkPolicy of a StatefulWebApp is opened on its side as well.
   *
   * @param client in a namespace that is stated if that of this chart is
   */
  public allow(client: IConstruct): void {
    allow(this._member, client);
  }

  /** Lets pods or addresses outside of this cdk8s app connect to the ports of this app, as the prop `clients` does. */
  public allowClient(client: NetworkClient): void {
    allowClient(this._member, client);
  }

  /** A ServiceAccount without permissions, not the namespace's default, to which others may give some. */
  private addServiceAccount({ name, labels, annotations }: Resolved): void {
    new ServiceAccount(this, 'Account', { name, labels, annotations, automountServiceAccountToken: false });
  }

  private addService(
    id: string,
    app: Resolved,
    name: string,
    options: ServiceOptions | undefined,
    props: ServiceDifferences,
  ): Service {
    return new Service(this, id, {
      ...props,
      ...serviceMetadataOf(app, options),
      name,
      selector: app.selector,
      ports: portsOf(app),
    });
  }

  /** One pod at a time is evicted; one that is not Ready serves no client, and may be evicted as well. */
  private addDisruptionBudget({ name, labels, annotations, selector }: Resolved): void {
    new PodDisruptionBudget(this, 'Disruptions', {
      name,
      labels,
      annotations,
      selector,
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  }

  private addNetworkPolicy(app: Resolved): NetworkPolicy {
    const { name, labels, annotations, selector } = app;
    return new NetworkPolicy(this, 'Network', { name, labels, annotations, selector, ...rulesOf(app) });
  }

  private addPods(app: Resolved): StatefulSet {
    return new StatefulSet(this, 'Pods', {
      name: app.name,
      labels: app.labels,
      annotations: app.annotations,
      selector: app.selector,
      podLabels: { ...app.labels, ...app.podLabels },
      podAnnotations: app.podAnnotations,
      serviceName: app.serviceName,
      replicas: app.replicas,
      pod: podOf(app),
      podManagementPolicy: app.parallel ? 'Parallel' : undefined,
      updateStrategy: strategyOf(app.updateStrategy, app.replicas ?? 0),
      minReadySeconds: app.minReadySeconds,
      revisionHistoryLimit: app.revisionHistoryLimit,
      restartOn: app.restartOn,
      ...claimsOf(app),
    });
  }
}

interface ServiceDifferences {
  readonly headless?: boolean;
  readonly publishNotReadyAddresses?: boolean;
  readonly spec?: k8s.ServiceSpec;
}
