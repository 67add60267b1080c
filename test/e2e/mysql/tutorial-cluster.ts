import { randomBytes } from 'crypto';
import { IMAGES } from '../../cluster/images';
import { kubectlJson, Result } from '../../cluster/kubectl';
import { Client, passwordVariable } from '../../cluster/mysql/client';
import { QueryLoop } from '../../cluster/mysql/query-loop';
import { rootSql } from '../../cluster/mysql/server';
import { Namespace } from '../../cluster/namespace';
import { runOnce } from '../../cluster/run-once';
import { Manifest } from '../../cluster/synth';

const MESSAGES = 'SELECT message FROM test.messages ORDER BY CAST(message AS BINARY)';
export const PASSWORD = { secret: 'mysql', key: 'password' };

/** The MySQL cluster of apps/, its client, and the rows written to it. */
export class TutorialCluster {
  public client!: Client;
  public loop!: QueryLoop;
  public readonly rows: string[] = [];

  public constructor(public readonly manifests: Manifest[]) {}

  /** Manifests of these kinds, as if they were in a file of their own. */
  public ofKinds(...kinds: string[]): Manifest[] {
    return this.manifests.filter(({ kind }) => kinds.includes(kind));
  }

  public exceptKinds(...kinds: string[]): Manifest[] {
    return this.manifests.filter(({ kind }) => !kinds.includes(kind));
  }

  public async createSecret(namespace: Namespace): Promise<void> {
    const password = () => randomBytes(12).toString('hex');
    await namespace.createSecret('mysql', { 'root-password': password(), 'password': password() });
  }

  /** Creates an application's account, which the manifests do not declare. */
  public async createAccount(namespace: Namespace): Promise<void> {
    this.client = await Client.start(namespace, 'app', PASSWORD);
    const password = Buffer.from(await namespace.field('secret mysql', '{.data.password}'), 'base64').toString();
    await rootSql(namespace, 'mysql-0', `CREATE USER app@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO app@'%'`);
    await this.client.untilConnects('mysql-primary');
  }

  public async write(text: string): Promise<void> {
    await this.client.sql('mysql-primary', `INSERT INTO test.messages VALUES ('${text}')`);
    this.rows.push(text);
  }

  /** Waits until servers have exactly the rows that were written. */
  public async untilComplete(ordinals: number[], seconds?: number): Promise<void> {
    const expected = [...this.rows].sort();
    await Promise.all(ordinals.map((n) => this.client.untilAnswers(`mysql-${n}.mysql`, MESSAGES, expected, seconds)));
  }
}

/** Nodes apply network policies to a new pod one after the other: the command begins after 20 connections in a row. */
const AFTER_CONNECTIONS = 'n=0; until ((n == 20)); do'
  + ' if (exec 3<>"/dev/tcp/$0/3306") 2>/dev/null; then n=$((n + 1)); else n=0; sleep 0.2; fi; done; exec "$@"';

/** `kubectl run mysql-client -i --rm --restart=Never -- mysql -h HOST ARGUMENTS`, with a password. */
export function runClient(namespace: Namespace, host: string, args: string[], input = ''): Promise<Result> {
  const env = [passwordVariable('MYSQL_PWD', PASSWORD)];
  const overrides = JSON.stringify({ spec: { containers: [{ name: 'mysql-client', env }] } });
  return runOnce(namespace, 'mysql-client', {
    image: IMAGES.mysql,
    command: ['bash', '-c', AFTER_CONNECTIONS, host, 'mysql', '-u', 'app', '-h', host, ...args],
    input,
    options: ['--override-type=strategic', `--overrides=${overrides}`],
  });
}

/** UIDs of the claims by name; all must be Bound. */
export async function claimsOf(namespace: Namespace): Promise<{ [name: string]: string }> {
  const claims = await namespace.list<Claim>('pvc -l app=mysql');
  expect(claims.map(({ status }) => status.phase)).toEqual(claims.map(() => 'Bound'));
  return Object.fromEntries(claims.map(({ metadata }) => [metadata.name, metadata.uid]));
}

interface Claim {
  readonly metadata: { name: string; uid: string };
  readonly status: { phase: string };
}

/** Whether the volume of a claim can be attached to another node. */
export async function canLeave(namespace: Namespace, claim: string, node: string): Promise<boolean> {
  const volume = await namespace.field(`pvc ${claim}`, '{.spec.volumeName}');
  const { spec } = await kubectlJson<{ spec: { nodeAffinity?: object } }>(['get', 'pv', volume]);
  const { metadata } = await kubectlJson<{ metadata: { labels: { [key: string]: string } } }>(['get', 'node', node]);
  const affinity = JSON.stringify(spec.nodeAffinity ?? {});
  const hosts = affinity.match(/"kubernetes.io\/hostname","operator":"In","values":\[([^\]]*)\]/)?.[1];
  return hosts === undefined || hosts !== `"${metadata.labels['kubernetes.io/hostname']}"`;
}
