import { ChildProcess } from 'child_process';
import { createInterface } from 'readline';
import { kubectl, startKubectl } from './kubectl';

/** The fields of a pod that tests read. */
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

/** One event of a watch, with the time at which it arrived. */
export interface PodEvent {
  readonly at: number;
  readonly type: string;
  readonly pod: Pod;
}

interface PodList { readonly metadata: { resourceVersion: string }; readonly items: Pod[] }

/** Records every change of the pods of a namespace, in the order of the watch. */
export class Recorder {
  public readonly events: PodEvent[] = [];
  public readonly current = new Map<string, Pod>();
  private readonly path: string;
  private version = '0';
  private child?: ChildProcess;
  private stopped = false;
  private expired = false;

  public constructor(namespace: string, private readonly onEvent: (event: PodEvent) => void) {
    this.path = `/api/v1/namespaces/${namespace}/pods`;
  }

  public async start(): Promise<void> {
    await this.list();
    this.watch();
  }

  public stop(): void {
    this.stopped = true;
    this.child?.kill();
  }

  private async list(): Promise<void> {
    const { metadata, items }: PodList = JSON.parse(await kubectl(['get', '--raw', this.path]));
    const uids = items.map((pod) => pod.metadata.uid);
    for (const pod of this.current.values()) if (!uids.includes(pod.metadata.uid)) this.record({ type: 'DELETED', object: pod });
    for (const pod of items) this.record({ type: 'ADDED', object: pod });
    this.version = metadata.resourceVersion;
  }

  private async restart(): Promise<void> {
    if (this.expired) await this.list().then(() => { this.expired = false; }, () => undefined);
    if (!this.stopped) this.watch();
  }

  // From a resource version on, so that no event between two connections is missed.
  private watch(): void {
    const query = `watch=1&allowWatchBookmarks=true&resourceVersion=${this.version}`;
    this.child = startKubectl(['get', '--raw', `${this.path}?${query}`]);
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.record(JSON.parse(line)));
    this.child.on('close', () => { if (!this.stopped) setTimeout(() => this.restart(), 500); });
  }

  private record({ type, object }: { type: string; object: Pod }): void {
    if (type === 'ERROR') { // the server does not have the resource version any more
      this.expired = true;
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
