import { ChildProcess } from 'child_process';
import { createInterface } from 'readline';
import { startKubectl } from './kubectl';
import { podOf } from './mysql';
import { Namespace } from './namespace';
import { SecretKey } from '../../../lib';

/** One answer of the loop: a server id, or what went wrong. */
export interface Answer {
  readonly at: number;
  readonly text: string;
}

/** An account of the loop; its password is the one of the loop's start. */
export interface Login {
  readonly user: string;
  readonly password: SecretKey;
}

/** Answers in a row that a new pod must have got: nodes hear of it one by one. */
const LET_IN = 20;

/** A client that asks again and again which server answers, as a person keeps it running in a second window. */
export class Loop {
  public static async start(namespace: Namespace, host: string, logins: Login[], pod = Loop.POD): Promise<Loop> {
    const queries = logins.map(({ user }, n) => `MYSQL_PWD=$PASSWORD_${n} mysql -h ${host} -u ${user} --connect-timeout=3 -N -B -e "SELECT @@server_id" 2>&1 </dev/null`);
    const passwords = Object.fromEntries(logins.map(({ password }, n) => [`PASSWORD_${n}`, password]));
    await namespace.apply([podOf(pod, ['bash', '-c', `while sleep 0.5; do ${queries.join('; ')}; done`], passwords)]);
    await namespace.until(`pod ${pod}`, () => namespace.pods.ready().includes(pod));
    const loop = new Loop(namespace, pod);
    await namespace.until('network policies to let the loop in everywhere', () => loop.mark() >= LET_IN && loop.failuresSince(loop.mark() - LET_IN).length === 0, 60);
    return loop;
  }

  public static readonly POD = 'mysql-client-loop';

  public readonly answers: Answer[] = [];
  private readonly child: ChildProcess;

  private constructor(private readonly namespace: Namespace, pod: string) {
    this.child = startKubectl(['logs', '-f', '--timestamps', '-n', namespace.name, pod]);
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      const [at, ...text] = line.split(' ');
      this.answers.push({ at: Date.parse(at), text: text.join(' ') });
    });
  }

  /** Ends the recording; the pod may be gone already. */
  public stop(): void { this.child.kill(); }

  /** A place in the answers. */
  public mark(): number { return this.answers.length; }

  /** What was answered after a mark. */
  public since(mark: number): string[] { return this.answers.slice(mark).map(({ text }) => text); }

  /** Answers after a mark that are no server id. */
  public failuresSince(mark: number): Answer[] { return this.answers.slice(mark).filter(({ text }) => !/^\d+$/.test(text)); }

  /** The next answers, from now on. */
  public async next(count: number): Promise<string[]> {
    const mark = this.mark();
    await this.namespace.until(`${count} answers`, () => this.mark() >= mark + count, 60 + count);
    return this.since(mark);
  }

  /** Waits until a server answers. */
  public async untilAnswers(id: string): Promise<void> {
    const mark = this.mark();
    await this.namespace.until(`an answer of ${id}`, () => this.since(mark).includes(id), 60);
  }

  /** Waits until a server has not answered for a while, which says that Services know. */
  public async untilSilent(id: string): Promise<void> {
    const mark = this.mark();
    await this.namespace.until(`the silence of ${id}`, () => this.mark() >= mark + 12 && !this.since(-12).includes(id), 60);
  }
}
