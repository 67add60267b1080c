import { QueryLoop } from '../../cluster/mysql/query-loop';
import { agentLog, donorsOf } from '../../cluster/mysql/server';
import { Namespace } from '../../cluster/namespace';
import { restartsOf } from '../../cluster/pods';
import { Step } from '../../cluster/scenario';
import { logLine } from '../../cluster/wait';
import { claimsOf, PASSWORD, runClient, TutorialCluster } from './tutorial-cluster';

interface EndpointSlice {
  readonly endpoints?: Array<{ readonly targetRef: { name: string }; readonly conditions: { ready: boolean } }>;
}

const HOLD = '/var/run/mysqld/maintenance';
const ALL_MESSAGES = 'SELECT * FROM test.messages';

/** Waits until mysql-read routes to exactly these servers. */
async function untilEndpoints(namespace: Namespace, expected: string[]): Promise<void> {
  await namespace.untilPasses(`endpoints ${expected} of mysql-read`, async () => {
    const slices = await namespace.list<EndpointSlice>('endpointslices -l kubernetes.io/service-name=mysql-read');
    const ready = slices.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions.ready);
    expect(ready.map(({ targetRef }) => targetRef.name).sort()).toEqual(expected);
  });
}

/** Writes, reads, and clients that continue while servers stop and start: M9 to M15. The loop keeps running. */
export function traffic(step: Step, mysql: TutorialCluster): void {
  step('M9 a row written through the primary is on every server', async (namespace) => {
    const statements = [
      'CREATE DATABASE test;', 'CREATE TABLE test.messages (message VARCHAR(250));',
      'INSERT INTO test.messages VALUES (\'hello\');',
    ];
    expect(await runClient(namespace, 'mysql-primary', [], `${statements.join('\n')}\n`)).toMatchObject({ code: 0 });
    mysql.rows.push('hello');
    expect(await mysql.client.sql('mysql-0.mysql', ALL_MESSAGES)).toEqual(['hello']);
    await mysql.untilComplete([0, 1, 2]);
  });

  step('M10 any Ready server answers reads', async (namespace) => {
    const { code, stdout } = await runClient(namespace, 'mysql-read', ['-e', ALL_MESSAGES]);
    expect([code, stdout.match(/^hello$/gm)]).toEqual([0, ['hello']]);
    await namespace.untilDeleted('mysql-client');
  });

  step('M11 replicas reject writes', async (namespace) => {
    const insert = 'INSERT INTO test.messages VALUES (\'lost\')';
    for (const n of [1, 2]) expect((await mysql.client.try(`mysql-${n}.mysql`, insert)).stderr).toContain('ERROR 1290');
    await namespace.until('a replica by mysql-read', async () => {
      const statements = `SELECT @@server_id; ${insert.replace('lost', 'by mysql-read')}`;
      const { stdout, stderr } = await mysql.client.try('mysql-read', statements);
      if (stdout.startsWith('100')) mysql.rows.push('by mysql-read');
      return /^10[12]/.test(stdout) && stderr.includes('ERROR 1290');
    });
    await mysql.untilComplete([0, 1, 2]);
  });

  step('M12 a loop of queries is answered by all servers', async (namespace) => {
    mysql.loop = await QueryLoop.start(namespace, 'mysql-read', [{ user: 'app', password: PASSWORD }]);
    expect([...new Set(await mysql.loop.next(60))].sort()).toEqual(['100', '101', '102']);
  });

  step('M13 a server that is not Ready gets no reads, and no query fails', async (namespace) => {
    const [position, uid] = [mysql.loop.position(), namespace.pods.uid('mysql-2')];
    const pod = () => namespace.pods.get('mysql-2')!;
    await namespace.kubectl(`exec mysql-2 -c mysql -- touch ${HOLD}`);
    await namespace.untilPodUnready('mysql-2', 30);
    const ready = pod().status.containerStatuses!.map((status) => [status.name, status.ready]);
    expect(ready.sort()).toEqual([['agent', true], ['mysql', false]]);
    expect(await agentLog(namespace, 'mysql-2')).toContain('maintenance: remove');
    await untilEndpoints(namespace, ['mysql-0', 'mysql-1']);
    await mysql.loop.untilNoAnswerFrom('102');
    expect(await mysql.loop.next(30)).not.toContain('102');
    expect(mysql.loop.failuresSince(position)).toEqual([]);
    expect([pod().metadata.uid, restartsOf(pod())]).toEqual([uid, 0]);
    // peers resolve each other, Ready or not
    await mysql.client.untilAnswers('mysql-2.mysql', 'SELECT @@server_id', ['102']);
  });

  step('M14 a server that is Ready again gets reads again', async (namespace) => {
    const uid = namespace.pods.uid('mysql-2');
    await namespace.kubectl(`exec mysql-2 -c mysql -- rm ${HOLD}`);
    await namespace.untilReady('mysql', 3);
    await untilEndpoints(namespace, ['mysql-0', 'mysql-1', 'mysql-2']);
    await mysql.loop.untilAnswers('102');
    expect(namespace.pods.uid('mysql-2')).toBe(uid);
  });

  step('M15 a deleted pod returns with its claim and its rows, without a clone', async (namespace) => {
    const [claims, position] = [await claimsOf(namespace), mysql.loop.position()];
    await namespace.replacePod('mysql-2');
    await mysql.loop.untilAnswers('102');
    await mysql.untilComplete([2]);
    expect(await claimsOf(namespace)).toEqual(claims);
    expect(await donorsOf(namespace, 'mysql-2')).toEqual([]);
    // only at the deletion, before Services know of it: a refused connection, and one that waits for 3 s
    const failures = mysql.loop.failuresSince(position);
    if (failures.length > 0) logLine(`${failures.length} failed queries: ${failures.map(({ text }) => text)}`);
    expect(failures.length > 0 ? failures.at(-1)!.at - failures[0].at : 0).toBeLessThan(5000);
  });
}
