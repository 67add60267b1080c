import { Durability, ReplicatedMySQL } from '../../lib';
import { evict } from '../cluster/drain';
import { Client, clientPod } from '../cluster/mysql/client';
import { SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { specialPassword } from '../cluster/passwords';
import { restartsOf } from '../cluster/pods';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';
import { logLine } from '../cluster/wait';

const PRIMARY = 'mysql-0';
const APP_PASSWORD = { secret: 'passwords', key: 'app' };

// What mysqld logs at a start after an unclean shutdown.
const RECOVERY = /crash recovery|recovering|not shut ?down normally/i;

// One write after the other, each in a connection of its own; acknowledged ones are printed with their time.
const WRITER = `n=0; while sleep 0.2; do
  if timeout 5 mysql -h mysql-primary -u app --connect-timeout=1 -e "INSERT INTO shop.numbers VALUES ($((++n)))" 2>/dev/null; then
    echo "$n $(date +%s%3N)"
  fi
done`;

const serverLog = (namespace: Namespace, pod: string) => namespace.kubectl(`logs ${pod} -c mysql`);

interface Write { readonly id: string; readonly at: number }

async function acknowledged(namespace: Namespace): Promise<Write[]> {
  const lines = (await namespace.kubectl('logs writer')).trim().split('\n');
  return lines.map((line) => line.split(' ')).map(([id, at]) => ({ id, at: Number(at) }));
}

/** Waits until there are writes again, and logs the write outage since `begin`. */
async function untilWritten(namespace: Namespace, begin: number): Promise<void> {
  const known = (await acknowledged(namespace)).length;
  await namespace.until('writes', async () => (await acknowledged(namespace)).length > known + 5);
  logLine(`write outage ${(await writeOutage(namespace, begin) / 1000).toFixed(1)} s`);
}

async function writeOutage(namespace: Namespace, begin: number): Promise<number> {
  const times = (await acknowledged(namespace)).map(({ at }) => at);
  return Math.max(...times.map((at, n) => at > begin ? at - (times[n - 1] ?? at) : 0));
}

scenario('shutdown', (step) => {
  const password = specialPassword();
  let client: Client;

  const expectCleanShutdown = async (namespace: Namespace, stop: () => Promise<unknown>, seconds?: number) => {
    const [uid, begin] = [namespace.pods.uid(PRIMARY), Date.now()];
    await stop();
    await namespace.untilReplaced(PRIMARY, uid, seconds);
    await untilWritten(namespace, begin);
    const log = await serverLog(namespace, PRIMARY);
    expect(log).toContain('ready for connections');
    expect(log).not.toMatch(RECOVERY);
  };

  step('a semi-synchronous cluster takes writes', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    await namespace.apply(synth((chart) => {
      new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, durability: Durability.SEMI_SYNC });
    }));
    client = await Client.start(namespace, 'app', APP_PASSWORD);
    await namespace.untilReady('mysql', 2);
    await client.untilConnects('mysql-primary');
    await client.sql('mysql-primary', 'CREATE TABLE shop.numbers (id INT PRIMARY KEY)');
    await namespace.apply([clientPod('writer', ['bash', '-c', WRITER], { MYSQL_PWD: APP_PASSWORD })]);
    await namespace.until('writes', async () => (await acknowledged(namespace)).length > 10);
  });

  step('the shutdown of a deleted primary is clean', async (namespace) => {
    await expectCleanShutdown(namespace, () => namespace.kubectl(`delete pod ${PRIMARY} --wait=false`));
  });

  step('the shutdown of an evicted primary is clean', async (namespace) => {
    await expectCleanShutdown(namespace, async () => expect(await evict(namespace, PRIMARY)).toMatchObject({ code: 0 }));
  });

  step('a killed mysqld recovers without a container restart', async (namespace) => {
    const begin = Date.now();
    await namespace.bash(`${PRIMARY} -c mysql`, 'kill -KILL "$(cat /var/run/mysqld/mysqld.pid)"');
    await untilWritten(namespace, begin);
    const log = await serverLog(namespace, PRIMARY);
    expect(log).toContain('mysqld was killed by signal 9: restarting it in place after 0 s (kill 1 within');
    expect(log).toMatch(RECOVERY);
    expect(restartsOf(namespace.pods.get(PRIMARY)!)).toBe(0);
  });

  step('the shutdown of every server of a roll-out is clean', async (namespace) => {
    const restart = () => namespace.kubectl('rollout restart statefulset mysql');
    await expectCleanShutdown(namespace, restart, 240); // the other server goes first
    await namespace.untilReady('mysql', 2);
    expect(await serverLog(namespace, 'mysql-1')).not.toMatch(RECOVERY);
  });

  step('no acknowledged write is lost', async (namespace) => {
    const writes = await acknowledged(namespace);
    const found = new Set(await client.sql('mysql-primary', 'SELECT id FROM shop.numbers'));
    expect(writes.filter(({ id }) => !found.has(id))).toEqual([]);
  });
});
