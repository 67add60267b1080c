import { ChildProcess } from 'child_process';
import { createInterface } from 'readline';
import { kubectl, startKubectl } from './kubectl';

/** What the tests read of a pod. */
export interface Pod {
  readonly metadata: {
    name: string; uid: string; resourceVersion: string; deletionTimestamp?: string;
    ownerReferences?: Array<{ kind: string; name: string; uid: string }>; labels?: { [key: string]: string };
  };
  readonly spec: { nodeName?: string; containers: Array<{ name: string; image: string }> };
  readonly status: {
    phase: string; podIP?: string;
    conditions?: Array<{ type: string; status: string; message?: string }>;
    containerStatuses?: ContainerStatus[]; initContainerStatuses?: ContainerStatus[];
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state: { waiting?: { reason: string; message?: string }; running?: object; terminated?: { exitCode: number } };
}

/** One line of a recorded watch. */
export interface PodEvent {
  readonly at: number;
  readonly type: string;
  readonly pod: Pod;
}

/** Records every change of the pods of a namespace, in the order in which they happened. */
export class Recorder {
  public readonly events: PodEvent[] = [];
  public readonly current = new Map<string, Pod>();
  private version = '0';
  private child?: ChildProcess;
  private stopped = false;
  private forgotten = false;

  public constructor(private readonly namespace: string, private readonly onEvent: (event: PodEvent) => void) {}

  public async start(): Promise<void> {
    await this.list();
    this.watch();
  }

  public stop(): void {
    this.stopped = true;
    this.child?.kill();
  }

  private async list(): Promise<void> {
    const { metadata, items }: { metadata: { resourceVersion: string }; items: Pod[] } = JSON.parse(await kubectl(['get', '--raw', `/api/v1/namespaces/${this.namespace}/pods`]));
    for (const pod of this.current.values()) if (!items.some(({ metadata: { uid } }) => uid === pod.metadata.uid)) this.record({ type: 'DELETED', object: pod });
    for (const pod of items) this.record({ type: 'ADDED', object: pod });
    this.version = metadata.resourceVersion;
  }

  // The server has forgotten the version from which it was to go on.
  private async watchAnew(): Promise<void> {
    if (this.forgotten) await this.list().then(() => { this.forgotten = false; }, () => undefined);
    if (!this.stopped) this.watch();
  }

  // From a version on, so that nothing is missed between two connections.
  private watch(): void {
    const path = `/api/v1/namespaces/${this.namespace}/pods?watch=1&allowWatchBookmarks=true&resourceVersion=${this.version}`;
    this.child = startKubectl(['get', '--raw', path]);
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.record(JSON.parse(line)));
    this.child.on('close', () => { if (!this.stopped) setTimeout(() => this.watchAnew(), 500); });
  }

  private record({ type, object }: { type: string; object: Pod }): void {
    if (type === 'ERROR') {
      this.forgotten = true;
      return;
    }
    this.version = object.metadata.resourceVersion;
    if (type === 'BOOKMARK') return;
    if (type === 'DELETED') this.current.delete(object.metadata.name); else this.current.set(object.metadata.name, object);
    const event = { at: Date.now(), type, pod: object };
    this.events.push(event);
    this.onEvent(event);
  }
}
