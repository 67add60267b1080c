import { Pod, PodEvent, Recorder } from './recorder';

/** What the watch tells of one pod from its creation to its end; numbers are places in the recorded order. */
export interface Life {
  readonly name: string;
  readonly uid: string;
  readonly image: string;
  readonly created: number;
  ready?: number;
  deleting?: number;
  gone?: number;
}

export function isReady(pod: Pod | undefined): boolean {
  if (!pod || pod.metadata.deletionTimestamp) return false;
  return pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

export function restartsOf(pod: Pod): number {
  const statuses = [...pod.status.containerStatuses ?? [], ...pod.status.initContainerStatuses ?? []];
  return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** The pods of a namespace, now and in the order of events. */
export class Pods {
  private readonly recorder: Recorder;
  private readonly lives = new Map<string, Life>();
  private readonly readyAt: string[][] = [];

  public constructor(namespace: string) {
    this.recorder = new Recorder(namespace, (event) => this.note(event));
  }

  public start(): Promise<void> { return this.recorder.start(); }
  public stop(): void { this.recorder.stop(); }

  public get(name: string): Pod | undefined { return this.recorder.current.get(name); }

  /** UID of a pod that exists. */
  public uid(name: string): string {
    const pod = this.get(name);
    if (!pod) throw new Error(`there is no pod ${name}`);
    return pod.metadata.uid;
  }

  /** Pods that exist, by name, those that end among them. */
  public names(prefix = ''): string[] {
    return [...this.recorder.current.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  public all(): Pod[] { return this.names().map((name) => this.get(name) as Pod); }

  /** Pods that are Ready and do not end, by name. */
  public ready(prefix = ''): string[] {
    return this.names(prefix).filter((name) => isReady(this.get(name)));
  }

  /** A place in the record, for questions about what happened after it. */
  public mark(): number { return this.recorder.events.length; }

  /** Lives of pods of this name that began after a mark, in order. */
  public livesOf(name: string, mark = 0): Life[] {
    return [...this.lives.values()].filter((life) => life.name === name && life.created >= mark);
  }

  /** The one life that began after a mark. */
  public life(name: string, mark = 0): Life {
    const found = this.livesOf(name, mark);
    if (found.length !== 1) throw new Error(`expected one new pod ${name}, got ${found.length}\n${this.story(mark)}`);
    return found[0];
  }

  /** The life of a pod by its UID. */
  public lifeOf(uid: string): Life {
    return this.lives.get(uid) as Life;
  }

  /** The fewest pods of a prefix that were Ready at any one time after a mark. */
  public fewestReady(prefix: string, mark: number): number {
    return Math.min(...this.readyAt.slice(mark).map((names) => names.filter((name) => name.startsWith(prefix)).length));
  }

  /** The record itself. */
  public events(): readonly PodEvent[] { return this.recorder.events; }

  /** The record as a person reads a watch. */
  public story(mark = 0): string {
    return this.recorder.events.slice(mark).map(line).join('\n');
  }

  private note({ type, pod }: PodEvent): void {
    const place = this.recorder.events.length - 1;
    const life = this.lives.get(pod.metadata.uid) ?? lifeOf(pod, place);
    this.lives.set(life.uid, life);
    if (isReady(pod)) life.ready ??= place;
    if (pod.metadata.deletionTimestamp) life.deleting ??= place;
    if (type === 'DELETED') life.gone = place;
    this.readyAt.push(this.ready());
  }
}

function lifeOf({ metadata: { name, uid }, spec }: Pod, created: number): Life {
  return { name, uid, image: spec.containers[0].image, created };
}

/** How a pod is, in a few words. */
export function stateOf(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  if (isReady(pod)) return 'Ready';
  const statuses = [...pod.status.initContainerStatuses ?? [], ...pod.status.containerStatuses ?? []];
  const waiting = statuses.find(({ state }) => state.waiting);
  const running = statuses.filter(({ state, ready }) => state.running && !ready).map(({ name }) => name);
  const unscheduled = pod.status.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled) return `Pending (${unscheduled.message})`;
  if (running.length > 0) return `not Ready (${running.join(', ')} at work)`;
  return `${pod.status.phase}${waiting ? ` (${waiting.name}: ${waiting.state.waiting?.reason})` : ''}`;
}

function line({ at, type, pod }: PodEvent): string {
  const { name, uid, resourceVersion } = pod.metadata;
  const what = [new Date(at).toISOString(), resourceVersion, type, name, uid.slice(0, 8), stateOf(pod), pod.spec.containers[0].image, pod.spec.nodeName ?? ''];
  return what.join('  ');
}
