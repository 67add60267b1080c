import { ReplicatedMySQL } from '../../lib';
import { evict } from '../cluster/drain';
import { SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { synth } from '../cluster/synth';

const HOLD = '/var/run/mysqld/maintenance';
const EVICTED = { code: 0 };
const REFUSED = { code: 1, stderr: expect.stringContaining('Cannot evict pod as it would violate the pod\'s disruption budget') };

scenario('evictions', (step) => {
  const untilAllowed = (namespace: Namespace, evictions: string) => namespace.until(`a budget of ${evictions}`, async () => {
    return (await namespace.field('pdb mysql', '{.status.disruptionsAllowed}')) === evictions;
  });

  step('the budget of two Ready servers allows one eviction', async (namespace) => {
    await namespace.createSecret('passwords', { root: 'secret', app: 'secret' });
    await namespace.apply(synth((chart) => { new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, replicas: 2 }); }));
    await namespace.untilReady('mysql', 2);
    await untilAllowed(namespace, '1');
  });

  step('of two evictions at once one is refused, until the other server is back', async (namespace) => {
    const uid = namespace.pods.uid('mysql-1');
    expect(await evict(namespace, 'mysql-1')).toMatchObject(EVICTED);
    expect(await evict(namespace, 'mysql-0')).toMatchObject(REFUSED);
    await namespace.untilReplaced('mysql-1', uid);
    await untilAllowed(namespace, '1');
  });

  step('a server that is not Ready is evicted at once, and the other one is not', async (namespace) => {
    const uid = namespace.pods.uid('mysql-1');
    await namespace.kubectl(`exec mysql-1 -c mysql -- touch ${HOLD}`);
    await namespace.untilPodUnready('mysql-1');
    await untilAllowed(namespace, '0');
    expect(await evict(namespace, 'mysql-0')).toMatchObject(REFUSED);
    expect(await evict(namespace, 'mysql-1')).toMatchObject(EVICTED);
    await namespace.untilReplaced('mysql-1', uid);
    await namespace.untilReady('mysql', 2);
  });
});
