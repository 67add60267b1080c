import { randomBytes } from 'crypto';
import { Yaml } from 'cdk8s';
import { diagnosticsOf } from './diagnostics';
import { kubectl, kubectlJson, KubectlOptions, Result, splitCommand, tryKubectl } from './kubectl';
import { isReady, Pods, statusOf } from './pods';
import { Pod } from './recorder';
import { recycle } from './recycle';
import { logLine, until } from './wait';

/** Marks namespaces of tests, so that those of a killed run can be found and deleted. */
export const LABEL = { 'cdk8s-stateful/e2e': 'true' };

/** A namespace of a test, and its pods. */
export class Namespace {
  /** Creates a namespace with a random suffix and records its pods from then on. */
  public static async create(prefix: string): Promise<Namespace> {
    const namespace = new Namespace(`${prefix}-${randomBytes(3).toString('hex')}`);
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace.name, labels: LABEL } };
    await kubectl(['create', '-f', '-'], { input: JSON.stringify(object) });
    await namespace.pods.start().catch(async (error) => {
      await namespace.delete();
      throw error;
    });
    logLine(`namespace ${namespace.name}`);
    return namespace;
  }

  public readonly pods: Pods;

  private constructor(public readonly name: string) {
    this.pods = new Pods(name);
  }

  /** Runs a command line of kubectl; `more` are arguments that may contain spaces. */
  public kubectl(command: string, ...more: string[]): Promise<string> {
    return kubectl(['-n', this.name, ...splitCommand(command, more)]);
  }

  /** Runs a command line that may fail. */
  public tryKubectl(command: string, ...more: string[]): Promise<Result> {
    return tryKubectl(['-n', this.name, ...splitCommand(command, more)]);
  }

  /** Runs a command in a container; `pod` may be followed by `-c CONTAINER`. */
  public exec(pod: string, command: string[], options?: KubectlOptions): Promise<Result> {
    const input = options?.input === undefined ? [] : ['-i'];
    return tryKubectl(['exec', ...input, '-n', this.name, ...splitCommand(pod), '--', ...command], options);
  }

  /** Runs a script with bash in a container; the script sees `args` as `$0`, `$1` ... */
  public bash(pod: string, script: string, args: string[] = [], options?: KubectlOptions): Promise<Result> {
    return this.exec(pod, ['bash', '-c', script, ...args], options);
  }

  /** Returns one field of an object, by a JSONPath. */
  public field(object: string, path: string): Promise<string> {
    return this.kubectl(`get ${object} -o`, `jsonpath=${path}`);
  }

  /** Returns objects as they are on the server. */
  public async list<T = KubeObject>(what: string): Promise<T[]> {
    const found = await kubectlJson<{ items?: T[] }>(['-n', this.name, 'get', ...splitCommand(what)]);
    return found.items ?? [found as T];
  }

  /** Creates or changes objects with `kubectl apply -f -` and further options. */
  public apply(objects: object[], options = ''): Promise<string> {
    return kubectl(['apply', ...splitCommand(options), '-n', this.name, '-f', '-'], { input: Yaml.stringify(...objects) });
  }

  /** Creates a Secret; its values are sent on standard input, never in arguments. */
  public async createSecret(name: string, stringData: { [key: string]: string }): Promise<void> {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
    await kubectl(['create', '-n', this.name, '-f', '-'], { input: JSON.stringify(secret) });
  }

  /** Waits for a condition in this namespace; a timeout reports pods, events and logs. */
  public until<T>(what: string, check: () => Promise<T> | T, seconds?: number): Promise<NonNullable<T>> {
    const [progress, diagnostics] = [() => this.progress(), () => diagnosticsOf(this.name)];
    return until(what, check, { seconds, every: 200, progress, diagnostics });
  }

  /** Waits until an assertion passes. */
  public async untilPasses(what: string, assertion: () => Promise<void> | void, seconds?: number): Promise<void> {
    await this.until(what, async () => {
      await assertion();
      return true;
    }, seconds);
  }

  /** Waits until exactly the pods `NAME-0` to `NAME-<count - 1>` exist, and all are Ready. */
  public async untilReady(name: string, count: number, seconds?: number): Promise<void> {
    const expected = Array.from({ length: count }, (_, n) => `${name}-${n}`).join();
    const members = (names: string[]) => names.filter((pod) => /^-\d+$/.test(pod.slice(name.length))).join();
    await this.until(`${name} ${count}/${count} Ready`, () => {
      const [ready, existing] = [this.pods.ready(`${name}-`), this.pods.names(`${name}-`)];
      return members(ready) === expected && members(existing) === expected;
    }, seconds);
  }

  /** Waits until a pod with this name is Ready. */
  public async untilPodReady(pod: string, seconds?: number): Promise<void> {
    await this.until(`pod ${pod}`, () => this.pods.ready(pod).includes(pod), seconds);
  }

  /** Waits until a pod with this name is not Ready. */
  public async untilPodUnready(pod: string, seconds?: number): Promise<void> {
    await this.until(`${pod} not Ready`, () => !isReady(this.pods.get(pod)), seconds);
  }

  /** Waits until a pod with this name and another UID is Ready. */
  public async untilReplaced(pod: string, uid: string, seconds?: number): Promise<void> {
    await this.until(`a new ${pod}`, () => this.pods.ready(pod).includes(pod) && this.pods.uid(pod) !== uid, seconds);
  }

  /** Deletes a pod and waits until its replacement exists. */
  public async recreatePod(pod: string): Promise<void> {
    const uid = this.pods.uid(pod);
    await this.kubectl(`delete pod ${pod}`);
    await this.until(`another ${pod}`, () => ![undefined, uid].includes(this.pods.get(pod)?.metadata.uid));
  }

  /** Deletes a pod and waits until its replacement is Ready. */
  public async replacePod(pod: string, ...options: string[]): Promise<void> {
    const uid = this.pods.uid(pod);
    await this.kubectl(`delete pod ${pod}`, ...options);
    await this.untilReplaced(pod, uid);
  }

  /** Waits until no pod with this prefix is left. */
  public async untilDeleted(prefix: string, seconds?: number): Promise<void> {
    await this.until(`the end of ${prefix}`, () => this.pods.names(prefix).length === 0, seconds);
  }

  /** The status of all pods, in one line. */
  public async progress(): Promise<string> {
    const describe = async (pod: Pod) => `${pod.metadata.name} ${statusOf(pod)}${await this.lastAgentLine(pod)}`;
    return (await Promise.all(this.pods.all().map(describe))).join(', ') || 'no pods';
  }

  /** Deletes pods and claims, then the namespace; teardown.ts waits for the end of namespaces. */
  public async delete(): Promise<void> {
    this.pods.stop();
    const kinds = 'statefulsets,pods,persistentvolumeclaims';
    await kubectl(['-n', this.name, 'delete', kinds, '--all', '--timeout=180s'], { seconds: 200 });
    await recycle();
    await kubectl(['delete', 'namespace', this.name, '--wait=false']);
  }

  /** The last log line of an agent that runs in a pod that is not Ready. */
  private async lastAgentLine(pod: Pod): Promise<string> {
    const agent = pod.status.containerStatuses?.find(({ name, state }) => name === 'agent' && state.running);
    if (!agent || isReady(pod)) return '';
    const { stdout } = await this.tryKubectl(`logs ${pod.metadata.name} -c agent --tail=1`);
    return ` [${stdout.trim().replace(/^\S+ /, '')}]`;
  }
}

/** The fields of any object that tests read. */
export interface KubeObject {
  readonly kind: string;
  readonly metadata: { name: string; uid: string };
}
