import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ConfigMap } from './parts/config-map';
import { checkAllowed, connect } from './parts/network-members';
import { NetworkPolicy } from './parts/network-policy';
import { PodDisruptionBudget } from './parts/pod-disruption-budget';
import { Role } from './parts/role';
import { Service } from './parts/service';
import { ServiceAccount } from './parts/service-account';
import { StatefulSet } from './parts/stateful-set';
import { declarationsOf } from './replicated-mysql/accounts';
import { bufferPoolOf } from './replicated-mysql/buffer-pool';
import { addCertificate } from './replicated-mysql/certificate';
import { checkProps } from './replicated-mysql/checks';
import { Durability } from './replicated-mysql/durability';
import { egressOf, ingressOf, MYSQL_PORTS } from './replicated-mysql/network';
import { podOf } from './replicated-mysql/pod';
import { ReplicatedMySQLProps } from './replicated-mysql/props';
import { MOST_SCALED, resolve, Resolved } from './replicated-mysql/defaults';
import { SCRIPTS, settingsText } from './replicated-mysql/settings';
import { tlsHostsOf } from './replicated-mysql/tls';
import type { StatefulWebApp } from './stateful-web-app';

const PORT = 3306;
const ROLE = 'cdk8s-stateful/role';

/** MySQL with one primary that takes writes and replicas that copy it, each on a volume of its own. */
export class ReplicatedMySQL extends Construct {
  /** Host that takes writes: the primary's, whichever server that is. */
  public readonly primaryHost: string;

  /** Host that balances reads over all servers that are Ready, the primary among them. */
  public readonly readHost: string;

  /** Port of every host: 3306. */
  public readonly port: number = PORT;

  /** Number of servers. */
  public readonly replicas: number;

  /**
   * Host names that a certificate for `tls` must have: of the primary, of the readers and of each server, short and, where the
   * chart has a namespace, in full; and localhost.
   */
  public readonly tlsHosts: string[];

  private readonly servers: StatefulSet;
  private readonly policy?: NetworkPolicy;

  public constructor(scope: Construct, id: string, props: ReplicatedMySQLProps) {
    super(scope, id);
    checkProps(this, props);
    const set = resolve(props, Chart.of(this).namespace);

    const settings = new ConfigMap(this, 'Settings', { name: set.configMapName, labels: set.labels, annotations: set.annotations, data: settingsOf(set) });
    const scripts = new ConfigMap(this, 'Scripts', {
      name: `${set.name}-scripts`, labels: set.labels, annotations: set.annotations, directory: SCRIPTS,
    });
    // Not in restartOn: pods read it while they run.
    const topology = new ConfigMap(this, 'Topology', {
      name: `${set.name}-topology`, labels: set.labels, annotations: set.annotations, data: topologyOf(set),
    });

    // Members that are not Ready must find each other, to ask who has data.
    this.address('Members', set, set.serviceName, { headless: true, publishNotReadyAddresses: true, selector: set.selector });
    const primary = this.address('Primary', set, set.primaryServiceName, { selector: { ...set.selector, [ROLE]: 'primary' } });
    const readers = this.address('Readers', set, set.readServiceName, { selector: set.selector, labels: set.readServiceLabels });

    this.permit(set, props, topology);
    if (set.disruptionBudget) this.protect(set);
    this.policy = set.networkPolicy ? this.close(set) : undefined;
    this.servers = new StatefulSet(this, 'Servers', {
      name: set.name,
      labels: set.labels,
      annotations: set.annotations,
      selector: set.selector,
      podLabels: set.labels,
      podAnnotations: set.podAnnotations,
      serviceName: set.serviceName,
      replicas: set.replicas,
      podManagementPolicy: 'Parallel', // ordered, an empty server 0 would wait for nobody and could ask nobody
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      pod: podOf(set, { settings: settings.name, scripts: scripts.name, topology: topology.name }),
      // No labels but the selector's, which the controller adds: a template can never be changed.
      claims: set.ephemeral ? undefined : [{ name: set.volumeName, size: set.storage, storageClassName: set.storageClassName, typed: true }],
      restartOn: [settings, scripts],
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
   * Lets an app of this or another chart connect to the servers, by the NetworkPolicies on both sides. A side without one is open, so
   * nothing is to be allowed there.
   *
   * @param app whose chart states a namespace if the chart of this set does
   */
  public allow(app: StatefulWebApp): void {
    checkAllowed(this, 'ReplicatedMySQL', app);
    connect(app._member, { scope: this, selector: this.servers.selector, policy: this.policy }, MYSQL_PORTS);
  }

  /** The agents label pods with their roles, and hear who is to be the primary. */
  private permit(set: Resolved, props: ReplicatedMySQLProps, topology: ConfigMap): void {
    const described = { labels: set.labels, annotations: set.annotations };
    if (!props.serviceAccountName) {
      new ServiceAccount(this, 'Account', { name: set.serviceAccountName, ...described, automountServiceAccountToken: false });
    }
    new Role(this, 'Role', { name: set.name, ...described, serviceAccountName: set.serviceAccountName, rules: rulesOf(set, topology) });
  }

  /** One server at a time goes, whatever its role; one that is not Ready serves nobody and may go as well. */
  private protect({ name, labels, annotations, selector }: Resolved): void {
    new PodDisruptionBudget(this, 'Disruptions', { name, labels, annotations, selector, maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  }

  private close(set: Resolved): NetworkPolicy {
    const { name, labels, annotations, selector } = set;
    return new NetworkPolicy(this, 'Network', { name, labels, annotations, selector, ingress: ingressOf(set), egress: egressOf(set) });
  }

  private address(id: string, set: Resolved, name: string, props: AddressProps): Service {
    const labels = { ...set.labels, ...props.labels };
    return new Service(this, id, { ...props, name, labels, annotations: set.annotations, ports: [{ name: 'mysql', port: PORT }] });
  }
}

interface AddressProps {
  readonly selector: { [key: string]: string };
  readonly headless?: boolean;
  readonly publishNotReadyAddresses?: boolean;
  readonly labels?: { [key: string]: string };
}

/** Named objects only. A set scaled by kubectl grows beyond `replicas`, and its pods have roles as well. */
function rulesOf(set: Resolved, topology: ConfigMap): k8s.PolicyRule[] {
  const pods = Array.from({ length: Math.max(set.replicas, MOST_SCALED) }, (_, ordinal) => `${set.name}-${ordinal}`);
  return [
    { apiGroups: [''], resources: ['pods'], resourceNames: pods, verbs: ['patch'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [topology.name], verbs: ['watch'] },
  ];
}

function topologyOf(set: Resolved): { [key: string]: string } {
  return {
    primary: `${set.primary}\n`,
    replicas: `${set.replicas}\n`,
    create: set.createDatabase ? 'yes\n' : 'no\n',
    acknowledgements: `${acknowledgementsOf(set)}\n`,
    ...declarationsOf(set),
  };
}

/** Replicas that must have a write; with the primary, a majority of LOSSLESS. */
function acknowledgementsOf(set: Resolved): number {
  return set.durability === Durability.LOSSLESS ? Math.floor(set.replicas / 2) : 1;
}

function settingsOf(set: Resolved): { [key: string]: string } {
  const own = { innodb_buffer_pool_size: bufferPoolOf(set.memory) };
  return {
    [set.primarySettingsKey]: settingsText('primary', own, set.settings, set.primarySettings),
    [set.replicaSettingsKey]: settingsText('replica', own, set.settings, set.replicaSettings),
  };
}
