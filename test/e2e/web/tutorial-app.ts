import { addressesIn, fqdn } from '../../cluster/dns';
import { IMAGES } from '../../cluster/images';
import { Namespace } from '../../cluster/namespace';
import { Step } from '../../cluster/scenario';
import { Manifest } from '../../cluster/synth';
import { consistently } from '../../cluster/wait';

/** What the procedures need to know of a web application. */
export interface AppOptions {
  readonly name: string;
  readonly label: string;
  readonly services: string[];
  readonly claim: string;
  readonly port: number;
  readonly container: string;
  readonly imageA: string;
  readonly imageB: string;
  /** Whether the container runs as root, which may change the mode of its pages. */
  readonly root: boolean;
  readonly manifests: Manifest[];
  readonly parallelManifests: Manifest[];
}

/** Seconds in which nothing may happen, where a step asserts that. */
const QUIET_SECONDS = 30;

const PAGES = '/usr/share/nginx/html';
const NO_IMAGE = 'localhost:1/none'; // no registry is there

/** Adds steps that get the app and its namespace. */
export function stepsOf(step: Step, options: AppOptions) {
  return (title: string, run: (app: TutorialApp, namespace: Namespace) => Promise<void>) => {
    step(title, (namespace) => run(new TutorialApp(options, namespace), namespace));
  };
}

/** A web application in a namespace, with the actions of the procedures. */
export class TutorialApp {
  public constructor(public readonly options: AppOptions, private readonly namespace: Namespace) {}

  public pod(n: number): string { return `${this.options.name}-${n}`; }

  public pods(count: number): string[] { return Array.from({ length: count }, (_, n) => this.pod(n)); }

  public uids(count: number): string[] { return this.namespace.pods.uids(this.options.name, count); }

  public untilReady(count: number): Promise<void> { return this.namespace.untilReady(this.options.name, count); }

  public async apply(manifests = this.options.manifests): Promise<string> { return this.namespace.apply(manifests); }

  /** Patches the StatefulSet; an array is a JSON patch. */
  public async patch(patch: object): Promise<void> {
    const type = Array.isArray(patch) ? '--type=json' : '--type=strategic';
    await this.namespace.kubectl(`patch statefulset ${this.options.name} ${type} -p`, JSON.stringify(patch));
  }

  public patchImage(value: string): Promise<void> {
    return this.patch([{ op: 'replace', path: '/spec/template/spec/containers/0/image', value }]);
  }

