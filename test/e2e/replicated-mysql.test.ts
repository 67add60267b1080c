import { ReplicatedMySQL } from '../../lib';
import { IMAGES } from './framework/images';
import { leaksOf } from './framework/leaks';
import { alone } from './framework/lock';
import { Client, SHOP } from './framework/mysql';
import { oddPassword } from './framework/passwords';
import { pull } from './framework/pull';
import { documentsOf } from './framework/synth';
import { say } from './framework/wait';
import { TIMING, walk } from './framework/walk';

const INSERT = 'INSERT INTO shop.orders (item) VALUES';
const ROWS = 'SELECT item FROM shop.orders ORDER BY id';

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
  const untilAllHave = () => Promise.all([0, 1, 2].map((n) => client.untilAnswers(mysql.hostOf(n), ROWS, rows)));

  step('three servers are Ready within a minute of kubectl apply', async (namespace) => {
    const documents = documentsOf((chart) => {
      mysql = new ReplicatedMySQL(chart, 'MySQL', SHOP);
    });
    await namespace.createSecret('passwords', { root: root.text, app: application.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });

    await pull(namespace, IMAGES.mysql);
    const seconds = await alone(TIMING, async () => {
      const begin = Date.now();
      await namespace.apply(documents);
      await namespace.untilReady('mysql', 3);
      return (Date.now() - begin) / 1000;
    });
    say(`3/3 Ready ${seconds.toFixed(1)} s after kubectl apply`);
    expect(seconds).toBeLessThanOrEqual(60); // half of it on two cores
  });

  step('what an application user writes at the primary is read everywhere', async () => {
    for (const host of [mysql.primaryHost, mysql.readHost]) await client.untilConnects(host);
    await client.sql(mysql.primaryHost, 'CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(100))');
    for (const item of ['tea', 'it\'s ünïcode', 'cups']) await write(item);
    await untilAllHave();
    for (let round = 0; round < 5; round++) expect(await client.sql(mysql.readHost, ROWS)).toEqual(rows);
  });

  step('passwords stand in no object, log or command line', async (namespace) => {
    const derived = await namespace.exec('mysql-1 -c agent', ['bash', '-c', 'sed -n "s/^password=//p" /run/agent/*.cnf']);
    const secrets = [root.part, application.part, ...derived.stdout.split('\n').filter(Boolean)];
    expect(secrets).toHaveLength(4);
    expect(await leaksOf(namespace, ['mysql-0', 'mysql-1', 'mysql-2'], secrets)).toEqual([]);
  });
});
