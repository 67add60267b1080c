import { Durability, ReplicatedMySQL } from '../../lib';
import { kubectl } from './framework/kubectl';
import { Client, podOf, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { oddPassword } from './framework/passwords';
import { restartsOf } from './framework/pods';
import { documentsOf } from './framework/synth';
import { say } from './framework/wait';
import { walk } from './framework/walk';

const PRIMARY = 'mysql-0';
const APPLICATION = { secret: 'passwords', key: 'app' };

// What mysqld says of a start after anything but a clean end.
const RECOVERY = /crash recovery|recovering|not shut ?down normally/i;

// One write after the other, each in a connection of its own; the ones that were acknowledged are printed with their time.
const WRITER = `n=0; while sleep 0.2; do
  if timeout 5 mysql -h mysql-primary -u app --connect-timeout=1 -e "INSERT INTO shop.numbers VALUES ($((++n)))" 2>/dev/null; then echo "$n $(date +%s%3N)"; fi
done`;

const serverLog = (namespace: Namespace, pod: string) => namespace.kubectl(`logs ${pod} -c mysql`);

interface Write { readonly id: string; readonly at: number }

async function acknowledged(namespace: Namespace): Promise<Write[]> {
  const lines = (await namespace.kubectl('logs writer')).trim().split('\n');
  return lines.map((line) => line.split(' ')).map(([id, at]) => ({ id, at: Number(at) }));
}

/** Waits until there are writes again, and says how long there were none. */
async function untilWritten(namespace: Namespace, begin: number): Promise<void> {
  const known = (await acknowledged(namespace)).length;
  await namespace.until('writes', async () => (await acknowledged(namespace)).length > known + 5);
  say(`no writes for ${(await longest(namespace, begin) / 1000).toFixed(1)} s`);
}

async function longest(namespace: Namespace, begin: number): Promise<number> {
  const times = (await acknowledged(namespace)).map(({ at }) => at);
  return Math.max(...times.map((at, n) => at > begin ? at - (times[n - 1] ?? at) : 0));
}

async function evict(namespace: Namespace, name: string): Promise<void> {
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: namespace.name } };
  await kubectl(['create', '--raw', `/api/v1/namespaces/${namespace.name}/pods/${name}/eviction`, '-f', '-'], { input: JSON.stringify(eviction) });
}

walk('shutdown', (step) => {
  const password = oddPassword();
  let client: Client;

  const replaced = async (namespace: Namespace, what: () => Promise<unknown>, seconds?: number) => {
    const [uid, begin] = [namespace.pods.uid(PRIMARY), Date.now()];
    await what();
    await namespace.untilReplaced(PRIMARY, uid, seconds);
    await untilWritten(namespace, begin);
    const log = await serverLog(namespace, PRIMARY);
    expect(log).toContain('ready for connections');
    expect(log).not.toMatch(RECOVERY);
  };

  step('a set takes writes', async (namespace) => {
    await namespace.createSecret('passwords', { root: password.text, app: password.text });
    await namespace.apply(documentsOf((chart) => {
      new ReplicatedMySQL(chart, 'MySQL', {
        ...SHOP,
        replicas: 2,
        durability: Durability.SEMI_SYNC,
      });
    }));
    client = await Client.start(namespace, 'app', APPLICATION);
    await namespace.untilReady('mysql', 2);
    await client.untilConnects('mysql-primary');
    await client.sql('mysql-primary', 'CREATE TABLE shop.numbers (id INT PRIMARY KEY)');
    await namespace.apply([podOf('writer', ['bash', '-c', WRITER], { MYSQL_PWD: APPLICATION })]);
    await namespace.until('writes', async () => (await acknowledged(namespace)).length > 10);
  });

  step('a deleted primary has ended cleanly', (namespace) => replaced(namespace, () => namespace.kubectl(`delete pod ${PRIMARY} --wait=false`)));

  step('an evicted primary has ended cleanly', (namespace) => replaced(namespace, () => evict(namespace, PRIMARY)));

  step('a killed mysqld recovers in place', async (namespace) => {
    const begin = Date.now();
    await namespace.exec(`${PRIMARY} -c mysql`, ['bash', '-c', 'kill -KILL "$(cat /var/run/mysqld/mysqld.pid)"']);
    await untilWritten(namespace, begin);
    const log = await serverLog(namespace, PRIMARY);
    expect(log).toContain('mysqld was killed by signal 9: starting it again in place (1 of at most 3 times');
    expect(log).toMatch(RECOVERY);
    expect(restartsOf(namespace.pods.get(PRIMARY)!)).toBe(0);
  });

  step('a roll-out ends every server cleanly', async (namespace) => {
    await replaced(namespace, () => namespace.kubectl('rollout restart statefulset mysql'), 240); // the other server goes first
    await namespace.untilReady('mysql', 2);
    expect(await serverLog(namespace, 'mysql-1')).not.toMatch(RECOVERY);
  });

  step('every acknowledged write is there', async (namespace) => {
    const writes = await acknowledged(namespace);
    const have = new Set(await client.sql('mysql-primary', 'SELECT id FROM shop.numbers'));
    expect(writes.filter(({ id }) => !have.has(id))).toEqual([]);
  });
});
