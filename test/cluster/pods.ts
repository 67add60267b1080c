import { Pod, PodEvent, Recorder } from './recorder';

/** The lifetime of one pod, as its watch shows it. Numbers are positions in the record of events. */
export interface PodLifetime {
  readonly name: string;
  readonly uid: string;
  readonly image: string;
  readonly created: number;
  ready?: number;
  terminating?: number;
  deleted?: number;
}

export function isReady(pod: Pod | undefined): boolean {
  if (!pod || pod.metadata.deletionTimestamp) return false;
  return pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Statuses of init containers and containers. */
export function containerStatuses({ status }: Pod) {
  return [...status.initContainerStatuses ?? [], ...status.containerStatuses ?? []];
}

export function restartsOf(pod: Pod): number {
  return containerStatuses(pod).reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** The pods of a namespace: now, and as a history of events. */
export class Pods {
  private readonly recorder: Recorder;
  private readonly lifetimes = new Map<string, PodLifetime>();
  private readonly readyAt: string[][] = [];

  public constructor(namespace: string) {
    this.recorder = new Recorder(namespace, (event) => this.record(event));
  }

  public start(): Promise<void> { return this.recorder.start(); }
  public stop(): void { this.recorder.stop(); }

  public get(name: string): Pod | undefined { return this.recorder.current.get(name); }

  /** The UID of a pod that exists. */
  public uid(name: string): string {
    const pod = this.get(name);
    if (!pod) throw new Error(`there is no pod ${name}`);
    return pod.metadata.uid;
  }

  /** UIDs of the pods `NAME-0` to `NAME-<count - 1>`. */
  public uids(name: string, count: number): string[] {
    return Array.from({ length: count }, (_, n) => this.uid(`${name}-${n}`));
  }

  /** Names of existing pods, terminating ones included. */
  public names(prefix = ''): string[] {
    return [...this.recorder.current.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  public all(): Pod[] { return this.names().map((name) => this.get(name) as Pod); }

  /** Names of pods that are Ready and not terminating. */
  public ready(prefix = ''): string[] {
    return this.names(prefix).filter((name) => isReady(this.get(name)));
  }

  /** The present end of the record, for questions about later events. */
  public position(): number { return this.recorder.events.length; }

  /** Lifetimes of pods of this name that were created after a position, in order. */
  public lifetimesOf(name: string, position = 0): PodLifetime[] {
    return [...this.lifetimes.values()].filter((lifetime) => lifetime.name === name && lifetime.created >= position);
  }

  /** The lifetime of the only pod of this name that was created after a position. */
  public lifetime(name: string, position = 0): PodLifetime {
    const found = this.lifetimesOf(name, position);
    if (found.length !== 1) throw new Error(`expected one new pod ${name}, got ${found.length}\n${this.history(position)}`);
    return found[0];
  }

  /** The lifetime of a pod by its UID. */
  public lifetimeOf(uid: string): PodLifetime {
    return this.lifetimes.get(uid) as PodLifetime;
  }

  /** The smallest number of pods with a prefix that were Ready at one time after a position. */
  public minReady(prefix: string, position: number): number {
    const counts = this.readyAt.slice(position).map((names) => names.filter((name) => name.startsWith(prefix)).length);
    return Math.min(...counts);
  }

  /** All recorded events. */
  public events(): readonly PodEvent[] { return this.recorder.events; }

  /** Recorded events as text, one line each. */
  public history(position = 0): string {
    return this.recorder.events.slice(position).map(line).join('\n');
  }

  private record({ type, pod }: PodEvent): void {
    const position = this.recorder.events.length - 1;
    const lifetime = this.lifetimes.get(pod.metadata.uid) ?? newLifetime(pod, position);
    this.lifetimes.set(lifetime.uid, lifetime);
    if (isReady(pod)) lifetime.ready ??= position;
    if (pod.metadata.deletionTimestamp) lifetime.terminating ??= position;
    if (type === 'DELETED') lifetime.deleted = position;
    this.readyAt.push(this.ready());
  }
}

function newLifetime({ metadata: { name, uid }, spec }: Pod, created: number): PodLifetime {
  return { name, uid, image: spec.containers[0].image, created };
}

/** The status of a pod in a few words. */
export function statusOf(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  if (isReady(pod)) return 'Ready';
  const statuses = containerStatuses(pod);
  const waiting = statuses.find(({ state }) => state.waiting);
  const running = statuses.filter(({ state, ready }) => state.running && !ready).map(({ name }) => name);
  const unscheduled = pod.status.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled) return `Pending (${unscheduled.message})`;
  if (running.length > 0) return `not Ready (running: ${running.join(', ')})`;
  return `${pod.status.phase}${waiting ? ` (${waiting.name}: ${waiting.state.waiting?.reason})` : ''}`;
}

function line({ at, type, pod }: PodEvent): string {
  const { name, uid, resourceVersion } = pod.metadata;
  const { containers, nodeName = '' } = pod.spec;
  const time = new Date(at).toISOString();
  return [time, resourceVersion, type, name, uid.slice(0, 8), statusOf(pod), containers[0].image, nodeName].join('  ');
}
