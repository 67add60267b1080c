import { Duration } from 'cdk8s';
import { ReplicatedMySQL } from '../../lib';
import { Client, clientPod } from '../cluster/mysql/client';
import { agentLog, rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { replaceVolume } from '../cluster/volumes';

const MAX_CONNECTIONS = 8;
const USE_UP = `for n in {1..12}; do
  while sleep 1; do mysql -h mysql-0.mysql -u app -e 'DO SLEEP(600)'; done &
done; wait`;
const APP = { secret: 'passwords', key: 'app' };

/** Waits until the agents of both servers have found them ready after a time. */
async function untilReadyAfter(namespace: Namespace, time: number): Promise<void> {
  await namespace.until('decisions of both agents', async () => {
    const files = await Promise.all(['mysql-0', 'mysql-1'].map((pod) => namespace.bash(`${pod} -c agent`, 'cat /var/run/mysqld/ready')));
    return files.every(({ stdout }) => Number(stdout) * 1000 > time);
  });
}

scenario('connections', (step) => {
  let client: Client;
  const manifests = synth((chart) => {
    new ReplicatedMySQL(chart, 'MySQL', {
      ...SHOP, replicas: 2, maxLag: Duration.seconds(10), settings: { max_connections: String(MAX_CONNECTIONS) },
    });
  });

  step('clients take all connections of the primary', async (namespace) => {
    await namespace.createSecret('passwords', { root: 'root password', app: 'app password' });
    await namespace.apply(manifests);
    client = await Client.start(namespace, 'app', APP);
    await namespace.untilReady('mysql', 2);
    await client.untilConnects('mysql-0.mysql');
    await client.sql('mysql-0.mysql', 'CREATE TABLE shop.t (id INT PRIMARY KEY); INSERT INTO shop.t VALUES (1)');
    await namespace.apply([clientPod('crowd', ['bash', '-c', USE_UP], { MYSQL_PWD: APP })]);
    await namespace.untilPasses('no connection is left', async () => {
      expect((await client.try('mysql-0.mysql', 'SELECT 1')).stderr).toContain('ERROR 1040');
    });
  });

  step('no server leaves the Service for longer than maxLag', async (namespace) => {
    const [since, begin] = [namespace.pods.position(), Date.now()];
    await untilReadyAfter(namespace, begin + 20_000);
    expect((await client.try('mysql-0.mysql', 'SELECT 1')).stderr).toContain('ERROR 1040');
    for (const pod of ['mysql-0', 'mysql-1']) {
      expect(await agentLog(namespace, pod)).not.toContain('behind the primary');
      expect(namespace.pods.ready()).toContain(pod);
    }
    expect(namespace.pods.minReady('mysql-', since)).toBeGreaterThanOrEqual(2);
  });

  step('nor when root holds the connection that is reserved for agents', async (namespace) => {
    const [since, begin] = [namespace.pods.position(), Date.now()];
    const root = rootSql(namespace, 'mysql-0', 'DO SLEEP(28)', 60);
    await untilReadyAfter(namespace, begin + 24_000);
    expect(await agentLog(namespace, 'mysql-0')).toContain('ERROR 1040');
    expect(await agentLog(namespace, 'mysql-1')).not.toContain('does not accept writes at the moment');
    expect(namespace.pods.minReady('mysql-', since)).toBeGreaterThanOrEqual(2);
    await root;
  });

  step('an emptied replica is cloned meanwhile', async (namespace) => {
    await replaceVolume(namespace, 'mysql-1', 'data-mysql-1');
    await client.untilAnswers('mysql-1.mysql', 'SELECT id FROM shop.t', ['1']);
    expect((await client.try('mysql-0.mysql', 'SELECT 1')).stderr).toContain('ERROR 1040');
  });
});
