import { NetworkClient, ReplicatedMySQLProps, SecretKey } from '../../../lib';
import { IMAGES } from './images';
import { Result } from './kubectl';
import { Namespace } from './namespace';

/** A set whose application has a database, with the passwords in one Secret. */
export const SHOP: ReplicatedMySQLProps = {
  rootPassword: { secret: 'passwords', key: 'root' },
  database: 'shop',
  user: 'app',
  userPassword: { secret: 'passwords', key: 'app' },
  image: IMAGES.mysql,
  cpuRequest: '100m',
  clients: [NetworkClient.allPods()],
};

/** A pod from which an application talks to the servers; its password comes from a Secret. */
export class Client {
  public static async start(namespace: Namespace, user: string, password: SecretKey, name = 'client'): Promise<Client> {
    await namespace.apply([podOf(name, ['sleep', 'infinity'], { MYSQL_PWD: password })]);
    await namespace.until(`pod ${name}`, () => namespace.pods.ready().includes(name));
    return new Client(namespace, user, name);
  }

  private constructor(private readonly namespace: Namespace, private readonly user: string, private readonly pod: string) {}

  /** Sends statements to a host, whatever comes of it. */
  public try(host: string, statements: string): Promise<Result> {
    const command = ['mysql', `--host=${host}`, `--user=${this.user}`, '--connect-timeout=5', '--skip-column-names', '--batch'];
    return this.namespace.exec(this.pod, command, { input: statements, seconds: 30 });
  }

  /** Sends statements and returns the lines of the answer. */
  public async sql(host: string, statements: string): Promise<string[]> {
    return linesOf(await this.try(host, statements), `${statements}\nat ${host}`);
  }

  /** Waits until a query has this answer, as replication takes its time. */
  public async untilAnswers(host: string, statements: string, expected: string[], seconds = 30): Promise<void> {
    await this.namespace.until(`${JSON.stringify(expected)} from ${host}`, async () => {
      expect(await this.sql(host, statements)).toEqual(expected);
      return true;
    }, seconds);
  }

  /** Waits until a Service that has a Ready server leads to it. */
  public untilConnects(host: string): Promise<void> {
    return this.untilAnswers(host, 'SELECT 1', ['1']);
  }

  /** Other commands in the client's pod. */
  public exec(command: string[], input?: string): Promise<Result> {
    return this.namespace.exec(this.pod, command, { input, seconds: 30 });
  }
}

/** Root may log in only inside a server's pod, where the password is a file of the container `agent`. */
export async function rootSql(namespace: Namespace, pod: string, statements: string): Promise<string[]> {
  const script = 'MYSQL_PWD=$(cat /etc/mysql-secrets/root-password) exec mysql -u root -S /var/run/mysqld/mysqld.sock -N -B';
  return linesOf(await namespace.exec(`${pod} -c agent`, ['bash', '-c', script], { input: statements, seconds: 30 }), `${statements}\nin ${pod}`);
}

/** The log of the agent of a server, as long as its pod lives. */
export function agentLog(namespace: Namespace, pod: string): Promise<string> {
  return namespace.kubectl(`logs ${pod} -c agent`);
}

function linesOf({ code, stdout, stderr }: Result, what: string): string[] {
  if (code !== 0) throw new Error(`${what}: exit code ${code}: ${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}

/** A pod with the client programs of MySQL that finds passwords in its variables; the programs take the one in MYSQL_PWD. */
export function podOf(name: string, command: string[], passwords: { [variable: string]: SecretKey }): object {
  const env = Object.entries(passwords).map(([variable, { secret, key }]) => ({ name: variable, valueFrom: { secretKeyRef: { name: secret, key } } }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'client', image: IMAGES.mysql, imagePullPolicy: 'IfNotPresent', command, env }],
    },
  };
}
