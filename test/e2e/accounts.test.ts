import { ReplicatedMySQL } from '../../lib';
import { Loop } from './framework/loop';
import { agentLog, Client, rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { oddPassword } from './framework/passwords';
import { changeSecret, hurry } from './framework/secrets';
import { documentsOf } from './framework/synth';
import { say } from './framework/wait';
import { walk } from './framework/walk';

const HOST = 'mysql-primary';
const key = (name: string) => ({ secret: 'passwords', key: name });

const manifests = (databases: string[]) => documentsOf((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', {
    ...SHOP,
    replicas: 2,
    databases,
    users: [{ name: 'reports', password: key('reports'), databases: ['shop_eu'], privileges: ['SELECT', 'SHOW VIEW'], requireTls: true }],
    monitoringPassword: key('monitoring'),
    backupPassword: key('backup'),
  });
});

/** Every account of MySQL 8.0 to 9.x but the server's own, what it must use, and what it may do; root's privileges grow with each version. */
const GRANTS = [
  'app@% : GRANT ALL PRIVILEGES ON `shop\\_eu`.* TO `app`@`%`',
  'app@% : GRANT ALL PRIVILEGES ON `shop`.* TO `app`@`%`',
  'app@% : GRANT USAGE ON *.* TO `app`@`%`',
  'cdk8s_agent@localhost : GRANT BACKUP_ADMIN,CLONE_ADMIN,CONNECTION_ADMIN,REPLICATION_SLAVE_ADMIN,SYSTEM_USER,SYSTEM_VARIABLES_ADMIN ON *.* TO `cdk8s_agent`@`localhost`',
  'cdk8s_agent@localhost : GRANT RELOAD, PROCESS, REPLICATION CLIENT, CREATE USER ON *.* TO `cdk8s_agent`@`localhost`',
  'cdk8s_agent@localhost : GRANT SELECT ON `performance\\_schema`.* TO `cdk8s_agent`@`localhost`',
  'cdk8s_backup@% TLS: GRANT FLUSH_TABLES,SHOW_ROUTINE ON *.* TO `cdk8s_backup`@`%`',
  'cdk8s_backup@% TLS: GRANT SELECT, PROCESS, LOCK TABLES, REPLICATION CLIENT, SHOW VIEW, EVENT, TRIGGER ON *.* TO `cdk8s_backup`@`%`',
  'cdk8s_monitoring@% TLS: GRANT PROCESS, REPLICATION CLIENT ON *.* TO `cdk8s_monitoring`@`%`',
  'cdk8s_monitoring@% TLS: GRANT SELECT ON `performance\\_schema`.* TO `cdk8s_monitoring`@`%`',
  'cdk8s_replication@% TLS: GRANT BACKUP_ADMIN ON *.* TO `cdk8s_replication`@`%`',
  'cdk8s_replication@% TLS: GRANT REPLICATION SLAVE ON *.* TO `cdk8s_replication`@`%`',
  'cdk8s_replication@% TLS: GRANT SELECT ON `performance_schema`.`replication_connection_status` TO `cdk8s_replication`@`%`',
  'reports@% TLS: GRANT SELECT, SHOW VIEW ON `shop\\_eu`.* TO `reports`@`%`',
  'reports@% TLS: GRANT USAGE ON *.* TO `reports`@`%`',
];

async function grantsOf(namespace: Namespace, pod: string): Promise<string[]> {
  const query = 'SELECT User, Host, IF(ssl_type = \'\', \'\', \'TLS\') FROM mysql.user WHERE User NOT LIKE \'mysql.%\' AND User <> \'root\'';
  const accounts = (await rootSql(namespace, pod, query)).map((line) => line.split('\t'));
  const lines = await Promise.all(accounts.map(async ([user, host, tls]) => {
    const grants = await rootSql(namespace, pod, `SHOW GRANTS FOR '${user}'@'${host}'`);
    return grants.map((grant) => `${user}@${host} ${tls}: ${grant.replace(/\\\\/g, '\\')}`);
  }));
  return lines.flat().sort();
}

