import { QueryLoop } from '../../cluster/mysql/query-loop';
import { Namespace } from '../../cluster/namespace';
import { recycle } from '../../cluster/recycle';
import { Step } from '../../cluster/scenario';
import { untilVolumesReleased } from '../../cluster/volumes';
import { claimsOf, TutorialCluster } from './tutorial-cluster';

const FURTHER_KINDS = 'serviceaccount,role,rolebinding,networkpolicy,poddisruptionbudget';

/** Deletion of all objects: M23 to M26. */
export function deletion(step: Step, mysql: TutorialCluster): void {
  const deleteStatefulSet = async (namespace: Namespace) => {
    await namespace.kubectl('delete statefulset mysql');
    await namespace.untilDeleted('mysql-');
  };

  step('M23 the loop ends with its pod', async (namespace) => {
    mysql.loop.stop();
    await namespace.kubectl(`delete pod ${QueryLoop.POD} --now`);
    await namespace.untilDeleted(QueryLoop.POD);
  });

  step('M24 a deleted StatefulSet leaves its claims; created again, it has all rows', async (namespace) => {
    const before = await claimsOf(namespace);
    await deleteStatefulSet(namespace);
    expect((await namespace.tryKubectl('get pods -l app=mysql')).stderr).toMatch(/^No resources found/);
    expect(await claimsOf(namespace)).toEqual(before);
    const left = await namespace.list('configmaps,services -l app=mysql');
    expect(left).toHaveLength(mysql.ofKinds('ConfigMap', 'Service').length);
    await namespace.apply(mysql.manifests);
    await namespace.untilReady('mysql', 3);
    await mysql.untilComplete([0, 1, 2]);
    await deleteStatefulSet(namespace);
  });

  step('M25 the label selects all other objects', async (namespace) => {
    await namespace.kubectl('delete configmap,service,pvc -l app=mysql');
    expect(await namespace.list('configmaps,services,pvc -l app=mysql')).toEqual([]);
    // and the kinds that the tutorial does not have
    await namespace.kubectl(`delete ${FURTHER_KINDS} -l app=mysql`);
    const left = await namespace.list('all,serviceaccounts,roles,rolebindings,networkpolicies,poddisruptionbudgets');
    expect(left.map(({ metadata }) => metadata.name).sort()).toEqual(['client', 'default']);
  });

  step('M26 volumes are deleted or Released with their claims', async (namespace) => {
    await untilVolumesReleased(namespace);
    await recycle();
  });
}
