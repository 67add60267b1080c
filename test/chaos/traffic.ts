import { ChildProcess } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { createInterface } from 'readline';
import { startKubectl } from '../e2e/framework/kubectl';
import { podOf } from '../e2e/framework/mysql';
import { Namespace } from '../e2e/framework/namespace';
import { Database } from './database';

/** What one member said of itself. */
export interface Answer {
  readonly at: number;
  readonly member: number;
  readonly writable: boolean;
  readonly rows: number;
  /** Why it gave no rows, though it answered. */
  readonly error?: string;
}

export interface TrafficOptions {
  /** How many members are asked. */
  readonly members: number;
  /** A node that the fault will hit, where the client must not run. */
  readonly avoid?: string;
}

const POD = 'client';
const PASSWORD = { secret: 'passwords', key: 'app' };
/** An error of the server itself; 20nn are the client's (nobody answers), 1053 is a server that ends. */
const REFUSAL = /ERROR (?!20\d\d|1053)\d{4}/;

/** Clients that write and read all the time, and their record, kept outside of the cluster. */
export class Traffic {
  public static async start(namespace: Namespace, database: Database, options: TrafficOptions): Promise<Traffic> {
    await namespace.apply(documentsOf(database, options));
    const traffic = new Traffic(namespace);
    await namespace.until('the first acknowledged rows', () => traffic.acknowledged.size > 20, 60);
    return traffic;
  }

  /** When each row was acknowledged. */
  public readonly acknowledged = new Map<string, number>();
  public readonly answers: Answer[] = [];
  public readonly reads: Array<{ at: number; rows: number }> = [];
  private readonly seen = new Set<string>();
  private child?: ChildProcess;
  private ended = false;

  private constructor(private readonly namespace: Namespace) {
    this.follow();
  }

  /** Waits until a row is acknowledged from now on. */
  public async untilWritten(seconds?: number): Promise<void> {
    const now = Date.now();
    await this.namespace.until('an acknowledged row', () => this.last() > now, seconds);
  }

  /** Ends the client; the record is complete then. */
  public async stop(): Promise<void> {
    await this.namespace.until('the end of the client', async () => {
      if (!this.ended) await this.namespace.kubectl(`exec ${POD} -- touch /tmp/stop`);
      return this.ended;
    }, 60);
    this.child?.kill();
  }

  /** Ends the record when the client does not matter any more. */
  public abandon(): void {
    this.ended = true;
    this.child?.kill();
  }

  public last(): number {
    return Math.max(0, ...this.acknowledged.values());
  }

  // The log is read from its beginning after each interruption, because the API server or the node may have been away.
  private follow(): void {
    this.child = startKubectl(['logs', '-f', '-n', this.namespace.name, POD]);
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.note(line));
    this.child.on('close', () => { if (!this.ended) setTimeout(() => this.follow(), 500); });
  }

  private note(line: string): void {
    if (this.seen.has(line)) return;
    this.seen.add(line);
    const [what, time, ...words] = line.split(' ');
    const at = Number(time) * 1000;
    if (what === 'ack') this.acknowledged.set(words[0], at);
    if (what === 'read') this.reads.push({ at, rows: Number(words[1]) });
    if (what === 'member') this.answers.push({ at, member: Number(words[0]), writable: words[1] === 'yes', rows: Number(words[2]) });
    if (what === 'silent' && REFUSAL.test(line)) this.answers.push(refusal(at, words));
    if (what === 'end') this.ended = true;
  }
}

function refusal(at: number, [member, ...text]: string[]): Answer {
  return { at, member: Number(member), writable: false, rows: 0, error: text.join(' ') };
}

function documentsOf({ mysql }: Database, { members, avoid }: TrafficOptions): object[] {
  const [member, domain] = mysql.hostOf(0).split(/0(.*)/s);
  const pod = podOf(POD, ['bash', '/client/client.sh', mysql.primaryHost, mysql.readHost, member, domain, String(members)], { MYSQL_PWD: PASSWORD }) as { spec: PodSpec };
  const container = { ...pod.spec.containers[0], volumeMounts: [{ name: 'client', mountPath: '/client' }] };
  const elsewhere = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: [avoid] }] }];
  const spec = {
    ...pod.spec,
    restartPolicy: 'Always',
    containers: [container],
    volumes: [{ name: 'client', configMap: { name: 'client' } }],
    ...(avoid ? { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: elsewhere } } } } : {}),
  };
  const script = readFileSync(join(__dirname, 'client.sh'), 'utf8');
  return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'client' }, data: { 'client.sh': script } }, { ...pod, spec }];
}

interface PodSpec { containers: object[]; [field: string]: unknown }
