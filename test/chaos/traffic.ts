import { ChildProcess } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { createInterface } from 'readline';
import { startKubectl } from '../cluster/kubectl';
import { clientPod } from '../cluster/mysql/client';
import { Namespace } from '../cluster/namespace';
import { MySQLCluster } from './mysql-cluster';

/** The state that one server reported. */
export interface Answer {
  readonly at: number;
  readonly server: number;
  readonly writable: boolean;
  readonly rows: number;
  /** The error of a server that answered without rows. */
  readonly error?: string;
}

export interface TrafficOptions {
  /** The number of servers that are queried. */
  readonly servers: number;
  /** A node where the client must not run, since the fault hits it. */
  readonly avoidNode?: string;
}

const POD = 'client';
const PASSWORD = { secret: 'passwords', key: 'app' };
/** An error of the server; 20nn are the client's (no server answers), 1053 is a server during its shutdown. */
const SERVER_ERROR = /ERROR (?!20\d\d|1053)\d{4}/;

/** A client that writes and reads all the time, and its record, which is kept outside the Kubernetes cluster. */
export class Traffic {
  public static async start(namespace: Namespace, mysql: MySQLCluster, options: TrafficOptions): Promise<Traffic> {
    await namespace.apply(manifestsOf(mysql, options));
    const traffic = new Traffic(namespace);
    await namespace.until('the first acknowledged rows', () => traffic.acknowledged.size > 20, 60);
    return traffic;
  }

  /** Acknowledged rows, and when each was acknowledged. */
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
    await this.namespace.until('an acknowledged row', () => this.lastWrite() > now, seconds);
  }

  /** Stops the client; the record is complete then. */
  public async stop(): Promise<void> {
    await this.namespace.until('the end of the client', async () => {
      if (!this.ended) await this.namespace.kubectl(`exec ${POD} -- touch /tmp/stop`);
      return this.ended;
    }, 60);
    this.child?.kill();
  }

  /** Stops the record without a complete end. */
  public abandon(): void {
    this.ended = true;
    this.child?.kill();
  }

  private lastWrite(): number {
    return Math.max(0, ...this.acknowledged.values());
  }

  // The API server or the node may be down: after each interruption the log is read from its beginning.
  private follow(): void {
    this.child = startKubectl(['logs', '-f', '-n', this.namespace.name, POD]);
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.record(line));
    this.child.on('close', () => { if (!this.ended) setTimeout(() => this.follow(), 500); });
  }

  private record(line: string): void {
    if (this.seen.has(line)) return;
    this.seen.add(line);
    const [event, time, ...fields] = line.split(' ');
    const at = Number(time) * 1000;
    if (event === 'ack') this.acknowledged.set(fields[0], at);
    if (event === 'read') this.reads.push({ at, rows: Number(fields[1]) });
    if (event === 'server') this.answers.push({ at, server: Number(fields[0]), writable: fields[1] === 'yes', rows: Number(fields[2]) });
    if (event === 'server-error' && SERVER_ERROR.test(line)) this.answers.push(errorAnswer(at, fields));
    if (event === 'end') this.ended = true;
  }
}

function errorAnswer(at: number, [server, ...text]: string[]): Answer {
  return { at, server: Number(server), writable: false, rows: 0, error: text.join(' ') };
}

function manifestsOf({ construct }: MySQLCluster, { servers, avoidNode }: TrafficOptions): object[] {
  const [hostPrefix, domain] = construct.hostOf(0).split(/0(.*)/s);
  const args = [construct.primaryHost, construct.readHost, hostPrefix, domain, `${servers}`];
  const pod = clientPod(POD, ['bash', '/client/client.sh', ...args], { MYSQL_PWD: PASSWORD }) as { spec: PodSpec };
  const spec = {
    ...pod.spec,
    restartPolicy: 'Always',
    containers: [{ ...pod.spec.containers[0], volumeMounts: [{ name: 'client', mountPath: '/client' }] }],
    volumes: [{ name: 'client', configMap: { name: 'client' } }],
    ...(avoidNode ? { affinity: notOn(avoidNode) } : {}),
  };
  const script = readFileSync(join(__dirname, 'client.sh'), 'utf8');
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'client' }, data: { 'client.sh': script } };
  return [configMap, { ...pod, spec }];
}

function notOn(node: string): object {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: [node] }] }];
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

interface PodSpec { containers: object[]; [field: string]: unknown }
