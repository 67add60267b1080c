import { ReplicatedMySQL } from '../../lib';
import { Result, tryKubectl } from './framework/kubectl';
import { SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { isReady } from './framework/pods';
import { documentsOf } from './framework/synth';
import { walk } from './framework/walk';

const HOLD = '/var/run/mysqld/hold';
const REFUSED = 'Cannot evict pod as it would violate the pod\'s disruption budget';

/** What `kubectl drain` asks for each pod. */
function evict(namespace: Namespace, pod: string): Promise<Result> {
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace: namespace.name } };
  return tryKubectl(['create', '--raw', `/api/v1/namespaces/${namespace.name}/pods/${pod}/eviction`, '-f', '-'], { input: JSON.stringify(eviction) });
}

walk('evictions', (step) => {
  const untilAllowed = (namespace: Namespace, evictions: string) => namespace.until(`a budget of ${evictions}`, async () => {
    return (await namespace.field('pdb mysql', '{.status.disruptionsAllowed}')) === evictions;
  });

  step('two servers are Ready, and one may go', async (namespace) => {
    await namespace.createSecret('passwords', { root: 'secret', app: 'secret' });
    await namespace.apply(documentsOf((chart) => { new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2 }); }));
    await namespace.untilReady('mysql', 2);
    await untilAllowed(namespace, '1');
  });

  step('of two evictions at once one is refused, until the other server is back', async (namespace) => {
    const uid = namespace.pods.uid('mysql-1');
    expect(await evict(namespace, 'mysql-1')).toMatchObject({ code: 0 });
    expect(await evict(namespace, 'mysql-0')).toMatchObject({ code: 1, stderr: expect.stringContaining(REFUSED) });
    await namespace.untilReplaced('mysql-1', uid);
    await untilAllowed(namespace, '1');
  });

  step('a server that is not Ready is evicted at once, and the other one is not', async (namespace) => {
    const uid = namespace.pods.uid('mysql-1');
    await namespace.kubectl(`exec mysql-1 -c mysql -- touch ${HOLD}`);
    await namespace.until('mysql-1 not Ready', () => !isReady(namespace.pods.get('mysql-1')));
    await untilAllowed(namespace, '0');
    expect(await evict(namespace, 'mysql-0')).toMatchObject({ code: 1, stderr: expect.stringContaining(REFUSED) });
    expect(await evict(namespace, 'mysql-1')).toMatchObject({ code: 0 });
    await namespace.untilReplaced('mysql-1', uid);
    await namespace.untilReady('mysql', 2);
  });
});
