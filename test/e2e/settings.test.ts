import { ReplicatedMySQL } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { donorsOf, rootSql, SHOP, untilLogged } from '../cluster/mysql/server';
import { scenario } from '../cluster/scenario';
import { patchSecret, triggerKubeletSync } from '../cluster/secrets';
import { synth } from '../cluster/synth';
import { replaceVolume } from '../cluster/volumes';

/** What would change the meaning of the agent's statements, or cut their answers, in a session that inherits it. */
const SETTINGS = {
  sql_mode: 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT,IGNORE_SPACE,PAD_CHAR_TO_FULL_LENGTH',
  max_join_size: '1',
  max_execution_time: '1',
  autocommit: 'OFF',
  group_concat_max_len: '4',
  character_set_server: 'latin1',
  collation_server: 'latin1_bin',
  default_time_zone: 'Europe/Berlin',
};

const manifests = (primary: number) => synth((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, primary, settings: SETTINGS });
});
/** A client's own statements may take longer than a millisecond. */
const UNLIMITED = 'SET SESSION max_execution_time = 0;';
const ROWS = `${UNLIMITED} SELECT id FROM shop.numbers`;

scenario('settings', (step) => {
  let client: Client;

  step('a cluster whose settings change what statements mean is Ready', async (namespace) => {
    await namespace.createSecret('passwords', { root: 'root password', app: 'app password' });
    await namespace.apply(manifests(0));
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.untilReady('mysql', 2);
    // no option of mysqld
    for (const pod of ['mysql-0', 'mysql-1']) await rootSql(namespace, pod, 'SET GLOBAL sql_select_limit = 1');
    expect(await rootSql(namespace, 'mysql-0', `${UNLIMITED} SELECT @@sql_select_limit, @@autocommit`)).toEqual(['1\t0']);
    await client.untilConnects('mysql-primary');
    expect(await client.sql('mysql-primary', `${UNLIMITED} SELECT @@time_zone, CONVERT_TZ('2026-07-01', 'UTC', 'Asia/Tokyo')`)).toEqual([
      'Europe/Berlin\t2026-07-01 09:00:00',
    ]);
    expect(await client.sql('mysql-primary', `${UNLIMITED} SELECT @@collation_database; USE shop; SELECT @@collation_database`)).toEqual([
      'latin1_bin', 'latin1_bin',
    ]);
    await client.sql('mysql-primary', `CREATE TABLE shop.numbers (id INT PRIMARY KEY, random FLOAT);
      CREATE FUNCTION shop.random() RETURNS FLOAT RETURN RAND();
      CREATE TRIGGER shop.fill BEFORE INSERT ON shop.numbers FOR EACH ROW SET NEW.random = shop.random();
      INSERT INTO shop.numbers (id) VALUES (1); COMMIT`);
    const [random] = await client.sql('mysql-primary', `${UNLIMITED} SELECT random FROM shop.numbers`);
    await client.untilAnswers('mysql-1.mysql', `${UNLIMITED} SELECT random FROM shop.numbers`, [random]);
  });

  step('a server is cloned there', async (namespace) => {
    await replaceVolume(namespace, 'mysql-1', 'data-mysql-1');
    expect(await donorsOf(namespace, 'mysql-1')).toContain('mysql-0');
    await client.untilAnswers('mysql-1.mysql', ROWS, ['1']);
  });

  step('the primary is moved there', async (namespace) => {
    await namespace.apply(manifests(1));
    await client.untilAnswers('mysql-primary', `${UNLIMITED} SELECT @@server_id, @@read_only`, ['101\t0']);
    await client.sql('mysql-primary', 'UPDATE shop.numbers SET id = 2; COMMIT');
    await client.untilAnswers('mysql-0.mysql', ROWS, ['2']);
  });

  step('what somebody has persisted on one server is gone after its restart', async (namespace) => {
    await rootSql(namespace, 'mysql-0', 'SET PERSIST_ONLY gtid_mode = OFF; SET PERSIST max_connections = 1');
    const uid = namespace.pods.uid('mysql-0');
    await namespace.kubectl('delete pod mysql-0');
    await namespace.untilReplaced('mysql-0', uid);
    expect(await rootSql(namespace, 'mysql-0', `${UNLIMITED} SELECT @@gtid_mode, @@max_connections > 1`)).toEqual(['ON\t1']);
  });

  step('passwords are changed although a policy judges them', async (namespace) => {
    await rootSql(namespace, 'mysql-1', "INSTALL COMPONENT 'file://component_validate_password'");
    expect(await rootSql(namespace, 'mysql-1', `${UNLIMITED} SELECT @@validate_password.policy`)).toEqual(['MEDIUM']);
    await patchSecret(namespace, 'passwords', { root: 'Another root passw0rd', app: 'Another app passw0rd' });
    await triggerKubeletSync(namespace);
    for (const pod of ['mysql-0', 'mysql-1']) await untilLogged(namespace, pod, 'uses the new root password', 300);
    expect(await rootSql(namespace, 'mysql-1', `${UNLIMITED} SELECT @@read_only`)).toEqual(['0']);
  });
});
