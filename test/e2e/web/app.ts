import { addressesIn, fullNameWithin } from '../framework/dns';
import { IMAGES } from '../framework/images';
import { Namespace } from '../framework/namespace';
import { Document } from '../framework/synth';

/** What the procedures need to know of a web application. */
export interface WebAppNames {
  readonly name: string;
  readonly label: string;
  readonly services: string[];
  readonly claim: string;
  readonly port: number;
  readonly container: string;
  readonly imageA: string;
  readonly imageB: string;
  /** Whether the container may change the rights of its pages, as root may. */
  readonly root: boolean;
  readonly documents: Document[];
  readonly parallelDocuments: Document[];
}

/** Seconds in which nothing may happen, where that is what a step shows. */
export const QUIET = 30;

const PAGES = '/usr/share/nginx/html';
const NOT_THERE = 'localhost:1/none'; // a registry that nobody runs

/** A web application in a namespace, in the words of the procedures. */
export class WebApp {
  public constructor(public readonly names: WebAppNames, private readonly namespace: Namespace) {}

  public pod(n: number): string { return `${this.names.name}-${n}`; }

  public pods(count: number): string[] { return Array.from({ length: count }, (_, n) => this.pod(n)); }

  public uids(count: number): string[] { return this.pods(count).map((pod) => this.namespace.pods.uid(pod)); }

  public untilReady(count: number): Promise<void> { return this.namespace.untilReady(this.names.name, count); }

  public async apply(documents = this.names.documents): Promise<string> { return this.namespace.apply(documents); }

  /** Patches the set as a person types it. */
  public async patch(patch: object): Promise<void> {
    const type = Array.isArray(patch) ? '--type=json' : '--type=strategic';
    await this.namespace.kubectl(`patch statefulset ${this.names.name} ${type} -p`, JSON.stringify(patch));
  }

  public patchImage(value: string): Promise<void> {
    return this.patch([{ op: 'replace', path: '/spec/template/spec/containers/0/image', value }]);
  }

  public patchPartition(partition: number): Promise<void> {
    return this.patch({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } } });
  }

  public scale(replicas: number): Promise<string> {
    return this.namespace.kubectl(`scale statefulset ${this.names.name} --replicas=${replicas}`);
  }

  public async deletePod(n: number): Promise<void> {
    const uid = this.namespace.pods.uid(this.pod(n));
    await this.namespace.kubectl(`delete pod ${this.pod(n)}`);
    await this.namespace.untilReplaced(this.pod(n), uid);
  }

  /** Deletes all pods by their label and waits for new ones. */
  public async deletePods(): Promise<void> {
    const uids = this.uids(2);
    await this.namespace.kubectl(`delete pod -l ${this.names.label}`);
    for (const n of [0, 1]) await this.namespace.untilReplaced(this.pod(n), uids[n]);
  }

  public async images(count: number): Promise<string[]> {
    const template = '--template={{range $i, $c := .spec.containers}}{{$c.image}}{{end}}';
    return Promise.all(this.pods(count).map((pod) => this.namespace.kubectl(`get pod ${pod}`, template)));
  }

  public untilImages(images: string[]): Promise<unknown> {
    return this.namespace.until(`images ${images}`, async () => {
      return this.pods(images.length).join() === this.namespace.pods.ready(this.pod(0).slice(0, -1)).join()
        && (await this.images(images.length)).join() === images.join();
    });
  }

  public status(field: string): Promise<string> {
    return this.namespace.field(`statefulset ${this.names.name}`, `{.status.${field}}`);
  }

  /** UIDs of the claims by name, all of them Bound. */
  public async claims(): Promise<{ [name: string]: string }> {
    const listed = await this.namespace.kubectl(`get pvc -l ${this.names.label} -o`, 'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.status.phase}{"\\n"}{end}');
    const claims = listed.trim().split('\n').filter(Boolean).map((line) => line.split(' '));
    expect(claims.map(([, , phase]) => phase)).toEqual(claims.map(() => 'Bound'));
    return Object.fromEntries(claims);
  }

  public claimNames(count: number): string[] {
    return this.pods(count).map((pod) => `${this.names.claim}-${pod}`);
  }

  /** W4 */
  public async hostNames(count: number): Promise<string[]> {
    return Promise.all(this.pods(count).map(async (pod) => (await this.namespace.kubectl(`exec ${pod} -- sh -c hostname`)).trim()));
  }

  /** W5: the address that DNS gives is the pod's. */
  public async untilNamed(n: number): Promise<void> {
    await this.namespace.until(`the address of ${this.pod(n)}`, async () => {
      const name = await fullNameWithin(this.namespace, 'dns-test', `${this.pod(n)}.${this.names.services[0]}`);
      const { stdout } = await this.namespace.exec('dns-test', ['nslookup', name]);
      expect(addressesIn(stdout)).toEqual([this.namespace.pods.get(this.pod(n))?.status.podIP]);
      return true;
    });
  }

  /** W9, first half */
  public async writePages(): Promise<void> {
    for (const pod of this.pods(2)) await this.namespace.kubectl(`exec ${pod} -- sh -c`, `echo "$(hostname)" > ${PAGES}/index.html`);
  }

  /** W10: rights of the folder of pages. */
  public async allow(mode: string): Promise<void> {
    for (const pod of this.pods(2)) await this.namespace.kubectl(`exec ${pod} -- chmod ${mode} ${PAGES}`);
  }

  /** How pods answer. */
  public statuses(): Promise<string[]> {
    const url = `http://localhost:${this.names.port}/`;
    return Promise.all(this.pods(2).map((pod) => this.namespace.kubectl(`exec ${pod} -- curl -s -o /dev/null -w %{http_code} ${url}`)));
  }

  /** W9, second half */
  public async served(): Promise<string[]> {
    const curl = (pod: string) => this.namespace.kubectl(`exec ${pod} -- curl -s --retry 5 --retry-connrefused http://localhost:${this.names.port}/`);
    return Promise.all(this.pods(2).map(async (pod) => (await curl(pod)).trim()));
  }

  /** Keeps a pod from being Ready, whatever its probes: the image that it is told to run does not exist. */
  public async hold(n: number): Promise<void> {
    await this.namespace.kubectl(`set image pod/${this.pod(n)} ${this.names.container}=${NOT_THERE}`);
    await this.namespace.until(`${this.pod(n)} not Ready`, () => !this.namespace.pods.ready().includes(this.pod(n)));
  }

  public async release(n: number): Promise<void> {
    await this.namespace.kubectl(`set image pod/${this.pod(n)} ${this.names.container}=${this.names.imageA}`);
    await this.namespace.until(`${this.pod(n)} Ready`, () => this.namespace.pods.ready().includes(this.pod(n)));
  }

  /** Starts the pod from which names are looked up. */
  public async startClient(): Promise<void> {
    const container = { name: 'busybox', image: IMAGES.busybox, command: ['sleep', '3600'] };
    await this.namespace.apply([{
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dns-test' }, spec: { terminationGracePeriodSeconds: 0, containers: [container] },
    }]);
    await this.namespace.until('pod dns-test', () => this.namespace.pods.ready().includes('dns-test'));
  }
}
