import { ReplicatedMySQL } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { agentLog, rootSql, SHOP, untilLogged, untilRootSql } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { logLine } from '../cluster/wait';

const APP = { secret: 'passwords', key: 'app' };
const LOST = /ERROR (2013|1053|3169|4031)/;
const APPLICATION = 'performance_schema.processlist WHERE USER = "app"';

scenario('switchover-clients', (step) => {
  let mysql: ReplicatedMySQL;
  let client: Client;
  let primary = 0;
  const manifests = () => synth((chart) => {
    mysql = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, primary });
  });

  /** Moves the primary to the other server; returns the seconds until it takes a write. */
  const switchPrimary = async (namespace: Namespace) => {
    primary = 1 - primary;
    const begin = Date.now();
    await namespace.apply(manifests());
    await client.untilAnswers(mysql.primaryHost, 'INSERT INTO shop.switches VALUES (NULL); SELECT @@server_id', [`${100 + primary}`], 60);
    const seconds = (Date.now() - begin) / 1000;
    logLine(`switchover ${seconds.toFixed(1)} s`);
    return seconds;
  };
  /** A session of an application, as a pool keeps it; it ends when the connection does. */
  const session = (statements: string) => client.try(mysql.hostOf(primary), `${statements}; DO SLEEP(120)`);
  /** The same, idle after the statements; it sends one more when `sendAgain` was called. */
  const idleSession = (statements: string) => client.exec(['bash', '-c',
    `(echo "$1;"; until [ -e /tmp/again ]; do sleep 0.1; done; echo 'SELECT 1') | mysql -n -h "$0" -u app`,
    mysql.hostOf(primary), statements]);
  const sendAgain = () => client.exec(['touch', '/tmp/again']);
  const untilConnected = (namespace: Namespace, sessions: number) => namespace.untilPasses(`${sessions} sessions`, async () => {
    expect(await rootSql(namespace, `mysql-${primary}`, `SELECT COUNT(*) FROM ${APPLICATION}`)).toEqual([`${sessions}`]);
  });

  step('a cluster takes writes', async (namespace) => {
    await namespace.createSecret('passwords', { root: 'root password', app: 'app password' });
    await namespace.apply(manifests());
    client = await Client.start(namespace, 'app', APP);
    await namespace.untilReady('mysql', 2);
    await client.untilConnects(mysql.primaryHost);
    await client.sql(mysql.primaryHost, `CREATE TABLE shop.switches (id INT AUTO_INCREMENT PRIMARY KEY);
      CREATE TABLE shop.t (id INT PRIMARY KEY, v INT); INSERT INTO shop.t VALUES (1, 0), (2, 0), (3, 0)`);
  });

  step('a session with LOCK TABLES is named and ended, and so is an idle one', async (namespace) => {
    const old = primary;
    const sessions = [idleSession('LOCK TABLES shop.t WRITE'), idleSession('SELECT 1')];
    await untilConnected(namespace, 2);
    expect(await switchPrimary(namespace)).toBeLessThan(40);
    await sendAgain();
    for (const result of await Promise.all(sessions)) expect(result.stderr).toMatch(LOST);
    expect(await agentLog(namespace, `mysql-${old}`)).toMatch(
      /writes cannot end because of these connections, which are ended: app@\S+ \(connection \d+, Sleep for \d+ s: LOCK TABLES/);
  });

  step('so are a statement that writes, a DDL statement and an open transaction, and nothing of them is left', async (namespace) => {
    const sessions = [
      session('UPDATE shop.t SET v = 1 WHERE id = 1 AND SLEEP(100) = 0'),
      session('BEGIN; UPDATE shop.t SET v = 1 WHERE id = 2'),
      session('ALTER TABLE shop.t ADD COLUMN w INT'),
    ];
    await untilConnected(namespace, 3);
    expect(await switchPrimary(namespace)).toBeLessThan(40);
    await Promise.all(sessions);
    for (const n of [0, 1]) await client.untilAnswers(mysql.hostOf(n), 'SELECT v FROM shop.t', ['0', '0', '0']);
  });

  step('a prepared XA transaction is committed on the new primary', async (namespace) => {
    const prepared = session('XA START "one"; UPDATE shop.t SET v = 7 WHERE id = 3; XA END "one"; XA PREPARE "one"');
    await untilConnected(namespace, 1);
    await namespace.untilPasses('the prepared transaction', async () => {
      expect(await rootSql(namespace, `mysql-${primary}`, 'XA RECOVER')).toHaveLength(1);
    });
    expect(await switchPrimary(namespace)).toBeLessThan(40);
    expect((await prepared).stderr).toMatch(LOST); // nothing was in the way
    await rootSql(namespace, `mysql-${primary}`, 'XA COMMIT "one"');
    for (const n of [0, 1]) await client.untilAnswers(mysql.hostOf(n), 'SELECT v FROM shop.t WHERE id = 3', ['7']);
  });

  step('a lock that a client of the new primary holds does not keep it from taking over', async (namespace) => {
    const next = 1 - primary;
    const lock = client.try(mysql.hostOf(next), 'LOCK TABLES shop.t READ; DO SLEEP(120)');
    await untilRootSql(namespace, `mysql-${next}`, `SELECT COUNT(*) FROM ${APPLICATION}`, ['1']);
    await client.sql(mysql.primaryHost, 'UPDATE shop.t SET v = 8 WHERE id = 1');
    expect(await switchPrimary(namespace)).toBeLessThan(40);
    expect((await lock).code).not.toBe(0);
    await client.untilAnswers(mysql.primaryHost, 'SELECT v FROM shop.t WHERE id = 1', ['8']);
  });

  step('an event runs on the new primary, with its definer and its sql_mode, and one that is disabled does not', async (namespace) => {
    await client.sql(mysql.primaryHost, `CREATE TABLE shop.ticks (server INT);
      SET SESSION sql_mode = 'ANSI_QUOTES', time_zone = '+02:00';
      CREATE EVENT shop.tick ON SCHEDULE EVERY 1 SECOND DO INSERT INTO shop.ticks VALUES (@@server_id);
      CREATE EVENT shop.never ON SCHEDULE EVERY 1 SECOND DISABLE DO INSERT INTO shop.ticks VALUES (0)`);
    const next = 1 - primary;
    const events = `SELECT EVENT_NAME, DEFINER, SQL_MODE, TIME_ZONE, STATUS FROM information_schema.EVENTS ORDER BY 1`;
    await untilLogged(namespace, `mysql-${primary}`, 'disabled events: recorded for the next primary: ["shop.never"]');
    await switchPrimary(namespace);
    await untilLogged(namespace, `mysql-${next}`, 'event shop.tick: enabled, as on the primary before this one');
    await client.untilAnswers(mysql.primaryHost, `SELECT COUNT(*) > 2 FROM shop.ticks WHERE server = ${100 + next}`, ['1']);
    expect(await rootSql(namespace, `mysql-${next}`, events)).toEqual([
      'never\tapp@%\tANSI_QUOTES\t+02:00\tDISABLED',
      'tick\tapp@%\tANSI_QUOTES\t+02:00\tENABLED',
    ]);
    expect(await client.sql(mysql.primaryHost, 'SELECT COUNT(*) FROM shop.ticks WHERE server = 0')).toEqual(['0']);
    await untilRootSql(namespace, `mysql-${1 - next}`, 'SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_NAME = "tick"', ['REPLICA_SIDE_DISABLED']);
  });
});
