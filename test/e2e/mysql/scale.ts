import { donorsOf } from '../../cluster/mysql/server';
import { Namespace } from '../../cluster/namespace';
import { Step } from '../../cluster/scenario';
import { untilVolumesReleased } from '../../cluster/volumes';
import { claimsOf, runClient, TutorialCluster } from './tutorial-cluster';

const FIRST_MESSAGE = 'SELECT * FROM test.messages LIMIT 1';
const claimNames = (ordinals: number[]) => ordinals.map((n) => `data-mysql-${n}`);
const ADDED = ['mysql-3', 'mysql-4'];

/** More servers, fewer servers: M5 and M18 to M22. */
export function scale(step: Step, mysql: TutorialCluster): void {
  let claims: { [name: string]: string };
  const scaleTo = async (namespace: Namespace, replicas: number) => {
    await namespace.kubectl(`scale statefulset mysql --replicas=${replicas}`);
    await namespace.untilReady('mysql', replicas);
  };

  step('M18 scaling up adds servers with new claims and does not touch the others', async (namespace) => {
    const { pods } = namespace;
    const [position, uids] = [pods.position(), pods.uids('mysql', 3)];
    await scaleTo(namespace, 5);
    // in parallel; in the tutorial mysql-4 waits for mysql-3
    expect(pods.lifetime('mysql-4', position).created).toBeLessThan(pods.lifetime('mysql-3', position).ready!);
    for (const id of ['103', '104']) await mysql.loop.untilAnswers(id);
    expect(pods.uids('mysql', 3)).toEqual(uids);
    claims = await claimsOf(namespace);
    expect(Object.keys(claims).sort()).toEqual(claimNames([0, 1, 2, 3, 4]));
  });

  step('M5, M19 new servers have the old rows, cloned from replicas', async (namespace) => {
    const { stdout } = await runClient(namespace, 'mysql-3.mysql', ['-e', FIRST_MESSAGE]);
    expect(stdout.match(/^hello$/gm)).toEqual(['hello']);
    await mysql.untilComplete([3, 4]);
    for (const pod of ADDED) expect((await donorsOf(namespace, pod)).at(-1)).toMatch(/^mysql-[12]$/);
  });

  step('M20 scaling down removes the highest ordinals and keeps their claims', async (namespace) => {
    const { pods } = namespace;
    const [kept, removed] = [pods.uids('mysql', 3), ADDED.map((name) => pods.lifetimeOf(pods.uid(name)))];
    await scaleTo(namespace, 3);
    // in parallel; in the tutorial mysql-3 waits for the end of mysql-4
    const lastTerminating = Math.max(...removed.map(({ terminating }) => terminating!));
    expect(lastTerminating).toBeLessThan(Math.min(...removed.map(({ deleted }) => deleted!)));
    expect(pods.uids('mysql', 3)).toEqual(kept);
    expect(await claimsOf(namespace)).toEqual(claims);
    for (const id of ['103', '104']) await mysql.loop.untilNoAnswerFrom(id);
    const answers = await mysql.loop.next(20);
    expect(answers.filter((answer) => !['100', '101', '102'].includes(answer))).toEqual([]);
  });

  step('M21 servers that return replicate what they missed, without a clone', async (namespace) => {
    await mysql.write('while they were away');
    await scaleTo(namespace, 5);
    await mysql.untilComplete([3, 4]);
    expect(await claimsOf(namespace)).toEqual(claims);
    for (const pod of ADDED) expect(await donorsOf(namespace, pod)).toEqual([]);
    await scaleTo(namespace, 3);
  });

  step('M22 claims that no server uses can be deleted', async (namespace) => {
    const uids = namespace.pods.uids('mysql', 3);
    const unused = claimNames([3, 4]);
    const volumes = await Promise.all(unused.map((claim) => namespace.field(`pvc ${claim}`, '{.spec.volumeName}')));
    for (const claim of unused) await namespace.kubectl(`delete pvc ${claim}`);
    await untilVolumesReleased(namespace, volumes);
    expect(Object.keys(await claimsOf(namespace)).sort()).toEqual(claimNames([0, 1, 2]));
    expect(namespace.pods.uids('mysql', 3)).toEqual(uids);
  });
}