/** Waits until servers have the accounts that are declared, the primary first, as the others follow it. */
async function untilAsDeclared(namespace: Namespace): Promise<void> {
  for (const pod of ['mysql-0', 'mysql-1']) {
    await namespace.until(`the accounts of ${pod} as declared`, async () => {
      expect(await grantsOf(namespace, pod)).toEqual(GRANTS);
      return true;
    });
  }
}

walk('accounts', (step) => {
  const passwords = Object.fromEntries(['root', 'app', 'reports', 'monitoring', 'backup'].map((name) => [name, oddPassword()]));
  let reports: Client;
  const loops: Loop[] = [];
  afterAll(() => loops.forEach((loop) => loop.stop()));

  const untilSaid = (namespace: Namespace, text: string) => namespace.until(text, async () => (await agentLog(namespace, 'mysql-0')).includes(text));

  step('a set has the accounts that are declared, each with what it needs and no more', async (namespace) => {
    await namespace.createSecret('passwords', Object.fromEntries(Object.entries(passwords).map(([name, { text }]) => [name, text])));
    await namespace.apply(manifests(['shop_eu']));
    await namespace.untilReady('mysql', 2);
    for (const pod of ['mysql-0', 'mysql-1']) expect(await grantsOf(namespace, pod)).toEqual(GRANTS);
    expect(await rootSql(namespace, 'mysql-1', 'SELECT Host FROM mysql.user WHERE User = \'root\'')).toEqual(['localhost']);
  });

  step('what a new set begins with needs no later change', async (namespace) => {
    await untilSaid(namespace, 'serve: accepts writes');
    expect(await rootSql(namespace, 'mysql-0', 'SELECT @@gtid_executed')).toEqual([]);
  });

  step('each account does its work, and nothing else', async (namespace) => {
    reports = await Client.start(namespace, 'reports', key('reports'), 'reports');
    await reports.untilConnects(HOST);
    expect((await reports.try(HOST, 'CREATE TABLE shop_eu.t (id INT)')).stderr).toContain('ERROR 1142');
    const backup = await Client.start(namespace, 'cdk8s_backup', key('backup'), 'backup');
    await backup.untilConnects(HOST);
    const dump = ['mysqldump', '-h', HOST, '-u', 'cdk8s_backup', '--single-transaction', '--source-data=2', '--routines', '--events', '--triggers', '--databases', 'shop'];
    expect((await backup.exec(dump)).stdout).toMatch(/-- Dump completed/);
    expect((await backup.try(HOST, 'CREATE TABLE shop.t (id INT)')).stderr).toContain('ERROR 1142');
    expect((await backup.try(HOST, 'CLONE LOCAL DATA DIRECTORY = \'/var/lib/mysql/x\'')).stderr).toContain('ERROR 1227');
    const monitoring = await Client.start(namespace, 'cdk8s_monitoring', key('monitoring'), 'monitoring');
    await Promise.all([HOST, 'mysql-1.mysql'].map((host) => monitoring.untilConnects(host)));
    await monitoring.sql('mysql-1.mysql', 'SHOW GLOBAL STATUS; SHOW REPLICA STATUS; SELECT * FROM performance_schema.events_statements_summary_by_digest LIMIT 1');
    for (const statement of ['SELECT * FROM mysql.user', 'CREATE TABLE shop.t (id INT)']) {
      expect((await monitoring.try(HOST, statement)).stderr).toContain('ERROR 1142');
    }
    for (const [user, client] of Object.entries({ reports, cdk8s_backup: backup, cdk8s_monitoring: monitoring })) {
      const plain = await client.exec(['mysql', '-h', HOST, '-u', user, '--ssl-mode=DISABLED', '--get-server-public-key', '-e', 'SELECT 1']);
      expect(`${user}: ${plain.stderr}`).toMatch(/ERROR 1045/);
    }
  });

  step('what was changed by hand is as declared again', async (namespace) => {
    await rootSql(namespace, 'mysql-0', `ALTER USER cdk8s_replication REQUIRE X509 ACCOUNT LOCK;
      GRANT INSERT ON shop_eu.* TO reports WITH GRANT OPTION; REVOKE SHOW VIEW ON \`shop\\_eu\`.* FROM reports;
      ALTER USER reports IDENTIFIED BY 'by hand' REQUIRE NONE; DROP USER cdk8s_monitoring; GRANT SUPER ON *.* TO cdk8s_backup; DROP DATABASE shop_eu`);
    await untilAsDeclared(namespace);
    await reports.untilConnects(HOST);
    const log = await agentLog(namespace, 'mysql-0');
    expect(Object.values(passwords).filter(({ part }) => log.includes(part))).toEqual([]);
  });

  step('an agent whose account was changed by hand comes in again', async (namespace) => {
    const changes = [
      'ALTER USER cdk8s_agent@localhost IDENTIFIED BY \'by hand\'',
      'REVOKE SELECT ON `performance\\_schema`.* FROM cdk8s_agent@localhost',
      'ALTER USER cdk8s_agent@localhost ACCOUNT LOCK',
    ];
    const account = 'SELECT SHA2(authentication_string, 256), account_locked FROM mysql.user WHERE User = \'cdk8s_agent\'; SHOW GRANTS FOR cdk8s_agent@localhost';
    for (const change of changes) {
      const changed = await rootSql(namespace, 'mysql-0', `${change}; ${account}`);
      await namespace.until(`a repair after: ${change}`, async () => (await rootSql(namespace, 'mysql-0', account)).join() !== changed.join());
      await namespace.untilReady('mysql', 2);
    }
    await untilAsDeclared(namespace);
    // now and then the look at all accounts comes first, as it is due every 30 s, but not three times
    expect(await agentLog(namespace, 'mysql-0')).toContain('the agent\'s account was changed by hand, and is as declared again');
  });

  step('a changed password of any of them is taken while clients log in', async (namespace) => {
    const users = { reports: 'reports', cdk8s_backup: 'backup', cdk8s_monitoring: 'monitoring' };
    const logins = Object.entries(users).map(([user, name]) => ({ user, password: key(name) }));
    loops.push(await Loop.start(namespace, HOST, logins, 'former'));
    const since = loops[0].mark();
    await changeSecret(namespace, Object.fromEntries(Object.values(users).map((name) => [name, oddPassword().text])));
    await hurry(namespace);
    for (const user of Object.keys(users)) await untilSaid(namespace, `the account ${user} has the password in the Secret, the former one stays good for`);
    loops.push(await Loop.start(namespace, HOST, logins, 'present'));
    await Promise.all(loops.map((loop) => loop.next(30)));
    say(`${loops[0].mark() - since} logins with the former passwords, ${loops[1].mark()} with the present ones`);
    expect([...loops[0].failuresSince(since), ...loops[1].failuresSince(loops[1].mark() - 30)]).toEqual([]);
  });

  step('another database is declared without a restart, and one that is no longer declared is kept', async (namespace) => {
    const uid = namespace.pods.uid('mysql-0');
    await namespace.apply(manifests(['shop_eu', 'orders']));
    await hurry(namespace);
    await untilSaid(namespace, 'made the database orders');
    await namespace.apply(manifests(['shop_eu']));
    await hurry(namespace);
    await untilSaid(namespace, 'not declared, and kept: the databases orders');
    expect(await rootSql(namespace, 'mysql-0', 'SHOW DATABASES LIKE \'orders\'')).toEqual(['orders']);
    expect(namespace.pods.uid('mysql-0')).toBe(uid);
  });
});
