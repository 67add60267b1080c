import { ReplicatedMySQL, Replication } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { specialPassword } from '../cluster/passwords';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';

const ROWS = 'SELECT id FROM shop.numbers ORDER BY id';
const IDENTITY = 'SELECT @@server_id - 100, @@super_read_only';
const PODS = ['mysql-0', 'mysql-1', 'mysql-2'];

const primariesOf = ({ pods }: Namespace) => pods.all()
  .filter(({ metadata }) => metadata.labels?.['cdk8s-stateful/role'] === 'primary')
  .map(({ metadata }) => metadata.name);

scenario('group-replication', (step) => {
  const password = specialPassword();
  let mysql: ReplicatedMySQL;
  let client: Client;
  const rows: string[] = [];

  const manifests = (primary?: number, replicas = 3) => synth((chart) => {
    mysql = new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replication: Replication.GROUP, replicas, primary });
  });
  /** Tries until a row is acknowledged: one of an attempt without an answer may exist as well. */
  const write = async (namespace: Namespace) => {
    const id = rows.length + 1;
    await namespace.until(`row ${id}`, async () => {
      const { code } = await client.try(mysql.primaryHost, `INSERT IGNORE INTO shop.numbers VALUES (${id})`);
      return code === 0;
    }, 60);
    rows.push(String(id));
  };
  const untilAllHaveRows = (namespace: Namespace) => Promise.all(
    Array.from({ length: mysql.replicas }, (_, n) => client.untilAnswers(mysql.hostOf(n), ROWS, rows)),
  ).then(() => namespace.untilReady('mysql', mysql.replicas));
  const untilPrimaryIs = (namespace: Namespace, check: (pod: string) => boolean) => namespace.until('one primary', () => {
    const primaries = primariesOf(namespace);
    return primaries.length === 1 && check(primaries[0]) ? primaries[0] : undefined;
  }, 60);

  step('the servers elect a primary, and nobody names it', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests());
    await namespace.untilReady('mysql', 3);
    const primary = await untilPrimaryIs(namespace, () => true);
    await client.untilAnswers(mysql.primaryHost, IDENTITY, [`${primary.slice(-1)}\t0`]);
    for (const pod of PODS.filter((name) => name !== primary)) expect(await rootSql(namespace, pod, 'SELECT @@super_read_only')).toEqual(['1']);
    await client.sql(mysql.primaryHost, 'CREATE TABLE shop.numbers (id INT PRIMARY KEY)');
    for (let n = 0; n < 5; n++) await write(namespace);
    await untilAllHaveRows(namespace);
  });

  step('a table needs a primary key', async () => {
    await expect(client.sql(mysql.primaryHost, 'CREATE TABLE shop.heap (id INT)')).rejects.toThrow('ERROR 3750');
  });

  step('another server is elected when mysqld of the primary is killed, and the former one joins again', async (namespace) => {
    const [former] = primariesOf(namespace);
    await namespace.bash(`${former} -c mysql`, 'kill -KILL "$(cat /var/run/mysqld/mysqld.pid)"');
    await untilPrimaryIs(namespace, (pod) => pod !== former);
    await write(namespace);
    await untilAllHaveRows(namespace);
    expect(namespace.pods.get(former)!.status.containerStatuses!.map(({ restartCount }) => restartCount)).toEqual([0, 0]);
  });

  step('the primary hands over before its pod ends', async (namespace) => {
    const [former] = primariesOf(namespace);
    const uid = namespace.pods.uid(former);
    await namespace.kubectl(`delete pod ${former} --wait=false`);
    await untilPrimaryIs(namespace, (pod) => pod !== former);
    expect(namespace.pods.uid(former)).toBe(uid);
    await write(namespace);
    await namespace.untilReplaced(former, uid);
    await untilAllHaveRows(namespace);
  });

  step('the primary moves to the preferred server', async (namespace) => {
    const preferred = PODS.find((pod) => pod !== primariesOf(namespace)[0])!;
    await namespace.apply(manifests(Number(preferred.slice(-1))));
    await untilPrimaryIs(namespace, (pod) => pod === preferred);
    await write(namespace);
    await namespace.apply(manifests());
    expect(primariesOf(namespace)).toEqual([preferred]);
  });

  step('all servers end at once, and the group begins again with every row', async (namespace) => {
    await namespace.kubectl(`delete pod ${PODS.join(' ')} --grace-period=0 --force`);
    await namespace.untilReady('mysql', 3);
    await untilPrimaryIs(namespace, () => true);
    await write(namespace);
    await untilAllHaveRows(namespace);
  });

  step('two more servers join, and leave again', async (namespace) => {
    await namespace.apply(manifests(undefined, 5));
    await namespace.untilReady('mysql', 5);
    await write(namespace);
    await untilAllHaveRows(namespace);
    await namespace.apply(manifests());
    await namespace.untilDeleted('mysql-3');
    await namespace.untilDeleted('mysql-4');
    await write(namespace);
    const members = 'SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = "ONLINE"';
    await namespace.untilPasses('a group of three', async () => expect(await rootSql(namespace, 'mysql-0', members)).toEqual(['3']));
    await untilAllHaveRows(namespace);
  });
});
