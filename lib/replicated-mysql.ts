import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { NetworkClient } from './kubernetes/network-client';
import { NetworkPolicy } from './kubernetes/network-policy';
import { StatefulSet } from './kubernetes/stateful-set';
import { allow, allowClient, NetworkMember } from './private/connectable';
import { describe, resolve, Resolved } from './replicated-mysql/defaults';
import { addNetworkPolicy, MYSQL_PORTS } from './replicated-mysql/network/policy';
import { addDisruptionBudget } from './replicated-mysql/placement/disruption-budget';
import { addRbac } from './replicated-mysql/placement/rbac';
import { podOf } from './replicated-mysql/pod';
import { ReplicatedMySQLProps, RULES } from './replicated-mysql/props';
import { addDesiredState } from './replicated-mysql/replication/desired-state';
import { addScripts } from './replicated-mysql/scripts';
import { addServices, PORT } from './replicated-mysql/service/services';
import { addSettings } from './replicated-mysql/settings/settings';
import { claimsOf } from './replicated-mysql/storage/claims';
import { addCertificate } from './replicated-mysql/tls/certificate';
import { tlsHostsOf } from './replicated-mysql/tls/pod';
import { validateTogether } from './replicated-mysql/validate';
import { validateArguments } from './validation/arguments';

/**
 * A MySQL cluster: a primary that takes writes, and replicas that replicate from it. Each server has its own volume.
 */
export class ReplicatedMySQL extends Construct {
  /** Host name of the primary, whichever server that is; it takes writes. */
  public readonly primaryHost: string;

  /** Host name of all Ready servers, the primary included, for reads. */
  public readonly readHost: string;

  /** Port of every host: 3306. */
  public readonly port: number = PORT;

  /** Number of servers. */
  public readonly replicas: number;

  /**
   * Host names that a certificate for `tls` must have: of the primary, of the readers and of each server, short and,
   * where the chart has a namespace, in full; and localhost.
   */
  public readonly tlsHosts: string[];

  /** @internal */
  public readonly _member: NetworkMember;

  private readonly servers: StatefulSet;

  public constructor(scope: Construct, id: string, props: ReplicatedMySQLProps) {
    validateArguments('ReplicatedMySQL', scope, id, props, RULES, validateTogether);
    super(scope, id);
    const set = resolve(props, Chart.of(this).namespace);

    const settings = addSettings(this, set);
    const scripts = addScripts(this, set);
    const desiredState = addDesiredState(this, set);
    const { primary, readers } = addServices(this, set);
    addRbac(this, set, desiredState);
    addDisruptionBudget(this, set);
    this._member = memberOf(this, set, addNetworkPolicy(this, set));
    this.servers = new StatefulSet(this, 'Servers', {
      ...describe(set),
      name: set.name,
      selector: set.selector,
      podLabels: { ...set.labels, ...set.podLabels },
      podAnnotations: set.podAnnotations,
      serviceName: set.serviceName,
      replicas: set.replicas,
      podManagementPolicy: 'Parallel', // one after the other, an empty server 0 would have no peers to ask
      pod: podOf(set, { settings, scripts, desiredState }),
      ...claimsOf(set),
      restartOn: [settings, scripts.server], // the agent reads the other ConfigMaps while it runs
    });

    this.replicas = set.replicas;
    this.primaryHost = primary.host;
    this.readHost = readers.host;
    this.tlsHosts = tlsHostsOf(set);
    addCertificate(this, set, this.tlsHosts);
  }

  /**
   * Host of one server, for reads that must not be balanced and for administration.
   *
   * @param ordinal 0 to `replicas` - 1, or higher after scaling
   */
  public hostOf(ordinal: number): string {
    return this.servers.hostOf(ordinal);
  }

  /**
   * Lets workloads connect to the servers: a StatefulWebApp, a workload of cdk8s-plus, an ApiObject, or all within a
   * construct, such as a Helm chart. The NetworkPolicy of a StatefulWebApp is opened on its side as well.
   *
   * @param client in a namespace that is stated if that of this chart is
   */
  public allow(client: IConstruct): void {
    allow(this._member, client);
  }

  /** Lets pods or addresses outside of this cdk8s app connect to the servers, as the prop `clients` does. */
  public allowClient(client: NetworkClient): void {
    allowClient(this._member, client);
  }
}

function memberOf(scope: Construct, { selector }: Resolved, policy?: NetworkPolicy): NetworkMember {
  return { kind: 'ReplicatedMySQL', scope, selector, ports: MYSQL_PORTS, policy, isDatabase: true };
}
