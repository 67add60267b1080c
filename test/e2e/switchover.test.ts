import { Durability, ReplicatedMySQL } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { agentLog, rootSql, SHOP, untilLogged, untilRootSql } from '../cluster/mysql/server';
import { specialPassword } from '../cluster/passwords';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { replaceVolume } from '../cluster/volumes';

const ROWS = 'SELECT id FROM shop.numbers ORDER BY id';
const IDENTITY = 'SELECT @@server_id, @@read_only';

scenario('switchover', (step) => {
  const password = specialPassword();
  let mysql: ReplicatedMySQL;
  let client: Client;
  const rows: string[] = [];

  const manifests = (primary: number) => synth((chart) => {
    mysql = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, durability: Durability.LOSSLESS, primary });
  });
  const write = async () => {
    await client.sql(mysql.primaryHost, `INSERT INTO shop.numbers VALUES (${rows.length + 1})`);
    rows.push(`${rows.length + 1}`);
  };
  const untilAllHaveRows = () => Promise.all([0, 1, 2].map((n) => client.untilAnswers(mysql.hostOf(n), ROWS, rows)));

  step('a lossless cluster takes writes', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests(0));
    await namespace.untilReady('mysql', 3);
    await client.untilAnswers(mysql.primaryHost, IDENTITY, ['100\t0']);
    await client.sql(mysql.primaryHost, 'CREATE TABLE shop.numbers (id INT PRIMARY KEY)');
    for (let n = 0; n < 10; n++) await write();
  });

  step('a write that still waits for acknowledgements is no errant transaction of the replica that has it', async (namespace) => {
    const maintenance = '/var/run/mysqld/maintenance';
    const since = namespace.pods.position();
    await namespace.bash('mysql-2 -c agent', `touch ${maintenance}`);
    await untilLogged(namespace, 'mysql-2', 'wait: maintenance');
    await rootSql(namespace, 'mysql-2', 'STOP REPLICA');
    await rootSql(namespace, 'mysql-0', 'SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 2');
    const written = write();
    await client.untilAnswers(mysql.hostOf(1), 'SELECT COUNT(*) FROM shop.numbers', ['11']);
    const position = Date.now();
    await namespace.until('two decisions of mysql-1', async () => {
      const { stdout } = await namespace.bash('mysql-1 -c agent', 'stat -c %Y /var/run/mysqld/ready /run/agent/peer-0');
      return stdout.trim().split('\n').every((time) => Number(time) * 1000 > position + 5000);
    });
    expect(await rootSql(namespace, 'mysql-0', 'SELECT COUNT(*) FROM shop.numbers')).toEqual(['10']);
    await rootSql(namespace, 'mysql-0', 'SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 1');
    await rootSql(namespace, 'mysql-2', 'START REPLICA');
    await namespace.bash('mysql-2 -c agent', `rm ${maintenance}`);
    await written;
    await untilAllHaveRows();
    expect(await agentLog(namespace, 'mysql-1')).not.toContain('errant');
    expect(namespace.pods.minReady('mysql-', since)).toBeGreaterThanOrEqual(2);
  });

  step('an apply with another `primary` is a switchover without a restarted pod', async (namespace) => {
    const before = namespace.pods.uids('mysql', 3);
    await namespace.apply(manifests(1));
    await client.untilAnswers(mysql.primaryHost, IDENTITY, ['101\t0']);
    await write();
    await untilAllHaveRows();
    for (const n of [0, 2]) await client.untilAnswers(mysql.hostOf(n), 'SELECT @@super_read_only', ['1']);
    expect(namespace.pods.uids('mysql', 3)).toEqual(before);
    expect(await agentLog(namespace, 'mysql-0')).toContain('step_down: mysql-1 is the desired primary, and is ready to take over');
  });

  step('an old primary that lost its volume is cloned, and stays a replica', async (namespace) => {
    await replaceVolume(namespace, 'mysql-0', 'data-mysql-0');
    await write();
    await untilAllHaveRows();
    await client.untilAnswers(mysql.primaryHost, IDENTITY, ['101\t0']);
  });

  step('it is the primary again after an apply with the old `primary`', async (namespace) => {
    await namespace.apply(manifests(0));
    await client.untilAnswers(mysql.primaryHost, IDENTITY, ['100\t0']);
    await write();
    await untilAllHaveRows();
  });

  step('a primary that steps down acknowledges no write that waits for a replica', async (namespace) => {
    for (const pod of ['mysql-1', 'mysql-2']) {
      await namespace.bash(`${pod} -c agent`, 'touch /var/run/mysqld/maintenance');
      await untilLogged(namespace, pod, 'wait: maintenance');
      await rootSql(namespace, pod, 'STOP REPLICA');
    }
    const [row, write] = [`${rows.length + 1}`, client.try(mysql.hostOf(0), `INSERT INTO shop.numbers VALUES (${rows.length + 1})`)];
    await untilRootSql(namespace, 'mysql-0', `SELECT STATE FROM performance_schema.processlist WHERE USER = 'app'`, [
      'Waiting for semi-sync ACK from replica',
    ]);
    await namespace.apply(manifests(1));
    const request = rootSql(namespace, 'mysql-0', 'DO GET_LOCK("cdk8s-stateful/switchover", 0); DO SLEEP(20)').catch(String);
    expect((await write).stderr).toContain('ERROR 2013');
    await untilRootSql(namespace, 'mysql-0', 'SELECT @@read_only', ['1']); // @@super_read_only is 1 while SET still waits
    await request;
    await namespace.apply(manifests(0)); // nobody else can take over: root has stopped replication
    await client.untilAnswers(mysql.primaryHost, IDENTITY, ['100\t0'], 60);
    for (const pod of ['mysql-1', 'mysql-2']) await namespace.bash(`${pod} -c agent`, 'rm /var/run/mysqld/maintenance');
    rows.push(row);
    await untilAllHaveRows();
  });
});
