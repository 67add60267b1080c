import { ChildProcess } from 'child_process';
import { createInterface } from 'readline';
import { SecretKey } from '../../../lib';
import { startKubectl } from '../kubectl';
import { Namespace } from '../namespace';
import { clientPod } from './client';

/** One answer: a server id, or an error message. */
export interface Answer {
  readonly at: number;
  readonly text: string;
}

/** An account of the loop, with the password at the time of the loop's start. */
export interface Login {
  readonly user: string;
  readonly password: SecretKey;
}

/** Nodes apply network policies to a new pod one after the other: so many connections in a row must have worked. */
const POLICY_CONNECTIONS = 20;

/** A client that connects again and again and asks for the server id. */
export class QueryLoop {
  public static async start(namespace: Namespace, host: string, logins: Login[], pod = QueryLoop.POD): Promise<QueryLoop> {
    const queries = logins.map(({ user }, n) => {
      const mysql = `MYSQL_PWD=$PASSWORD_${n} mysql -h ${host} -u ${user} --connect-timeout=3 -N -B`;
      return `${mysql} -e "SELECT @@server_id" 2>&1 </dev/null`;
    });
    const passwords = Object.fromEntries(logins.map(({ password }, n) => [`PASSWORD_${n}`, password]));
    await namespace.apply([clientPod(pod, ['bash', '-c', `while sleep 0.5; do ${queries.join('; ')}; done`], passwords)]);
    await namespace.untilPodReady(pod);
    const loop = new QueryLoop(namespace, pod);
    await namespace.until('network policies to admit the loop', () => {
      const position = loop.position() - POLICY_CONNECTIONS;
      return position >= 0 && loop.failuresSince(position).length === 0;
    }, 60);
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

  /** Stops recording; the pod may be deleted already. */
  public stop(): void { this.child.kill(); }

  /** The present end of the answers. */
  public position(): number { return this.answers.length; }

  /** Texts of the answers after a position. */
  public since(position: number): string[] { return this.answers.slice(position).map(({ text }) => text); }

  /** Answers after a position that are not a server id. */
  public failuresSince(position: number): Answer[] {
    return this.answers.slice(position).filter(({ text }) => !/^\d+$/.test(text));
  }

  /** Waits for the next answers. */
  public async next(count: number): Promise<string[]> {
    const position = this.position();
    await this.namespace.until(`${count} answers`, () => this.position() >= position + count, 60 + count);
    return this.since(position);
  }

  /** Waits until a server answers. */
  public async untilAnswers(id: string): Promise<void> {
    const position = this.position();
    await this.namespace.until(`an answer of ${id}`, () => this.since(position).includes(id), 60);
  }

  /** Waits until a server has given none of the last 12 answers: Services have removed its endpoint. */
  public async untilNoAnswerFrom(id: string): Promise<void> {
    const position = this.position();
    const isRemoved = () => this.position() >= position + 12 && !this.since(-12).includes(id);
    await this.namespace.until(`no answer of ${id}`, isRemoved, 60);
  }
}
