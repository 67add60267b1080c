import { Duration } from 'cdk8s';
import { Durability, ReplicatedMySQL, ReplicatedMySQLProps } from '../../lib';
import { rootSql, SHOP } from '../e2e/framework/mysql';
import { Namespace } from '../e2e/framework/namespace';
import { oddPassword } from '../e2e/framework/passwords';
import { Document, documentsOf } from '../e2e/framework/synth';

/** Seconds that a replica of a run may be behind while it is Ready. */
export const MAX_LAG = 15;

/** Number and start of mysqld: a new container may give the same number again. */
const PROCESS = 'for p in /proc/[0-9]*; do if [[ $(<"$p/comm") == mysqld ]]; then echo "${p#/proc/} $(cut -d" " -f22 "$p/stat")"; fi; done 2>/dev/null';

const GTIDS = 'SELECT REPLACE(@@GLOBAL.gtid_executed, "\\n", "")';
const UNGUARDED = 'SELECT CONCAT(user, "@", host) FROM mysql.user WHERE authentication_string = "" AND account_locked = "N"';

/** A set of servers in a namespace, as its manifests say at present. */
export class Database {
  /** The present manifests' construct, for its names. */
  public mysql!: ReplicatedMySQL;
  public readonly password = oddPassword();
  private asked: Partial<ReplicatedMySQLProps> = {};

  public constructor(public readonly namespace: Namespace, public readonly durability: Durability) {}

  public get primary(): number { return this.asked.primary ?? 0; }
  public get replicas(): number { return this.asked.replicas ?? 3; }
  public get members(): number[] { return Array.from({ length: this.replicas }, (_, n) => n); }

  public pod(n: number): string { return `mysql-${n}`; }
  public claim(n: number): string { return `data-mysql-${n}`; }

  /** Applies manifests of a new set. */
  public async begin(): Promise<void> {
    await this.namespace.createSecret('passwords', { root: this.password.text, app: this.password.text });
    await this.apply({});
  }

  /** Waits for a new set, and makes the table of the client. */
  public async untilBegun(seconds?: number): Promise<void> {
    await this.untilWhole(seconds);
    await this.sql(this.primary, 'CREATE TABLE IF NOT EXISTS shop.acknowledged (writer VARCHAR(64), n INT, PRIMARY KEY (writer, n))');
  }

  /** Applies a change of code. */
  public async apply(change: Partial<ReplicatedMySQLProps>): Promise<void> {
    this.asked = { ...this.asked, ...change };
    await this.namespace.apply(this.synth());
  }

  public async untilWhole(seconds = 240): Promise<void> {
    await this.namespace.until(`${this.replicas} servers Ready, ${this.pod(this.primary)} the primary`, () => this.isWhole(), seconds);
  }

  public isWhole(): boolean {
    const { pods } = this.namespace;
    const ready = pods.ready('mysql-').join() === this.members.map((n) => this.pod(n)).join();
    return ready && pods.get(this.pod(this.primary))?.metadata.labels?.['cdk8s-stateful/role'] === 'primary';
  }

  /** As root, in the server's pod. */
  public sql(n: number, statements: string): Promise<string[]> {
    return rootSql(this.namespace, this.pod(n), statements);
  }

  public node(n: number): string {
    const node = this.namespace.pods.get(this.pod(n))?.spec.nodeName;
    if (!node) throw new Error(`${this.pod(n)} is on no node`);
    return node;
  }

  /** As root in every server, in the order of the ordinals. */
  public everywhere(statements: string): Promise<string[][]> {
    return Promise.all(this.members.map((n) => this.sql(n, statements)));
  }

  /** Waits until all servers have the same transactions; none may have an account without a password. */
  public async untilEqual(): Promise<void> {
    await this.namespace.until('equal GTID sets', async () => new Set((await this.everywhere(GTIDS)).map(String)).size === 1, 60);
    const unguarded = (await this.everywhere(UNGUARDED)).flat();
    if (unguarded.length > 0) throw new Error(`accounts without a password: ${unguarded.join()}`);
  }

  /** Sends a signal to mysqld itself. */
  public async signal(n: number, signal: 'KILL' | 'STOP' | 'CONT'): Promise<void> {
    const [number] = (await this.processOf(n)).split(' ');
    const { stderr } = await this.namespace.exec(`${this.pod(n)} -c mysql`, ['bash', '-c', `kill -${signal} ${number}`]);
    if (stderr) throw new Error(stderr);
  }

  /** Number and start of mysqld, which no other one has. */
  public async processOf(n: number): Promise<string> {
    const { stdout } = await this.namespace.exec(`${this.pod(n)} -c mysql`, ['bash', '-c', PROCESS]);
    const [process] = stdout.trim().split('\n');
    if (!process) throw new Error(`no mysqld in ${this.pod(n)}`);
    return process;
  }

  private synth(): Document[] {
    return documentsOf((chart) => {
      this.mysql = new ReplicatedMySQL(chart, 'MySQL', {
        ...SHOP,
        durability: this.durability,
        maxLag: Duration.seconds(MAX_LAG),
        ...this.asked,
      });
    });
  }
}
