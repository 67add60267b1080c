import { SecretKey } from '../../../lib';
import { IMAGES } from '../images';
import { Result } from '../kubectl';
import { Namespace } from '../namespace';

/** A pod in which an application's MySQL client runs; its password comes from a Secret. */
export class Client {
  public static async start(namespace: Namespace, user: string, password: SecretKey, name = 'client'): Promise<Client> {
    await namespace.apply([clientPod(name, ['sleep', 'infinity'], { MYSQL_PWD: password })]);
    await namespace.untilPodReady(name);
    return new Client(namespace, user, name);
  }

  private constructor(
    private readonly namespace: Namespace, private readonly user: string, private readonly pod: string,
  ) {}

  /** Sends statements to a host; they may fail. */
  public try(host: string, statements: string): Promise<Result> {
    const options = [`--host=${host}`, `--user=${this.user}`, '--connect-timeout=5', '--skip-column-names', '--batch'];
    return this.exec(['mysql', ...options], statements);
  }

  /** Sends statements and returns the lines of the answer. */
  public async sql(host: string, statements: string): Promise<string[]> {
    return linesOf(await this.try(host, statements), `${statements}\nat ${host}`);
  }

  /** Waits until a query returns these lines, since replication is asynchronous. */
  public async untilAnswers(host: string, statements: string, expected: string[], seconds = 30): Promise<void> {
    await this.namespace.untilPasses(`${JSON.stringify(expected)} from ${host}`, async () => {
      expect(await this.sql(host, statements)).toEqual(expected);
    }, seconds);
  }

  /** Waits until a Service that has a Ready server routes to it. */
  public untilConnects(host: string): Promise<void> {
    return this.untilAnswers(host, 'SELECT 1', ['1']);
  }

  /** Runs another command in the client's pod. */
  public exec(command: string[], input?: string): Promise<Result> {
    return this.namespace.exec(this.pod, command, { input, seconds: 30 });
  }
}

/** The lines of an answer; any exit code but 0 is an error. */
export function linesOf({ code, stdout, stderr }: Result, what: string): string[] {
  if (code !== 0) throw new Error(`${what}: exit code ${code}: ${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}

/** A pod with MySQL's client programs. They use the password in the environment variable MYSQL_PWD. */
export function clientPod(name: string, command: string[], passwords: { [variable: string]: SecretKey }): object {
  const env = Object.entries(passwords).map(([variable, password]) => passwordVariable(variable, password));
  const container = { name: 'client', image: IMAGES.mysql, imagePullPolicy: 'IfNotPresent', command, env };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 0, containers: [container] },
  };
}

/** An environment variable from a Secret. */
export function passwordVariable(name: string, { secret, key }: SecretKey): object {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}
