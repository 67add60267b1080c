import { ReplicatedMySQL } from '../../lib';
import { IMAGES } from './framework/images';
import { leaksOf } from './framework/leaks';
import { agentLog, Client, rootSql, SHOP } from './framework/mysql';
import { oddPassword } from './framework/passwords';
import { pull } from './framework/pull';
import { documentsOf } from './framework/synth';
import { loseVolume } from './framework/volumes';
import { say } from './framework/wait';
import { walk } from './framework/walk';

const SERVERS = [0, 1, 2];
const INSERT = 'INSERT INTO shop.orders (item) VALUES';
const ROWS = 'SELECT item FROM shop.orders ORDER BY id';
const SOURCE_STATES = `SELECT c.SERVICE_STATE, a.SERVICE_STATE FROM performance_schema.replication_connection_status c
  JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)`;

walk('replicated-mysql', (step) => {
  const root = oddPassword();
  const application = oddPassword();
  let mysql: ReplicatedMySQL;
  let client: Client;
  const rows: string[] = [];

  const write = async (item: string) => {
    await client.sql(mysql.primaryHost, `${INSERT} ('${item.replace(/'/g, '\'\'')}')`);
    rows.push(item);
  };
  const untilAllHave = async (ordinals: number[]) => {
    await Promise.all(ordinals.map((n) => client.untilAnswers(mysql.hostOf(n), ROWS, rows)));
  };

  step('three servers are Ready within a minute of kubectl apply', async (namespace) => {
    const documents = documentsOf((chart) => {
      mysql = new ReplicatedMySQL(chart, 'MySQL', SHOP);
    });
    await namespace.createSecret('passwords', { root: root.text, app: application.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });

    await pull(namespace, IMAGES.mysql);
    const begin = Date.now();
    await namespace.apply(documents);
    await namespace.untilReady('mysql', 3);
    const seconds = (Date.now() - begin) / 1000;
    say(`3/3 Ready ${seconds.toFixed(1)} s after kubectl apply`);
    expect(seconds).toBeLessThanOrEqual(60); // half of it on two cores that nobody else uses
  });

  step('every replica replicates', async (namespace) => {
    for (const n of [1, 2]) expect(await rootSql(namespace, `mysql-${n}`, SOURCE_STATES)).toEqual(['ON\tON']);
  });

  step('what an application user writes at the primary is read everywhere', async () => {
    for (const host of [mysql.primaryHost, mysql.readHost]) await client.untilConnects(host);
    await client.sql(mysql.primaryHost, 'CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(100))');
    for (const item of ['tea', 'it\'s ünïcode', 'cups']) await write(item);
    await untilAllHave(SERVERS);
    for (let round = 0; round < 5; round++) expect(await client.sql(mysql.readHost, ROWS)).toEqual(rows);
  });

  step('server ids are 100, 101 and 102', async () => {
    for (const n of SERVERS) expect(await client.sql(mysql.hostOf(n), 'SELECT @@server_id')).toEqual([`${100 + n}`]);
    expect(await client.sql(mysql.primaryHost, 'SELECT @@server_id')).toEqual(['100']);
  });

  step('a replica refuses an INSERT with error 1290', async () => {
    for (const n of [1, 2]) {
      const { code, stderr } = await client.try(mysql.hostOf(n), `${INSERT} ('lost')`);
      expect([code, stderr]).toEqual([1, expect.stringContaining('ERROR 1290')]);
    }
    await untilAllHave(SERVERS);
  });

  step('a deleted pod comes back with its volume and without a copy', async (namespace) => {
    const uid = namespace.pods.uid('mysql-1');
    const volume = '{.metadata.uid} {.spec.volumeName}';
    const before = await namespace.field('pvc/data-mysql-1', volume);
    await namespace.kubectl('delete pod mysql-1');
    await write('written while mysql-1 was away');
    await namespace.untilReplaced('mysql-1', uid);
    expect(await namespace.field('pvc/data-mysql-1', volume)).toBe(before);
    await untilAllHave(SERVERS);
    expect(await agentLog(namespace, 'mysql-1')).not.toMatch(/\bcop(y|ying|ied)\b/);
  });

  step('scaled to five, two more servers have all rows', async (namespace) => {
    const before = SERVERS.map((n) => namespace.pods.uid(`mysql-${n}`));
    await namespace.kubectl('scale statefulset mysql --replicas=5');
    await namespace.untilReady('mysql', 5);
    await untilAllHave([3, 4]);
    for (const n of [3, 4]) {
      expect(await client.sql(mysql.hostOf(n), 'SELECT @@server_id')).toEqual([`${100 + n}`]);
      expect(await agentLog(namespace, `mysql-${n}`)).toMatch(/copying from mysql-[12]\b/);
    }
    expect(SERVERS.map((n) => namespace.pods.uid(`mysql-${n}`))).toEqual(before);
    await write('after the scale-up');
    await untilAllHave([0, 1, 2, 3, 4]);
  });

  step('a deleted claim is filled again by a copy', async (namespace) => {
    await loseVolume(namespace, 'mysql-2', 'data-mysql-2');
    expect(await agentLog(namespace, 'mysql-2')).toMatch(/copying from mysql-\d/);
    await untilAllHave([2]);
  });

  step('a primary that has lost its volume is filled from the replicas', async (namespace) => {
    await loseVolume(namespace, 'mysql-0', 'data-mysql-0');
    expect(await agentLog(namespace, 'mysql-0')).toMatch(/copying from mysql-[1-4]/);
    await untilAllHave([0, 1, 2, 3, 4]);
    await client.untilAnswers(mysql.primaryHost, 'SELECT @@server_id, @@read_only', ['100\t0']);
    await write('after the loss');
    await untilAllHave([0, 1, 2, 3, 4]);
  });

  step('passwords stand in no object, log or command line', async (namespace) => {
    const derived = await namespace.exec('mysql-1 -c agent', ['bash', '-c', 'sed -n "s/^password=//p" /run/agent/*.cnf']);
    const secrets = [root.part, application.part, ...derived.stdout.split('\n').filter(Boolean)];
    expect(secrets).toHaveLength(4);
    expect(await leaksOf(namespace, ['mysql-0', 'mysql-1', 'mysql-2'], secrets)).toEqual([]);
  });
});
