import { ReplicatedMySQL, StorageEngine } from '../../lib';
import { Client } from '../cluster/mysql/client';
import { agentLog, rootSql, SHOP, untilRootSql } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { isReady } from '../cluster/pods';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { deleteClaimAndPod } from '../cluster/volumes';

const manifests = (storageEngines?: StorageEngine[], primary = 0) => synth((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, storageEngines, primary });
});

/** Waits until a server that was emptied says which table keeps it from being cloned. */
async function untilBlocked(namespace: Namespace, pod: string, table: string): Promise<void> {
  await namespace.until(`${pod} names ${table}`, async () => {
    const log = (await namespace.tryKubectl(`logs ${pod} -c agent`)).stdout;
    return log.includes('blocked: ') && log.includes(table) && !isReady(namespace.pods.get(pod));
  });
}

scenario('storage-engines', (step) => {
  let client: Client;

  step('tables of other engines are refused', async (namespace) => {
    await namespace.createSecret('passwords', { root: 'root password', app: 'app password' });
    await namespace.apply(manifests());
    client = await Client.start(namespace, 'app', { secret: 'passwords', key: 'app' });
    await namespace.untilReady('mysql', 2);
    await client.untilConnects('mysql-primary');
    for (const engine of Object.values(StorageEngine)) {
      const { stderr } = await client.try('mysql-primary', `CREATE TABLE shop.other (a INT NOT NULL) ENGINE = ${engine}`);
      expect(stderr).toMatch(/ERROR (3161|1286) /);
    }
    await client.sql('mysql-primary', 'CREATE TABLE shop.kept (a INT); INSERT INTO shop.kept VALUES (1)');
  });

  step('an engine that is named is allowed, and the primary names its tables', async (namespace) => {
    await namespace.apply(manifests([StorageEngine.MYISAM]));
    await namespace.kubectl('rollout status sts/mysql --timeout=180s');
    await client.untilAnswers('mysql-primary', 'SELECT FIND_IN_SET(\'MyISAM\', @@disabled_storage_engines)', ['0']);
    await client.sql('mysql-primary', 'CREATE TABLE shop.mi (a INT) ENGINE = MyISAM; INSERT INTO shop.mi VALUES (1), (2)');
    await untilRootSql(namespace, 'mysql-1', 'SELECT COUNT(*) FROM shop.mi', ['2']);
  });

  step('an emptied replica is not cloned without the rows of such a table', async (namespace) => {
    await deleteClaimAndPod(namespace, 'mysql-1', 'data-mysql-1');
    await untilBlocked(namespace, 'mysql-1', 'shop.mi (MyISAM)');
    await client.sql('mysql-primary', 'ALTER TABLE shop.mi ENGINE = InnoDB');
    await namespace.untilReady('mysql', 2);
    expect(await rootSql(namespace, 'mysql-1', 'SELECT COUNT(*) FROM shop.mi')).toEqual(['2']);
  });

  step('an emptied primary is not cloned without them either', async (namespace) => {
    await client.sql('mysql-primary', 'ALTER TABLE shop.mi ENGINE = MyISAM');
    await untilRootSql(namespace, 'mysql-1', 'SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_NAME = \'mi\'', ['MyISAM']);
    await deleteClaimAndPod(namespace, 'mysql-0', 'data-mysql-0');
    await untilBlocked(namespace, 'mysql-0', 'shop.mi (MyISAM)');
    expect(await agentLog(namespace, 'mysql-0')).not.toContain('finish_clone');
  });

  step('after a failover the table is converted, and no row is lost', async (namespace) => {
    await namespace.apply(manifests([StorageEngine.MYISAM], 1));
    await client.untilAnswers('mysql-primary', 'SELECT COUNT(*) FROM shop.mi', ['2'], 90);
    await client.sql('mysql-primary', 'ALTER TABLE shop.mi ENGINE = InnoDB; UPDATE shop.mi SET a = a + 1');
    await namespace.untilReady('mysql', 2);
    await untilRootSql(namespace, 'mysql-0', 'SELECT a FROM shop.mi ORDER BY a', ['2', '3']);
  });
});
