import { SecretKey } from '../../../lib';
import { podOf } from './mysql';
import { Namespace } from './namespace';

/**
 * A client that logs in anew for every row that it writes, and never stops; its password is the one of its start. A login takes a tenth of a second of a
 * core, so without a rest it would slow down all other walks.
 */
export class Writer {
  public static async start(namespace: Namespace, name: string, host: string, table: string, password: SecretKey): Promise<Writer> {
    const mysql = `mysql -h ${host} -u app --connect-timeout=5`;
    const insert = `${mysql} -e "INSERT INTO ${table} () VALUES ()" 2>&1 </dev/null`;
    // network policies let a new pod in a moment after it has started
    const script = `until ${mysql} -e 'DO 0' 2>/dev/null; do sleep 0.2; done; while sleep 0.5; do ${insert} && echo written; done`;
    await namespace.apply([podOf(name, ['bash', '-c', script], { MYSQL_PWD: password })]);
    await namespace.until(`pod ${name}`, () => namespace.pods.ready().includes(name));
    return new Writer(namespace, name);
  }

  private constructor(private readonly namespace: Namespace, private readonly name: string) {}

  /** How many statements were done, and what came of the others. */
  public async result(): Promise<{ written: number; failed: string[] }> {
    const lines = (await this.namespace.kubectl(`logs ${this.name}`)).split('\n').filter((line) => line !== '');
    return { written: lines.filter((line) => line === 'written').length, failed: lines.filter((line) => line !== 'written') };
  }

  /** Waits until so many more were written. */
  public async next(count: number): Promise<void> {
    const { written } = await this.result();
    await this.namespace.until(`${count} rows of ${this.name}`, async () => (await this.result()).written >= written + count, 60);
  }
}
