import { agentLog } from '../framework/mysql';
import { Namespace } from '../framework/namespace';
import { recycle } from '../framework/recycle';
import { Step } from '../framework/walk';
import { untilVolumesAreFree, untilVolumesEnd } from '../framework/volumes';
import { claimsOf, MySQLSet, runClient } from './set';

const HELLO = 'SELECT * FROM test.messages LIMIT 1';

/** More servers, fewer, and the end: M5 and M18 to M26. */
export function scale(step: Step, set: MySQLSet): void {
  let claims: { [name: string]: string };
  const scaleTo = async (namespace: Namespace, replicas: number) => {
    await namespace.kubectl(`scale statefulset mysql --replicas=${replicas}`);
    await namespace.untilReady('mysql', replicas);
  };

  step('M18 scale up', async (namespace) => {
    const { pods } = namespace;
    const [mark, uids] = [pods.mark(), set.uids(namespace, 3)];
    await scaleTo(namespace, 5);
    // in parallel; in the documents mysql-4 waits for mysql-3
    expect(pods.life('mysql-4', mark).created).toBeLessThan(pods.life('mysql-3', mark).ready!);
    for (const id of ['103', '104']) await set.loop.untilAnswers(id);
    expect(set.uids(namespace, 3)).toEqual(uids);
    claims = await claimsOf(namespace);
    expect(Object.keys(claims).sort()).toEqual([0, 1, 2, 3, 4].map((n) => `data-mysql-${n}`));
  });

  step('M5, M19 old data on new servers, copied from replicas', async (namespace) => {
    const { stdout } = await runClient(namespace, ['mysql', '-u', 'app', '-h', 'mysql-3.mysql', '-e', HELLO]);
    expect(stdout.match(/^hello$/gm)).toEqual(['hello']);
    await set.untilComplete([3, 4]);
    for (const n of [3, 4]) expect(await agentLog(namespace, `mysql-${n}`)).toMatch(/copying from mysql-[12]/);
  });

  step('M20 scale down', async (namespace) => {
    const { pods } = namespace;
    const [kept, leaving] = [set.uids(namespace, 3), ['mysql-3', 'mysql-4'].map((name) => pods.lifeOf(pods.uid(name)))];
    await scaleTo(namespace, 3);
    // in parallel; in the documents mysql-3 waits for the end of mysql-4
    expect(Math.max(...leaving.map(({ deleting }) => deleting!))).toBeLessThan(Math.min(...leaving.map(({ gone }) => gone!)));
    expect(set.uids(namespace, 3)).toEqual(kept);
    expect(await claimsOf(namespace)).toEqual(claims);
    for (const id of ['103', '104']) await set.loop.untilSilent(id);
    const answers = await set.loop.next(20);
    expect(answers.filter((answer) => !['100', '101', '102'].includes(answer))).toEqual([]);
  });

  step('M21 scale up again', async (namespace) => {
    await set.write('while they were away');
    await scaleTo(namespace, 5);
    await set.untilComplete([3, 4]);
    expect(await claimsOf(namespace)).toEqual(claims);
    for (const n of [3, 4]) expect(await agentLog(namespace, `mysql-${n}`)).not.toContain('copying');
    await scaleTo(namespace, 3);
  });

  step('M22 delete surplus claims', async (namespace) => {
    const uids = set.uids(namespace, 3);
    const volumes = await Promise.all([3, 4].map((n) => namespace.field(`pvc data-mysql-${n}`, '{.spec.volumeName}')));
    for (const n of [3, 4]) await namespace.kubectl(`delete pvc data-mysql-${n}`);
    await untilVolumesEnd(namespace, volumes);
    expect(Object.keys(await claimsOf(namespace)).sort()).toEqual([0, 1, 2].map((n) => `data-mysql-${n}`));
    expect(set.uids(namespace, 3)).toEqual(uids);
  });

  step('M23 stop the loop', async (namespace) => {
    set.loop.stop();
    await namespace.kubectl('delete pod mysql-client-loop --now');
    await namespace.untilGone('mysql-client-loop');
  });

  step('M24 delete the StatefulSet', async (namespace) => {
    const before = await claimsOf(namespace);
    await namespace.kubectl('delete statefulset mysql');
    await namespace.untilGone('mysql-');
    expect((await namespace.tryKubectl('get pods -l app=mysql')).stderr).toMatch(/^No resources found/);
    expect(await claimsOf(namespace)).toEqual(before);
    expect(await namespace.list('configmaps,services -l app=mysql')).toHaveLength(set.ofKinds('ConfigMap', 'Service').length);
    await namespace.apply(set.documents);
    await namespace.untilReady('mysql', 3);
    await set.untilComplete([0, 1, 2]);
    await namespace.kubectl('delete statefulset mysql');
    await namespace.untilGone('mysql-');
  });

  step('M25 delete the rest by label', async (namespace) => {
    await namespace.kubectl('delete configmap,service,pvc -l app=mysql');
    expect(await namespace.list('configmaps,services,pvc -l app=mysql')).toEqual([]);
    // and what the documents do not have
    await namespace.kubectl('delete serviceaccount,role,rolebinding,networkpolicy,poddisruptionbudget -l app=mysql');
    const left = await namespace.list('all,serviceaccounts,roles,rolebindings,networkpolicies,poddisruptionbudgets');
    expect(left.map(({ metadata }) => metadata.name).sort()).toEqual(['client', 'default']);
  });

  step('M26 volumes', async (namespace) => {
    await untilVolumesAreFree(namespace);
    await recycle();
  });
}
