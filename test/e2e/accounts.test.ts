import { ReplicatedMySQL } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { QueryLoop } from '../cluster/mysql/query-loop';
import { agentLog, rootSql, SHOP, untilLogged } from '../cluster/mysql/server';
import { specialPassword } from '../cluster/passwords';
import { scenario } from '../cluster/scenario';
import { patchSecret, triggerKubeletSync } from '../cluster/secrets';
import { synth } from '../cluster/synth';
import { logLine } from '../cluster/wait';
import { GRANTS, grantsOf, grantsWithReports, untilGrants, untilGrantsAsDeclared } from './accounts/grants';

const HOST = 'mysql-primary';
const REPLICA_HOST = 'mysql-1.mysql';
const key = (name: string) => ({ secret: 'passwords', key: name });
const REPORTS: Grants = { shop_eu: ['SELECT', 'SHOW VIEW'] };

interface Grants {
  readonly [database: string]: string[];
}

const manifests = (databases: string[], grants: Grants = REPORTS) => synth((chart) => {
  const [monitoringPassword, backupPassword] = [key('monitoring'), key('backup')];
  const users = [{ name: 'reports', password: key('reports'), grants, requireTls: true }];
  new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, databases, users, monitoringPassword, backupPassword });
});

const MONITORING = `SHOW GLOBAL STATUS; SHOW REPLICA STATUS;
  SELECT * FROM performance_schema.events_statements_summary_by_digest LIMIT 1`;
const DUMP = [
  'mysqldump', '-h', HOST, '-u', 'cdk8s_backup', '--single-transaction', '--source-data=2', '--routines', '--events',
  '--triggers', '--databases', 'shop',
];
const MANUAL_CHANGES = [
  'ALTER USER cdk8s_replication REQUIRE X509 ACCOUNT LOCK',
  'GRANT INSERT ON shop_eu.* TO reports WITH GRANT OPTION',
  'REVOKE SHOW VIEW ON `shop\\_eu`.* FROM reports',
  'ALTER USER reports IDENTIFIED BY \'by hand\' REQUIRE NONE',
  'DROP USER cdk8s_monitoring',
  'GRANT SUPER ON *.* TO cdk8s_backup',
  'DROP DATABASE shop_eu',
];
const MANUAL_CHANGES_OF_AGENT = [
  'ALTER USER cdk8s_agent@localhost IDENTIFIED BY \'by hand\'',
  'REVOKE SELECT ON `performance\\_schema`.* FROM cdk8s_agent@localhost',
  'ALTER USER cdk8s_agent@localhost ACCOUNT LOCK',
];
const AGENT_ACCOUNT = `SELECT SHA2(authentication_string, 256), account_locked FROM mysql.user
  WHERE User = 'cdk8s_agent'; SHOW GRANTS FOR cdk8s_agent@localhost`;

