import { ReplicatedMySQL } from '../../lib';
import { donorsOf, rootSql, SHOP, untilRootSql } from '../cluster/mysql/server';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';

const DATABASE = 'магазин';
const TABLE = '`магазин`.`ü ñ日本`';
const COUNT = `SELECT COUNT(*) FROM ${TABLE}; SELECT COUNT(*) FROM archive.t`;

const manifests = (replicas: number) => synth((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', {
    ...SHOP, database: undefined, databaseFrom: { secret: 'passwords', key: 'database' }, replicas,
  });
});

/** CLONE drops what a server has, before it copies. */
scenario('clone-over-data', (step) => {
  step('a server is cloned although a database has a name in another script', async (namespace) => {
    await namespace.createSecret('passwords', { root: 'root password', app: 'app password', database: DATABASE });
    await namespace.apply(manifests(1));
    await namespace.untilReady('mysql', 1);
    await rootSql(namespace, 'mysql-0', `CREATE TABLE ${TABLE} (id INT PRIMARY KEY); INSERT INTO ${TABLE} VALUES (1);
      CREATE DATABASE archive; CREATE TABLE archive.t (id INT PRIMARY KEY); INSERT INTO archive.t VALUES (1);
      ALTER DATABASE archive READ ONLY = 1`);
    await namespace.apply(manifests(2));
    await namespace.untilReady('mysql', 2);
    await untilRootSql(namespace, 'mysql-1', COUNT, ['1', '1']);
  });

  step('and again, over tables with such names and a read-only database, when it has missed purged transactions', async (namespace) => {
    await namespace.apply(manifests(1));
    await namespace.untilDeleted('mysql-1');
    await rootSql(namespace, 'mysql-0', `INSERT INTO ${TABLE} VALUES (2); FLUSH BINARY LOGS; DO SLEEP(1); PURGE BINARY LOGS BEFORE NOW();
      INSERT INTO ${TABLE} VALUES (3)`);
    await namespace.apply(manifests(2));
    await namespace.untilReady('mysql', 2);
    expect(await donorsOf(namespace, 'mysql-1')).toEqual(['mysql-0']);
    await untilRootSql(namespace, 'mysql-1', COUNT, ['3', '1']);
    expect(await rootSql(namespace, 'mysql-1', "SELECT OPTIONS FROM information_schema.SCHEMATA_EXTENSIONS WHERE SCHEMA_NAME = 'archive'")).toEqual(['READ ONLY=1']);
  });
});
