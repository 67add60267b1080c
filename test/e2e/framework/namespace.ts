import { randomBytes } from 'crypto';
import { Yaml } from 'cdk8s';
import { kubectl, KubectlOptions, Result, tryKubectl, words } from './kubectl';
import { isReady, Pods, stateOf } from './pods';
import { Pod } from './recorder';
import { recycle } from './recycle';
import { troubleOf } from './trouble';
import { pause, say, until } from './wait';

/** By this label, namespaces of a run that was killed can be found and deleted. */
export const LABEL = { 'cdk8s-stateful/e2e': 'true' };

/** A namespace that the tests made, and its pods. */
export class Namespace {
  /** Makes a namespace of a new name and records its pods from then on. */
  public static async create(prefix: string): Promise<Namespace> {
    const namespace = new Namespace(`${prefix}-${randomBytes(3).toString('hex')}`);
    const made = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace.name, labels: LABEL } };
    await kubectl(['create', '-f', '-'], { input: JSON.stringify(made) });
    await namespace.pods.start().catch(async (error) => {
      await namespace.delete();
      throw error;
    });
    say(`namespace ${namespace.name}`);
    return namespace;
  }

  public readonly pods: Pods;

  private constructor(public readonly name: string) {
    this.pods = new Pods(name);
  }

  /** Runs a command as it is typed; arguments with blanks follow one by one. */
  public kubectl(command: string, ...more: string[]): Promise<string> {
    return kubectl(['-n', this.name, ...words(command, more)]);
  }

  /** Runs a command that may fail. */
  public tryKubectl(command: string, ...more: string[]): Promise<Result> {
    return tryKubectl(['-n', this.name, ...words(command, more)]);
  }

  /** Runs a command in a container; `pod` may be followed by `-c CONTAINER`. */
  public exec(pod: string, command: string[], options?: KubectlOptions): Promise<Result> {
    const input = options?.input === undefined ? [] : ['-i'];
    return tryKubectl(['exec', ...input, '-n', this.name, ...words(pod, []), '--', ...command], options);
  }

  /** Prints one field of an object. */
  public field(object: string, path: string): Promise<string> {
    return this.kubectl(`get ${object} -o`, `jsonpath=${path}`);
  }

  /** Objects as they are on the server. */
  public async list<T = ServerObject>(what: string): Promise<T[]> {
    const found = JSON.parse(await this.kubectl(`get ${what} -o json`));
    return found.items ?? [found];
  }

  /** Creates or changes objects as `kubectl apply -f FILE` does, with options as they are typed. */
  public apply(documents: object[], options = ''): Promise<string> {
    return kubectl(['apply', ...words(options, []).filter(Boolean), '-n', this.name, '-f', '-'], { input: Yaml.stringify(...documents) });
  }

  /** A Secret whose texts go by standard input, never by a command line. */
  public async createSecret(name: string, stringData: { [key: string]: string }): Promise<void> {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
    await kubectl(['create', '-n', this.name, '-f', '-'], { input: JSON.stringify(secret) });
  }

  /** Waits for a condition in this namespace; a failure shows its pods, events and logs. */
  public until<T>(what: string, check: () => Promise<T> | T, seconds?: number): Promise<NonNullable<T>> {
    return until(what, check, { seconds, every: 200, progress: () => this.progress(), trouble: () => troubleOf(this.name) });
  }

  /** Waits until exactly the pods `<name>-0` to `<name>-<count - 1>` exist and are Ready. */
  public async untilReady(name: string, count: number, seconds?: number): Promise<void> {
    const expected = Array.from({ length: count }, (_, n) => `${name}-${n}`).join();
    const members = (names: string[]) => names.filter((pod) => /^-\d+$/.test(pod.slice(name.length))).join();
    await this.until(`${name} ${count}/${count} Ready`, () => {
      return members(this.pods.ready(`${name}-`)) === expected && members(this.pods.names(`${name}-`)) === expected;
    }, seconds);
  }

  /** Waits until a pod of this name, another than before, is Ready. */
  public async untilReplaced(pod: string, uid: string, seconds?: number): Promise<void> {
    await this.until(`a new ${pod}`, () => this.pods.ready(pod).includes(pod) && this.pods.uid(pod) !== uid, seconds);
  }

  /** Waits until no pod of this prefix is left. */
  public async untilGone(prefix: string, seconds?: number): Promise<void> {
    await this.until(`the end of ${prefix}`, () => this.pods.names(prefix).length === 0, seconds);
  }

  /** How its pods are, in one line. */
  public async progress(): Promise<string> {
    const states = await Promise.all(this.pods.all().map(async (pod) => `${pod.metadata.name} ${stateOf(pod)}${await this.reason(pod)}`));
    return states.join(', ') || 'no pods';
  }

  /** Deletes pods and claims, so that their room is free, and then the namespace, for whose end the run waits when all tests are done. */
  public async delete(): Promise<void> {
    this.pods.stop();
    await kubectl(['-n', this.name, 'delete', 'statefulsets,pods,persistentvolumeclaims', '--all', '--timeout=180s'], { seconds: 200 });
    await recycle();
    await kubectl(['delete', 'namespace', this.name, '--wait=false']);
  }

  /** What the agent of a server that runs and is not Ready has said last. */
  private async reason(pod: Pod): Promise<string> {
    const agent = pod.status.containerStatuses?.find(({ name, state }) => name === 'agent' && state.running);
    if (!agent || isReady(pod)) return '';
    const { stdout } = await this.tryKubectl(`logs ${pod.metadata.name} -c agent --tail=1`);
    return ` [${stdout.trim().replace(/^\S+ /, '')}]`;
  }
}

/** What all objects have. */
export interface ServerObject {
  readonly kind: string;
  readonly metadata: { name: string; uid: string; labels?: { [key: string]: string }; deletionTimestamp?: string };
  readonly [field: string]: unknown;
}

/** Waits while nothing may happen, and checks again and again that nothing does. */
export async function quietFor(seconds: number, check: () => void): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(500)) check();
}