scenario('accounts', (step) => {
  const passwords = Object.fromEntries(['root', 'app', 'reports', 'monitoring', 'backup'].map((name) => [name, specialPassword()]));
  let reports: Client;
  const loops: QueryLoop[] = [];
  afterAll(() => loops.forEach((loop) => loop.stop()));

  step('a new cluster has the declared accounts, each with the privileges it needs and no more', async (namespace) => {
    await namespace.createSecret('passwords', Object.fromEntries(Object.entries(passwords).map(([name, { text }]) => [name, text])));
    await namespace.apply(manifests(['shop_eu']));
    await namespace.untilReady('mysql', 2);
    for (const pod of ['mysql-0', 'mysql-1']) expect(await grantsOf(namespace, pod)).toEqual(GRANTS);
    expect(await rootSql(namespace, 'mysql-1', 'SELECT Host FROM mysql.user WHERE User = \'root\'')).toEqual(['localhost']);
  });

  step('the accounts of a new cluster need no further transaction', async (namespace) => {
    await untilLogged(namespace, 'mysql-0', 'steady: accepts writes');
    expect(await rootSql(namespace, 'mysql-0', 'SELECT @@gtid_executed')).toEqual([]);
  });

  step('each account does its work, and nothing else', async (namespace) => {
    const expectDenied = async (client: Client, statement: string, error = 'ERROR 1142') => {
      expect((await client.try(HOST, statement)).stderr).toContain(error);
    };
    reports = await Client.start(namespace, 'reports', key('reports'), 'reports');
    await reports.untilConnects(HOST);
    await expectDenied(reports, 'CREATE TABLE shop_eu.t (id INT)');
    const backup = await Client.start(namespace, 'cdk8s_backup', key('backup'), 'backup');
    await backup.untilConnects(HOST);
    expect((await backup.exec(DUMP)).stdout).toMatch(/-- Dump completed/);
    await expectDenied(backup, 'CREATE TABLE shop.t (id INT)');
    await expectDenied(backup, 'CLONE LOCAL DATA DIRECTORY = \'/var/lib/mysql/x\'', 'ERROR 1227');
    const monitoring = await Client.start(namespace, 'cdk8s_monitoring', key('monitoring'), 'monitoring');
    await Promise.all([HOST, REPLICA_HOST].map((host) => monitoring.untilConnects(host)));
    await monitoring.sql(REPLICA_HOST, MONITORING);
    for (const statement of ['SELECT * FROM mysql.user', 'CREATE TABLE shop.t (id INT)']) await expectDenied(monitoring, statement);
    for (const [user, client] of Object.entries({ reports, cdk8s_backup: backup, cdk8s_monitoring: monitoring })) {
      const withoutTls = ['--ssl-mode=DISABLED', '--get-server-public-key'];
      const { stderr } = await client.exec(['mysql', '-h', HOST, '-u', user, ...withoutTls, '-e', 'SELECT 1']);
      expect(`${user}: ${stderr}`).toMatch(/ERROR 1045/);
    }
  });

  step('manual changes are reverted to what is declared', async (namespace) => {
    await rootSql(namespace, 'mysql-0', MANUAL_CHANGES.join('; '));
    await untilGrantsAsDeclared(namespace);
    await reports.untilConnects(HOST);
    const log = await agentLog(namespace, 'mysql-0');
    expect(Object.values(passwords).filter(({ unique }) => log.includes(unique))).toEqual([]);
  });

  step('an agent whose own account was changed manually repairs it', async (namespace) => {
    for (const change of MANUAL_CHANGES_OF_AGENT) {
      const changed = await rootSql(namespace, 'mysql-0', `${change}; ${AGENT_ACCOUNT}`);
      const isRepaired = async () => (await rootSql(namespace, 'mysql-0', AGENT_ACCOUNT)).join() !== changed.join();
      await namespace.until(`a repair after: ${change}`, isRepaired);
      await namespace.untilReady('mysql', 2);
    }
    await untilGrantsAsDeclared(namespace);
    // the periodic check of all accounts, every 30 s, may come first, but not three times
    expect(await agentLog(namespace, 'mysql-0')).toContain('account cdk8s_agent: changed by hand, repaired');
  });

  step('a changed password of each account is used while clients log in', async (namespace) => {
    const secretKeys = { reports: 'reports', cdk8s_backup: 'backup', cdk8s_monitoring: 'monitoring' };
    const logins = Object.entries(secretKeys).map(([user, name]) => ({ user, password: key(name) }));
    const oldLoop = await QueryLoop.start(namespace, HOST, logins, 'old-passwords');
    loops.push(oldLoop);
    const since = oldLoop.position();
    const changed = Object.fromEntries(Object.values(secretKeys).map((name) => [name, specialPassword().text]));
    await patchSecret(namespace, 'passwords', changed);
    await triggerKubeletSync(namespace);
    for (const user of Object.keys(secretKeys)) {
      await untilLogged(namespace, 'mysql-0', `account ${user}: changed to the password in the Secret, the old one stays valid for`);
    }
    const newLoop = await QueryLoop.start(namespace, HOST, logins, 'new-passwords');
    loops.push(newLoop);
    await Promise.all(loops.map((loop) => loop.next(30)));
    logLine(`${oldLoop.position() - since} logins with the old passwords, ${newLoop.position()} with the new ones`);
    expect([...oldLoop.failuresSince(since), ...newLoop.failuresSince(newLoop.position() - 30)]).toEqual([]);
  });

  step('changed grants are applied without a restart, and what is no longer granted is revoked', async (namespace) => {
    const uids = () => ['mysql-0', 'mysql-1'].map((pod) => namespace.pods.uid(pod));
    const before = uids();
    await namespace.apply(manifests(['shop_eu'], { shop: ['select'], shop_eu: ['ALL'] }));
    await triggerKubeletSync(namespace);
    await untilGrants(namespace, grantsWithReports('ALL PRIVILEGES ON `shop\\_eu`.*', 'SELECT ON `shop`.*'));
    await reports.sql(HOST, 'CREATE TABLE shop_eu.granted (id INT); DROP TABLE shop_eu.granted');
    expect((await reports.try(HOST, 'CREATE TABLE shop.granted (id INT)')).stderr).toContain('ERROR 1142');

    await namespace.apply(manifests(['shop_eu'], { shop: ['INSERT'] }));
    await triggerKubeletSync(namespace);
    await untilGrants(namespace, grantsWithReports('INSERT ON `shop`.*'));
    expect((await reports.try(HOST, 'SELECT 1 FROM shop_eu.granted')).stderr).toContain('ERROR 1142');
    expect(uids()).toEqual(before);
  });

  step('a further database is created without a restart; one that is no longer declared is kept', async (namespace) => {
    const uid = namespace.pods.uid('mysql-0');
    await namespace.apply(manifests(['shop_eu', 'orders']));
    await triggerKubeletSync(namespace);
    await untilLogged(namespace, 'mysql-0', 'database orders: created');
    await namespace.apply(manifests(['shop_eu']));
    await triggerKubeletSync(namespace);
    await untilLogged(namespace, 'mysql-0', 'databases not declared, and kept: orders');
    expect(await rootSql(namespace, 'mysql-0', 'SHOW DATABASES LIKE \'orders\'')).toEqual(['orders']);
    expect(namespace.pods.uid('mysql-0')).toBe(uid);
  });
});
