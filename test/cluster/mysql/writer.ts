import { SecretKey } from '../../../lib';
import { Namespace } from '../namespace';
import { clientPod } from './client';

/**
 * A client that opens a connection for every row and never stops; its password is the one at its start. A login takes
 * 0.1 s of CPU, so the client pauses between rows to leave CPU to other scenarios.
 */
export class Writer {
  public static async start(
    namespace: Namespace, name: string, host: string, table: string, password: SecretKey,
  ): Promise<Writer> {
    const mysql = `mysql -h ${host} -u app --connect-timeout=5`;
    const insert = `${mysql} -e "INSERT INTO ${table} () VALUES ()" 2>&1 </dev/null`;
    // network policies admit a new pod a moment after its start
    const untilConnected = `until ${mysql} -e 'DO 0' 2>/dev/null; do sleep 0.2; done`;
    const script = `${untilConnected}; while sleep 0.5; do ${insert} && echo written; done`;
    await namespace.apply([clientPod(name, ['bash', '-c', script], { MYSQL_PWD: password })]);
    await namespace.untilPodReady(name);
    return new Writer(namespace, name);
  }

  private constructor(private readonly namespace: Namespace, private readonly name: string) {}

  /** The number of rows written, and the errors of failed statements. */
  public async result(): Promise<{ written: number; failed: string[] }> {
    const lines = (await this.namespace.kubectl(`logs ${this.name}`)).split('\n').filter((line) => line !== '');
    const failed = lines.filter((line) => line !== 'written');
    return { written: lines.length - failed.length, failed };
  }

  /** Waits until this many more rows are written. */
  public async next(count: number): Promise<void> {
    const { written } = await this.result();
    const target = written + count;
    await this.namespace.until(`${count} rows of ${this.name}`, async () => (await this.result()).written >= target, 60);
  }
}
