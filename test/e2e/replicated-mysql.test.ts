import { ReplicatedMySQL } from '../../lib';
import { IMAGES } from '../cluster/images';
import { leaksOf } from '../cluster/leaks';
import { withLock } from '../cluster/lock';
import { Client } from '../cluster/mysql/client';
import { SHOP } from '../cluster/mysql/server';
import { specialPassword } from '../cluster/passwords';
import { pullEverywhere } from '../cluster/pull';
import { scenario, TIMING_LOCK } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { logLine } from '../cluster/wait';

const ROWS = 'SELECT item FROM shop.orders ORDER BY id';

scenario('replicated-mysql', (step) => {
  const rootPassword = specialPassword();
  const appPassword = specialPassword();
  let mysql: ReplicatedMySQL;
  let client: Client;
  const rows: string[] = [];

  const write = async (item: string) => {
    await client.sql(mysql.primaryHost, `INSERT INTO shop.orders (item) VALUES ('${item.replace(/'/g, '\'\'')}')`);
    rows.push(item);
  };
  const untilAllHaveRows = () => Promise.all([0, 1, 2].map((n) => client.untilAnswers(mysql.hostOf(n), ROWS, rows)));

  step('three servers are Ready within a minute of kubectl apply', async (namespace) => {
    const manifests = synth((chart) => { mysql = new ReplicatedMySQL(chart, 'MySQL', SHOP); });
    await namespace.createSecret('passwords', { root: rootPassword.text, app: appPassword.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });

    await pullEverywhere(namespace, IMAGES.mysql);
    const seconds = await withLock(TIMING_LOCK, async () => {
      const begin = Date.now();
      await namespace.apply(manifests);
      await namespace.untilReady('mysql', 3);
      return (Date.now() - begin) / 1000;
    });
    logLine(`3/3 Ready ${seconds.toFixed(1)} s after kubectl apply`);
    expect(seconds).toBeLessThanOrEqual(60); // half of it on two cores
  });

  step('rows that an application writes to the primary are read from every server', async () => {
    for (const host of [mysql.primaryHost, mysql.readHost]) await client.untilConnects(host);
    await client.sql(mysql.primaryHost, 'CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(100))');
    for (const item of ['tea', 'it\'s ünïcode', 'cups']) await write(item);
    await untilAllHaveRows();
    for (let round = 0; round < 5; round++) expect(await client.sql(mysql.readHost, ROWS)).toEqual(rows);
  });

  step('passwords are in no object, log or process argument', async (namespace) => {
    const derived = await namespace.bash('mysql-1 -c agent', 'sed -n "s/^password=//p" /run/agent/*.cnf');
    const secrets = [rootPassword.unique, appPassword.unique, ...derived.stdout.split('\n').filter(Boolean)];
    expect(secrets).toHaveLength(4);
    expect(await leaksOf(namespace, ['mysql-0', 'mysql-1', 'mysql-2'], secrets)).toEqual([]);
  });
});
