import { Duration } from 'cdk8s';
import { Replication, ReplicatedMySQL, ReplicatedMySQLProps } from '../../lib';
import { rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { specialPassword } from '../cluster/passwords';
import { Manifest, synth } from '../cluster/synth';
import { Mode } from './fault';

/** `maxLag` of the MySQL cluster, in seconds. */
export const MAX_LAG = 15;

/** Process id and start time of mysqld: a new container may have the same process id. */
const PROCESS = 'for p in /proc/[0-9]*; do if [[ $(<"$p/comm") == mysqld ]]; then'
  + ' echo "${p#/proc/} $(cut -d" " -f22 "$p/stat")"; fi; done 2>/dev/null';

const GTIDS = 'SELECT REPLACE(@@GLOBAL.gtid_executed, "\\n", "")';
const WITHOUT_PASSWORD = `SELECT CONCAT(user, "@", host) FROM mysql.user
  WHERE authentication_string = "" AND account_locked = "N"`;

/** A ReplicatedMySQL in a namespace, with the props that were applied last. */
export class MySQLCluster {
  /** The construct of the last apply, for its host names. */
  public construct!: ReplicatedMySQL;
  public readonly password = specialPassword();
  private props: Partial<ReplicatedMySQLProps> = {};

  public constructor(public readonly namespace: Namespace, public readonly mode: Mode) {}

  public get primary(): number { return this.props.primary ?? 0; }
  /** Servers that may accept writes now: a group elects its primary. */
  public get primaries(): number[] { return this.mode === Replication.GROUP ? this.ordinals : [this.primary]; }
  public get replicas(): number { return this.props.replicas ?? 3; }
  public get ordinals(): number[] { return Array.from({ length: this.replicas }, (_, n) => n); }

  public pod(n: number): string { return `mysql-${n}`; }
  public claim(n: number): string { return `data-mysql-${n}`; }

  /** Applies the manifests for the first time. */
  public async create(): Promise<void> {
    await this.namespace.createSecret('passwords', { root: this.password.text, app: this.password.text });
    await this.apply({});
  }

  /** Waits until a new cluster is healthy, and creates the table of the client. */
  public async untilUsable(seconds?: number): Promise<void> {
    await this.untilHealthy(seconds);
    const columns = 'writer VARCHAR(64), n INT, PRIMARY KEY (writer, n)';
    await this.sql(this.primary, `CREATE TABLE IF NOT EXISTS shop.acknowledged (${columns})`);
  }

  /** Applies changed props. */
  public async apply(change: Partial<ReplicatedMySQLProps>): Promise<void> {
    this.props = { ...this.props, ...change };
    await this.namespace.apply(this.manifests());
  }

  /** Scales without a change of the manifests. */
  public async scale(replicas: number): Promise<void> {
    await this.namespace.kubectl(`scale statefulset mysql --replicas=${replicas}`);
  }

  public async untilHealthy(seconds = 240): Promise<void> {
    const what = `${this.replicas} servers Ready, ${this.pod(this.primary)} the primary`;
    await this.namespace.until(what, () => this.isHealthy(), seconds);
  }

  public isHealthy(): boolean {
    const { pods } = this.namespace;
    const ready = pods.ready('mysql-').join() === this.ordinals.map((n) => this.pod(n)).join();
    return ready && pods.get(this.pod(this.primary))?.metadata.labels?.['cdk8s-stateful/role'] === 'primary';
  }

  /** Runs SQL as root in the server's pod. */
  public sql(n: number, statements: string): Promise<string[]> {
    return rootSql(this.namespace, this.pod(n), statements);
  }

  /** Runs SQL as root in every server, in the order of the ordinals. */
  public sqlEverywhere(statements: string): Promise<string[][]> {
    return Promise.all(this.ordinals.map((n) => this.sql(n, statements)));
  }

  public node(n: number): string {
    const node = this.namespace.pods.get(this.pod(n))?.spec.nodeName;
    if (!node) throw new Error(`${this.pod(n)} is on no node`);
    return node;
  }

  /** Waits until all servers have the same transactions, and asserts that every account has a password. */
  public async untilConsistent(): Promise<void> {
    const gtidSets = async () => new Set((await this.sqlEverywhere(GTIDS)).map(String));
    await this.namespace.until('equal GTID sets', async () => (await gtidSets()).size === 1, 60);
    const accounts = (await this.sqlEverywhere(WITHOUT_PASSWORD)).flat();
    if (accounts.length > 0) throw new Error(`accounts without a password: ${accounts.join()}`);
  }

  /** Sends a signal to mysqld. */
  public async signal(n: number, signal: 'KILL' | 'STOP' | 'CONT'): Promise<void> {
    const [pid] = (await this.processOf(n)).split(' ');
    const { stderr } = await this.namespace.bash(`${this.pod(n)} -c mysql`, `kill -${signal} ${pid}`);
    if (stderr) throw new Error(stderr);
  }

  /** Identifies the process of mysqld. */
  public async processOf(n: number): Promise<string> {
    const { stdout } = await this.namespace.bash(`${this.pod(n)} -c mysql`, PROCESS);
    const [process] = stdout.trim().split('\n');
    if (!process) throw new Error(`no mysqld in ${this.pod(n)}`);
    return process;
  }

  private manifests(): Manifest[] {
    const { primary } = this; // of a group, the preferred one
    const replication = this.mode === Replication.GROUP ? { replication: this.mode, primary } : { durability: this.mode };
    const fixed = { ...SHOP, ...replication, maxLag: Duration.seconds(MAX_LAG) };
    return synth((chart) => {
      this.construct = new ReplicatedMySQL(chart, 'MySQL', { ...fixed, ...this.props });
    });
  }
}