  public patchPartition(partition: number): Promise<void> {
    return this.patch({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } } });
  }

  public scale(replicas: number): Promise<string> {
    return this.namespace.kubectl(`scale statefulset ${this.options.name} --replicas=${replicas}`);
  }

  public replacePod(n: number): Promise<void> { return this.namespace.replacePod(this.pod(n)); }

  /** Deletes both pods by their label, and waits for new ones. */
  public async replacePods(): Promise<void> {
    const uids = this.uids(2);
    await this.namespace.kubectl(`delete pod -l ${this.options.label}`);
    for (const n of [0, 1]) await this.namespace.untilReplaced(this.pod(n), uids[n]);
  }

  public async images(count: number): Promise<string[]> {
    const template = '--template={{range $i, $c := .spec.containers}}{{$c.image}}{{end}}';
    return Promise.all(this.pods(count).map((pod) => this.namespace.kubectl(`get pod ${pod}`, template)));
  }

  /** Waits until exactly the pods of these images are Ready. */
  public untilImages(images: string[]): Promise<unknown> {
    return this.namespace.until(`images ${images}`, async () => {
      const ready = this.namespace.pods.ready(`${this.options.name}-`);
      return ready.join() === this.pods(images.length).join() && (await this.images(images.length)).join() === images.join();
    });
  }

  /**
   * Waits until all pods are Ready with an image, and the StatefulSet controller has made their revision the current one.
   * Until then a pod below a partition would be created with the revision before.
   */
  public async untilRolledOut(image: string, count: number): Promise<void> {
    await this.untilImages(Array<string>(count).fill(image));
    await this.namespace.until('one revision', async () => {
      return (await this.status('currentRevision')) === await this.status('updateRevision');
    });
  }

  /** Asserts that no pod is replaced for a while. */
  public expectNoReplacement(count: number): Promise<void> {
    const before = this.uids(count);
    return consistently(QUIET_SECONDS, () => expect(this.uids(count)).toEqual(before));
  }

  /** Asserts that a pod is not created for a while. */
  public expectAbsent(n: number): Promise<void> {
    return consistently(QUIET_SECONDS, () => expect(this.namespace.pods.get(this.pod(n))).toBeUndefined());
  }

  public status(field: string): Promise<string> {
    return this.namespace.field(`statefulset ${this.options.name}`, `{.status.${field}}`);
  }

  /** UIDs of the claims by name; all must be Bound. */
  public async claims(): Promise<{ [name: string]: string }> {
    const path = 'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.status.phase}{"\\n"}{end}';
    const listed = await this.namespace.kubectl(`get pvc -l ${this.options.label} -o`, path);
    const claims = listed.trim().split('\n').filter(Boolean).map((line) => line.split(' '));
    expect(claims.map(([, , phase]) => phase)).toEqual(claims.map(() => 'Bound'));
    return Object.fromEntries(claims);
  }

  public claimNames(count: number): string[] {
    return this.pods(count).map((pod) => `${this.options.claim}-${pod}`);
  }

  /** W4 */
  public async hostNames(count: number): Promise<string[]> {
    const hostName = async (pod: string) => (await this.namespace.kubectl(`exec ${pod} -- sh -c hostname`)).trim();
    return Promise.all(this.pods(count).map(hostName));
  }

  /** W5: DNS resolves a pod's name to the address of the pod. */
  public async untilResolved(n: number): Promise<void> {
    await this.namespace.untilPasses(`the address of ${this.pod(n)}`, async () => {
      const name = await fqdn(this.namespace, 'dns-test', `${this.pod(n)}.${this.options.services[0]}`);
      const { stdout } = await this.namespace.exec('dns-test', ['nslookup', name]);
      expect(addressesIn(stdout)).toEqual([this.namespace.pods.get(this.pod(n))?.status.podIP]);
    });
  }

  /** W9, first half */
  public async writePages(): Promise<void> {
    const script = `echo "$(hostname)" > ${PAGES}/index.html`;
    for (const pod of this.pods(2)) await this.namespace.kubectl(`exec ${pod} -- sh -c`, script);
  }

  /** W10: the mode of the directory of pages. */
  public async setMode(mode: string): Promise<void> {
    for (const pod of this.pods(2)) await this.namespace.kubectl(`exec ${pod} -- chmod ${mode} ${PAGES}`);
  }

  /** HTTP status codes of the pods. */
  public statusCodes(): Promise<string[]> { return this.curl('-s -o /dev/null -w %{http_code}'); }

  /** W9, second half */
  public served(): Promise<string[]> { return this.curl('-s --retry 5 --retry-connrefused'); }

  private curl(options: string): Promise<string[]> {
    const url = `http://localhost:${this.options.port}/`;
    const curl = async (pod: string) => (await this.namespace.kubectl(`exec ${pod} -- curl ${options} ${url}`)).trim();
    return Promise.all(this.pods(2).map(curl));
  }

  /** Makes a pod not Ready, whatever its probes, by an image that does not exist. */
  public async makeUnready(n: number): Promise<void> {
    await this.setPodImage(n, NO_IMAGE);
    await this.namespace.untilPodUnready(this.pod(n));
  }

  public async makeReady(n: number): Promise<void> {
    await this.setPodImage(n, this.options.imageA);
    await this.namespace.untilPodReady(this.pod(n));
  }

  private async setPodImage(n: number, image: string): Promise<void> {
    await this.namespace.kubectl(`set image pod/${this.pod(n)} ${this.options.container}=${image}`);
  }

  /** Starts the pod from which names are resolved. */
  public async startClient(): Promise<void> {
    const containers = [{ name: 'busybox', image: IMAGES.busybox, command: ['sleep', '3600'] }];
    const spec = { terminationGracePeriodSeconds: 0, containers };
    await this.namespace.apply([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dns-test' }, spec }]);
    await this.namespace.untilPodReady('dns-test');
  }
}
