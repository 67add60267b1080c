import { Loop } from '../framework/loop';
import { agentLog } from '../framework/mysql';
import { Namespace } from '../framework/namespace';
import { isReady, restartsOf } from '../framework/pods';
import { say } from '../framework/wait';
import { Step } from '../framework/walk';
import { claimsOf, MySQLSet, PASSWORD, runClient } from './set';

const MYSQL = ['mysql', '-u', 'app', '-h'];
interface Endpoint {
  readonly targetRef: { name: string };
  readonly conditions: { ready: boolean };
}

const HOLD = '/var/run/mysqld/hold';

/** Waits until mysql-read leads to exactly these servers. */
async function untilEndpoints(namespace: Namespace, expected: string[]): Promise<void> {
  await namespace.until(`endpoints ${expected} of mysql-read`, async () => {
    const slices = await namespace.list<{ endpoints?: Endpoint[] }>('endpointslices -l kubernetes.io/service-name=mysql-read');
    const ready = slices.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions.ready);
    expect(ready.map(({ targetRef }) => targetRef.name).sort()).toEqual(expected);
    return true;
  });
}

/** Writing, reading, and clients that go on while servers come and go: M9 to M15. It leaves the loop running. */
export function traffic(step: Step, set: MySQLSet): void {
  step('M9 write through the primary', async (namespace) => {
    const statements = 'CREATE DATABASE test;\nCREATE TABLE test.messages (message VARCHAR(250));\nINSERT INTO test.messages VALUES (\'hello\');\n';
    expect(await runClient(namespace, [...MYSQL, 'mysql-primary'], statements)).toMatchObject({ code: 0 });
    set.rows.push('hello');
    expect(await set.client.sql('mysql-0.mysql', 'SELECT * FROM test.messages')).toEqual(['hello']);
    await set.untilComplete([0, 1, 2]);
  });

  step('M10 read from any Ready server', async (namespace) => {
    const { code, stdout } = await runClient(namespace, [...MYSQL, 'mysql-read', '-e', 'SELECT * FROM test.messages']);
    expect([code, stdout.match(/^hello$/gm)]).toEqual([0, ['hello']]);
    await namespace.untilGone('mysql-client');
  });

  step('M11 replicas refuse writes', async (namespace) => {
    const insert = 'INSERT INTO test.messages VALUES (\'lost\')';
    for (const n of [1, 2]) expect((await set.client.try(`mysql-${n}.mysql`, insert)).stderr).toContain('ERROR 1290');
    await namespace.until('a replica by mysql-read', async () => {
      const { stdout, stderr } = await set.client.try('mysql-read', `SELECT @@server_id; ${insert.replace('lost', 'by mysql-read')}`);
      if (stdout.startsWith('100')) set.rows.push('by mysql-read');
      return /^10[12]/.test(stdout) && stderr.includes('ERROR 1290');
    });
    await set.untilComplete([0, 1, 2]);
  });

  step('M12 server_id loop', async (namespace) => {
    set.loop = await Loop.start(namespace, 'mysql-read', [{ user: 'app', password: PASSWORD }]);
    expect([...new Set(await set.loop.next(60))].sort()).toEqual(['100', '101', '102']);
  });

  step('M13 break readiness', async (namespace) => {
    const [mark, uid] = [set.loop.mark(), namespace.pods.uid('mysql-2')];
    const pod = () => namespace.pods.get('mysql-2')!;
    await namespace.kubectl(`exec mysql-2 -c mysql -- touch ${HOLD}`);
    await namespace.until('mysql-2 not Ready', () => !isReady(pod()), 30);
    expect(pod().status.containerStatuses!.map(({ name, ready }) => [name, ready]).sort()).toEqual([['agent', true], ['mysql', false]]);
    expect(await agentLog(namespace, 'mysql-2')).toContain('a person holds this server');
    await untilEndpoints(namespace, ['mysql-0', 'mysql-1']);
    await set.loop.untilSilent('102');
    expect(await set.loop.next(30)).not.toContain('102');
    expect(set.loop.failuresSince(mark)).toEqual([]);
    expect([pod().metadata.uid, restartsOf(pod())]).toEqual([uid, 0]);
    // members find each other, Ready or not
    await set.client.untilAnswers('mysql-2.mysql', 'SELECT @@server_id', ['102']);
  });

  step('M14 repair', async (namespace) => {
    const uid = namespace.pods.uid('mysql-2');
    await namespace.kubectl(`exec mysql-2 -c mysql -- rm ${HOLD}`);
    await namespace.untilReady('mysql', 3);
    await untilEndpoints(namespace, ['mysql-0', 'mysql-1', 'mysql-2']);
    await set.loop.untilAnswers('102');
    expect(namespace.pods.uid('mysql-2')).toBe(uid);
  });

  step('M15 delete a pod', async (namespace) => {
    const [claims, uid, mark] = [await claimsOf(namespace), namespace.pods.uid('mysql-2'), set.loop.mark()];
    await namespace.kubectl('delete pod mysql-2');
    await namespace.untilReplaced('mysql-2', uid);
    await set.loop.untilAnswers('102');
    await set.untilComplete([2]);
    expect(await claimsOf(namespace)).toEqual(claims);
    expect(await agentLog(namespace, 'mysql-2')).not.toContain('copying');
    // only in the moment of deletion, before Services know: a refusal, and a connection that waits for 3 s
    const failures = set.loop.failuresSince(mark);
    if (failures.length > 0) say(`${failures.length} failures of the loop while mysql-2 went: ${failures.map(({ text }) => text)}`);
    expect(failures.length > 0 ? failures.at(-1)!.at - failures[0].at : 0).toBeLessThan(5000);
  });
}
