import { Result } from '../cluster/kubectl';
import { Client } from '../cluster/mysql/client';
import { Namespace } from '../cluster/namespace';
import { MySQLCluster } from './mysql-cluster';

const POD = 'session';
const PASSWORD = { secret: 'passwords', key: 'app' };

/** Some statements, a pause until the file exists, and one more: a connection in a pool. */
const SCRIPT = '{ echo "$1;"; until [[ -e /tmp/again ]]; do sleep 0.1; done; echo "$2"; } | mysql -n -N -B -h "$0" -u app';
const HELD = 'idle-session';

/** A session of a client on the primary, idle between its statements. */
export class IdleSession {
  /** Returns when the server has executed `statements`. */
  public static async start(namespace: Namespace, mysql: MySQLCluster, statements: string, last: string): Promise<IdleSession> {
    await Client.start(namespace, 'app', PASSWORD, POD);
    const host = mysql.construct.hostOf(mysql.primary);
    const end = namespace.bash(POD, SCRIPT, [host, `${statements}; DO GET_LOCK('${HELD}', 0)`, last], { seconds: 300 });
    const session = new IdleSession(namespace, end);
    const held = async () => (await mysql.sql(mysql.primary, `SELECT IS_USED_LOCK('${HELD}')`))[0] !== 'NULL';
    await namespace.until('the idle session', held, 30);
    return session;
  }

  private constructor(private readonly namespace: Namespace, private readonly end: Promise<Result>) {}

  /** Sends the last statement; its answer may come late. */
  public async send(): Promise<void> {
    const { code, stderr } = await this.namespace.exec(POD, ['touch', '/tmp/again']);
    if (code !== 0) throw new Error(stderr);
  }

  /** Waits for the end of the session, after its last statement or by the server. */
  public result(): Promise<Result> { return this.end; }
}
