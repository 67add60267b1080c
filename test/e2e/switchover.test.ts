import { Durability, ReplicatedMySQL } from '../../lib';
import { agentLog, Client, SHOP } from './framework/mysql';
import { oddPassword } from './framework/passwords';
import { documentsOf } from './framework/synth';
import { loseVolume } from './framework/volumes';
import { walk } from './framework/walk';

const ROWS = 'SELECT id FROM shop.numbers ORDER BY id';
const WHO = 'SELECT @@server_id, @@read_only';

walk('switchover', (step) => {
  const password = oddPassword();
  let mysql: ReplicatedMySQL;
  let client: Client;
  const rows: string[] = [];

  const manifests = (primary: number) => documentsOf((chart) => {
    mysql = new ReplicatedMySQL(chart, 'MySQL', {
      ...SHOP,
      durability: Durability.LOSSLESS,
      primary,
    });
  });
  const write = async () => {
    await client.sql(mysql.primaryHost, `INSERT INTO shop.numbers VALUES (${rows.length + 1})`);
    rows.push(`${rows.length + 1}`);
  };
  const untilAllHave = () => Promise.all([0, 1, 2].map((n) => client.untilAnswers(mysql.hostOf(n), ROWS, rows)));

  step('a lossless set comes up', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.apply(manifests(0));
    await namespace.untilReady('mysql', 3);
    await client.untilAnswers(mysql.primaryHost, WHO, ['100\t0']);
    await client.sql(mysql.primaryHost, 'CREATE TABLE shop.numbers (id INT PRIMARY KEY)');
    for (let n = 0; n < 10; n++) await write();
  });

  step('applying another primary moves it, and no pod is restarted', async (namespace) => {
    const before = [0, 1, 2].map((n) => namespace.pods.uid(`mysql-${n}`));
    await namespace.apply(manifests(1));
    await client.untilAnswers(mysql.primaryHost, WHO, ['101\t0']);
    await write();
    await untilAllHave();
    for (const n of [0, 2]) await client.untilAnswers(mysql.hostOf(n), 'SELECT @@super_read_only', ['1']);
    expect([0, 1, 2].map((n) => namespace.pods.uid(`mysql-${n}`))).toEqual(before);
    expect(await agentLog(namespace, 'mysql-0')).toContain('yield: mysql-1 is to be the primary, and is ready for it');
  });

  step('a former primary that lost its volume is filled, and stays a replica', async (namespace) => {
    await loseVolume(namespace, 'mysql-0', 'data-mysql-0');
    await write();
    await untilAllHave();
    await client.untilAnswers(mysql.primaryHost, WHO, ['101\t0']);
  });

  step('it becomes the primary again when it is appointed', async (namespace) => {
    await namespace.apply(manifests(0));
    await client.untilAnswers(mysql.primaryHost, WHO, ['100\t0']);
    await write();
    await untilAllHave();
  });
});
