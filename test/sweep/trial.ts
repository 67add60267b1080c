import { Durability, ReplicatedMySQL } from '../../lib';
import { agentLog, initLog, rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { patchSecret, triggerKubeletSync } from '../cluster/secrets';
import { synth } from '../cluster/synth';
import { replaceVolume } from '../cluster/volumes';

export type Settings = { [option: string]: string };

/** A cluster whose settings mysqld rejects waits, and says so: no fault. */
export const REJECTED = 'mysqld rejects';

const SECONDS = 100;
const PODS = ['mysql-0', 'mysql-1'];
const ROOT_CHANGED = 'this server uses the new root password in the Secret';

/** What the statements of the trial itself rely on. */
const SESSION = `SET SESSION autocommit = ON, sql_mode = '', max_execution_time = 0, sql_select_limit = 1000000, max_join_size = 1000000, sql_big_selects = ON,
  completion_type = 0, transaction_read_only = OFF, sql_safe_updates = OFF, cte_max_recursion_depth = 1000;`;
const FILL = `CREATE TABLE shop.rows_of_all_sizes (id INT PRIMARY KEY, text LONGTEXT) ENGINE = InnoDB;
  INSERT INTO shop.rows_of_all_sizes WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n WHERE id < 40)
  SELECT id, REPEAT('x', id * id * 100) FROM n`;
const COUNT = 'SELECT COUNT(*), SUM(LENGTH(text)) FROM shop.rows_of_all_sizes';

const manifests = (settings: Settings, primary: number) => synth((chart) => {
  new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2, primary, durability: Durability.SEMI_SYNC, settings });
});

/** A cluster with these settings is started, filled by a copy, switched, rotated and restarted. Throws what has failed. */
export async function trial(settings: Settings): Promise<void> {
  const namespace = await Namespace.create('sweep');
  try {
    await namespace.createSecret('passwords', { root: 'root password', app: 'app password' });
    await namespace.apply(manifests(settings, 0));
    for (const [step, run] of Object.entries(STEPS)) {
      await run(namespace, settings).catch((error) => {
        throw new Error(`${step}: ${lineOf(String(error))}`);
      });
    }
  } finally {
    await namespace.delete();
  }
}

/** What MySQL says, else what was waited for. */
const lineOf = (error: string) => /ERROR \d+.*/.exec(error)?.[0] ?? error.split('\n')[0];

const STEPS: { [step: string]: (namespace: Namespace, settings: Settings) => Promise<void> } = {
  async start(namespace) {
    await untilServing(namespace, 0);
    await sql(namespace, 'mysql-0', FILL);
  },
  async copy(namespace) {
    await replaceVolume(namespace, 'mysql-1', 'data-mysql-1');
    await untilEqual(namespace);
  },
  async switch(namespace, settings) {
    await namespace.apply(manifests(settings, 1));
    await untilServing(namespace, 1);
    await sql(namespace, 'mysql-1', "INSERT INTO shop.rows_of_all_sizes VALUES (100, 'after the switchover')");
    await untilEqual(namespace);
  },
  async rotate(namespace) {
    await patchSecret(namespace, 'passwords', { root: 'another root password' });
    await triggerKubeletSync(namespace);
    for (const pod of PODS) {
      await namespace.until(`${pod} to use the new password`, async () => (await agentLog(namespace, pod)).includes(ROOT_CHANGED), SECONDS);
    }
  },
  async restart(namespace) {
    const uids = PODS.map((pod) => namespace.pods.uid(pod)!);
    await namespace.kubectl(`delete pods ${PODS.join(' ')}`);
    for (const [n, pod] of PODS.entries()) await namespace.untilReplaced(pod, uids[n], SECONDS);
    await untilServing(namespace, 1);
    await untilEqual(namespace);
  },
};

/** Fails at once if mysqld rejects the settings. */
async function untilServing(namespace: Namespace, primary: number): Promise<void> {
  const role = () => namespace.pods.get(`mysql-${primary}`)?.metadata.labels?.['cdk8s-stateful/role'];
  let rejected: string | undefined;
  await namespace.until(`2 servers Ready, mysql-${primary} the primary`, async () => {
    const log = namespace.pods.get('mysql-0') ? await initLog(namespace, 'mysql-0') : '';
    rejected = /mysqld rejects the settings: (.*)/.exec(log)?.[1];
    return rejected !== undefined || namespace.pods.ready('mysql-').join() === PODS.join() && role() === 'primary';
  }, SECONDS);
  if (rejected !== undefined) throw new Error(`${REJECTED}: ${rejected}`);
}

async function untilEqual(namespace: Namespace): Promise<void> {
  await namespace.until('equal rows', async () => {
    const [first, second] = await Promise.all(PODS.map((pod) => sql(namespace, pod, COUNT)));
    return first === second;
  }, SECONDS);
}

async function sql(namespace: Namespace, pod: string, statements: string): Promise<string> {
  return (await rootSql(namespace, pod, `${SESSION} ${statements}`)).join();
}
