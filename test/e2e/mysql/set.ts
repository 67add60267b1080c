import { randomBytes } from 'crypto';
import { Loop } from '../framework/loop';
import { Client, rootSql } from '../framework/mysql';
import { IMAGES } from '../framework/images';
import { kubectl, Result } from '../framework/kubectl';
import { Namespace } from '../framework/namespace';
import { runOnce } from '../framework/run-once';
import { Document } from '../framework/synth';

const MESSAGES = 'SELECT message FROM test.messages ORDER BY CAST(message AS BINARY)';
export const PASSWORD = { secret: 'mysql', key: 'password' };

/** A replicated MySQL as it ships, the accounts that it needs, and what was written into it. */
export class MySQLSet {
  public client!: Client;
  public loop!: Loop;
  public readonly rows: string[] = [];

  public constructor(public readonly documents: Document[]) {}

  /** Documents of some kinds, as if each were in a file of its own. */
  public ofKinds(...kinds: string[]): Document[] {
    return this.documents.filter(({ kind }) => kinds.includes(kind));
  }

  public except(...kinds: string[]): Document[] {
    return this.documents.filter(({ kind }) => !kinds.includes(kind));
  }

  public async createSecret(namespace: Namespace): Promise<void> {
    await namespace.createSecret('mysql', { 'root-password': randomBytes(12).toString('hex'), 'password': randomBytes(12).toString('hex') });
  }

  /** An application's account, which the manifests leave to whoever uses them. */
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

  /** Waits until servers have these rows and no others. */
  public async untilComplete(ordinals: number[], seconds?: number): Promise<void> {
    await Promise.all(ordinals.map((n) => this.client.untilAnswers(`mysql-${n}.mysql`, MESSAGES, [...this.rows].sort(), seconds)));
  }

  public uids(namespace: Namespace, count: number): string[] {
    return Array.from({ length: count }, (_, n) => namespace.pods.uid(`mysql-${n}`));
  }
}

/** Network policies let a new pod in a moment after it has started, node by node: it goes on after 20 connections in a row. */
const LET_IN = 'n=0; until ((n == 20)); do if (exec 3<>"/dev/tcp/$0/3306") 2>/dev/null; then n=$((n + 1)); else n=0; sleep 0.2; fi; done; exec "$@"';

/** What the documents type as `kubectl run mysql-client --image=… -i --rm --restart=Never -- COMMAND`, with a password. */
export function runClient(namespace: Namespace, command: string[], input = ''): Promise<Result> {
  const env = [{ name: 'MYSQL_PWD', valueFrom: { secretKeyRef: { name: PASSWORD.secret, key: PASSWORD.key } } }];
  const overrides = JSON.stringify({ spec: { containers: [{ name: 'mysql-client', env }] } });
  const host = command[command.indexOf('-h') + 1];
  return runOnce(namespace, 'mysql-client', IMAGES.mysql, ['bash', '-c', LET_IN, host, ...command], input, ['--override-type=strategic', `--overrides=${overrides}`]);
}

/** UIDs of the claims data-mysql-*, by name, all of them Bound. */
export async function claimsOf(namespace: Namespace): Promise<{ [name: string]: string }> {
  const claims = await namespace.list<{ metadata: { name: string; uid: string }; status: { phase: string } }>('pvc -l app=mysql');
  expect(claims.map(({ status }) => status.phase)).toEqual(claims.map(() => 'Bound'));
  return Object.fromEntries(claims.map(({ metadata }) => [metadata.name, metadata.uid]));
}

/** Whether the volume of a claim may be used on another node than this. */
export async function canLeave(namespace: Namespace, claim: string, node: string): Promise<boolean> {
  const volume = await namespace.field(`pvc ${claim}`, '{.spec.volumeName}');
  const { spec } = JSON.parse(await kubectl(['get', 'pv', volume, '-o', 'json']));
  const { labels } = JSON.parse(await kubectl(['get', 'node', node, '-o', 'json'])).metadata;
  const hosts = JSON.stringify(spec.nodeAffinity ?? {}).match(/"kubernetes.io\/hostname","operator":"In","values":\[([^\]]*)\]/)?.[1];
  return hosts === undefined || hosts !== `"${labels['kubernetes.io/hostname']}"`;
}
