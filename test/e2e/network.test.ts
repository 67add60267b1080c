import { App, Chart, Testing } from 'cdk8s';
import { NetworkClient, ReplicatedMySQL, StatefulWebApp } from '../../lib';
import { nameWithin } from './framework/dns';
import { kubectl } from './framework/kubectl';
import { rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { Document } from './framework/synth';
import { walk } from './framework/walk';
import { addressOf, checkEnforcement, listener, reached, Source, startPod, staysAway, Target, untilReaches, WEB_IMAGE } from './network/peers';

const [MYSQL, MYSQLX, WEB] = [3306, 33060, 8080];
/** Mail, web, another database, an app: none of them is what a set needs. */
const ELSEWHERE = [25, 80, MYSQL, WEB];

/** A database here, an app over there that it allows, and a client of each kind. */
function manifests(here: string, there: string): { back: Document[]; front: Document[] } {
  const app = new App();
  const [back, front] = [new Chart(app, 'back', { namespace: here }), new Chart(app, 'front', { namespace: there })];
  const mysql = new ReplicatedMySQL(back, 'MySQL', {
    ...SHOP, ephemeral: true, replicas: 2, clients: [NetworkClient.pods({ client: 'report' }), NetworkClient.podsOf(there, { client: 'billing' })],
  });
  const web = new StatefulWebApp(front, 'Web', { image: WEB_IMAGE, scratch: ['/tmp'], clients: [NetworkClient.pods({ client: 'browser' })] });
  mysql.allow(web);
  return { back: Testing.synth(back), front: Testing.synth(front) };
}

/** A node where this pod runs, and one where it does not. */
async function nodesAround(namespace: Namespace, pod: string): Promise<string[]> {
  const near = await namespace.field(`pod ${pod}`, '{.spec.nodeName}');
  const nodes: Array<{ metadata: { name: string }; spec: { unschedulable?: boolean } }> = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])).items;
  return [near, nodes.find(({ metadata, spec }) => metadata.name !== near && !spec.unschedulable)!.metadata.name];
}

const startOn = (nodes: string[], namespace: Namespace, name: string, labels?: { [key: string]: string }) =>
  Promise.all(nodes.map((node, n) => startPod(namespace, `${name}-${['near', 'far'][n]}`, node, labels)));

walk('network', (step) => {
  let there: Namespace;
  let [allowed, others, browsers]: Source[][] = [[], [], []];
  let [server, other, web]: Source[] = [];
  let listeners: Source[] = [];
  const all = (sources: Source[], attempt: (source: Source) => Promise<void>) => Promise.all(sources.map(attempt));
  const to = (target: Source, port: number): Target => `${addressOf(target)}/${port}`;
  const elsewhere = () => listeners.flatMap((target) => ELSEWHERE.map((port) => to(target, port)));

  afterAll(async () => { await there?.delete(); });

  step('the cluster enforces policies', async (namespace) => {
    const [{ metadata }] = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])).items;
    await checkEnforcement(namespace, metadata.name);
  });

  step('a set and an app start with their networks closed', async (namespace) => {
    there = await Namespace.create('network-there');
    await namespace.createSecret('passwords', { root: 'secret', app: 'secret' });
    const { back, front } = manifests(namespace.name, there.name);
    await Promise.all([namespace.apply(back), there.apply(front)]);
    await Promise.all([namespace.untilReady('mysql', 2), there.untilReady('web', 2)]);
    [server, other] = [0, 1].map((n) => ({ namespace, pod: `mysql-${n} -c mysql` }));
    web = { namespace: there, pod: 'web-0' };
  });

  step('clients of every kind start on the node of the primary and on another one', async (namespace) => {
    const nodes = await nodesAround(namespace, 'mysql-0');
    const kinds = await Promise.all([
      startOn(nodes, namespace, 'report', { client: 'report' }),
      startOn(nodes, there, 'billing', { client: 'billing' }),
      startOn(nodes, there, 'browser', { client: 'browser' }),
      startOn(nodes, namespace, 'stranger'),
      startOn(nodes, there, 'report', { client: 'report' }),
      Promise.all(nodes.map((node, n) => startPod(there, `listener-${n}`, node, {}, listener(ELSEWHERE)))),
    ]);
    [allowed, browsers, others, listeners] = [[...kinds[0], ...kinds[1]], kinds[2], [...kinds[3], ...kinds[4], ...kinds[2]], kinds[5]];
  });

  step('clients that were named reach the primary, from its node and from another one, of its namespace and of another one', async (namespace) => {
    await all(allowed, (source) => untilReaches(source, to(server, MYSQL), `${nameWithin(namespace, 'mysql-primary')}/${MYSQL}`));
  });

  step('an app that the database allows reaches it by its name', async (namespace) => {
    for (const pod of ['web-0', 'web-1']) await untilReaches({ namespace: there, pod }, `mysql-primary.${namespace.name}.svc/${MYSQL}`);
  });

  step('nobody else does, not even by a label that another namespace would let in', async () => {
    await all(others, (source) => staysAway(source, to(server, MYSQL), to(other, MYSQL)));
  });

  step('port 33060 is open to nobody, not even within a server', async () => {
    await all(allowed, (source) => staysAway(source, to(server, MYSQLX)));
    expect(await reached(server, [`127.0.0.1/${MYSQLX}`, `127.0.0.1/${MYSQL}`])).toEqual([`127.0.0.1/${MYSQL}`]);
  });

  step('members reach each other, DNS by both protocols, and the API server', async (namespace) => {
    const { stdout } = await namespace.exec(server.pod, ['sed', '-n', 's/^nameserver //p', '/etc/resolv.conf']);
    await untilReaches(server, `${nameWithin(namespace, 'mysql-1.mysql')}/${MYSQL}`, `${stdout.trim()}/53`, 'kubernetes.default.svc/443');
    const roles = () => namespace.field('pods -l app=mysql', '{.items[*].metadata.labels.cdk8s-stateful/role}');
    await namespace.until('roles by the API server', async () => (await roles()) === 'primary replica');
    await rootSql(namespace, 'mysql-0', 'CREATE DATABASE replicated');
    await namespace.until('the database in mysql-1', async () => (await rootSql(namespace, 'mysql-1', 'SHOW DATABASES LIKE \'replicated\'')).length === 1);
  });

  step('members reach nothing else, on their node or on another one', async () => {
    await untilReaches(others[0], ...elsewhere());
    await all([server, other], (source) => staysAway(source, ...elsewhere()));
  });

  step('an app is reached by its clients and its own pods alone', async () => {
    await all([...browsers, { namespace: there, pod: 'web-1' }], (source) => untilReaches(source, to(web, WEB)));
    await all([...allowed, server], (source) => staysAway(source, to(web, WEB)));
  });

  step('an app reaches nothing that was not allowed', async () => {
    await staysAway(web, ...elsewhere(), to(server, MYSQLX));
  });

  step('it is the policy that refuses: without it everybody comes in', async (namespace) => {
    await namespace.kubectl('delete networkpolicy mysql');
    await all(others, (source) => untilReaches(source, to(server, MYSQL)));
    await untilReaches(server, ...elsewhere());
  });
});
