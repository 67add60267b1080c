import { App, Chart, Testing } from 'cdk8s';
import { NetworkClient, ReplicatedMySQL, StatefulWebApp } from '../../lib';
import { serviceHost } from '../cluster/dns';
import { IMAGES } from '../cluster/images';
import { kubectlJson } from '../cluster/kubectl';
import { rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { Manifest } from '../cluster/synth';
import { addressOf, expectEnforcement, expectUnreachable, listener, reached, Source, startPod, Target, untilReached } from './network/peers';

const [MYSQL, MYSQLX, ADMIN, WEB] = [3306, 33060, 33062, 8080];
/** Mail, web, another database, an app: a MySQL cluster needs none of them. */
const OTHER_PORTS = [25, 80, MYSQL, WEB];

/** A database in one namespace, an app that it allows in another one, and clients of each kind. */
function manifests(here: string, there: string): { back: Manifest[]; front: Manifest[] } {
  const app = new App();
  const [back, front] = [new Chart(app, 'back', { namespace: here }), new Chart(app, 'front', { namespace: there })];
  const clients = [NetworkClient.pods({ client: 'report' }), NetworkClient.podsOf(there, { client: 'billing' })];
  const mysql = new ReplicatedMySQL(back, 'MySQL', { ...SHOP, ephemeral: true, replicas: 2, clients });
  const browsers = [NetworkClient.pods({ client: 'browser' })];
  const web = new StatefulWebApp(front, 'Web', { image: IMAGES.unprivilegedNginx, emptyDirs: ['/tmp'], clients: browsers });
  mysql.allow(web);
  return { back: Testing.synth(back), front: Testing.synth(front) };
}

interface Node { readonly metadata: { name: string }; readonly spec: { unschedulable?: boolean } }

const allNodes = async () => (await kubectlJson<{ items: Node[] }>(['get', 'nodes'])).items;

/** The node of a pod, and another node. */
async function nodesOf(namespace: Namespace, pod: string): Promise<string[]> {
  const near = await namespace.field(`pod ${pod}`, '{.spec.nodeName}');
  const far = (await allNodes()).find(({ metadata, spec }) => metadata.name !== near && !spec.unschedulable)!;
  return [near, far.metadata.name];
}

const startOn = (nodes: string[], namespace: Namespace, name: string, labels?: { [key: string]: string }) => {
  return Promise.all(nodes.map((node, n) => startPod(namespace, `${name}-${['near', 'far'][n]}`, node, labels)));
};

scenario('network', (step) => {
  let there: Namespace;
  let [allowed, others, browsers]: Source[][] = [[], [], []];
  let [primary, replica, web]: Source[] = [];
  let listeners: Source[] = [];
  const all = (sources: Source[], attempt: (source: Source) => Promise<void>) => Promise.all(sources.map(attempt));
  const to = (target: Source, port: number): Target => `${addressOf(target)}/${port}`;
  const otherTargets = () => listeners.flatMap((target) => OTHER_PORTS.map((port) => to(target, port)));

  afterAll(async () => { await there?.delete(); });

  step('the Kubernetes cluster enforces network policies', async (namespace) => {
    await expectEnforcement(namespace, (await allNodes())[0].metadata.name);
  });

  step('a MySQL cluster and an app start under their network policies', async (namespace) => {
    there = await Namespace.create('network-there');
    await namespace.createSecret('passwords', { root: 'secret', app: 'secret' });
    const { back, front } = manifests(namespace.name, there.name);
    await Promise.all([namespace.apply(back), there.apply(front)]);
    await Promise.all([namespace.untilReady('mysql', 2), there.untilReady('web', 2)]);
    [primary, replica] = [0, 1].map((n) => ({ namespace, pod: `mysql-${n} -c mysql` }));
    web = { namespace: there, pod: 'web-0' };
  });

  step('clients of every kind start on the node of the primary and on another one', async (namespace) => {
    const nodes = await nodesOf(namespace, 'mysql-0');
    const [report, billing, browser, stranger, otherReport, listening] = await Promise.all([
      startOn(nodes, namespace, 'report', { client: 'report' }),
      startOn(nodes, there, 'billing', { client: 'billing' }),
      startOn(nodes, there, 'browser', { client: 'browser' }),
      startOn(nodes, namespace, 'stranger'),
      startOn(nodes, there, 'report', { client: 'report' }),
      Promise.all(nodes.map((node, n) => startPod(there, `listener-${n}`, node, {}, listener(OTHER_PORTS)))),
    ]);
    [allowed, browsers, others, listeners] = [[...report, ...billing], browser, [...stranger, ...otherReport, ...browser], listening];
  });

  step('declared clients reach the primary, from its node and another one, from its namespace and another one', async (namespace) => {
    await all(allowed, (source) => untilReached(source, to(primary, MYSQL), `${serviceHost(namespace, 'mysql-primary')}/${MYSQL}`));
  });

  step('an app that the database allows reaches it by its name', async (namespace) => {
    const target: Target = `${serviceHost(namespace, 'mysql-primary')}/${MYSQL}`;
    for (const pod of ['web-0', 'web-1']) await untilReached({ namespace: there, pod }, target);
  });

  step('no other pod does, not even with a label that is a client\'s in another namespace', async () => {
    await all(others, (source) => expectUnreachable(source, to(primary, MYSQL), to(replica, MYSQL)));
  });

  step('port 33060 is open to nobody, not even within a server', async () => {
    await all(allowed, (source) => expectUnreachable(source, to(primary, MYSQLX)));
    expect(await reached(primary, [`127.0.0.1/${MYSQLX}`, `127.0.0.1/${MYSQL}`])).toEqual([`127.0.0.1/${MYSQL}`]);
  });

  step('port 33062 is open to the servers alone', async (namespace) => {
    await all(allowed, (source) => expectUnreachable(source, to(primary, ADMIN)));
    await untilReached(primary, `${serviceHost(namespace, 'mysql-1.mysql')}/${ADMIN}`);
  });

  step('servers reach each other, DNS over UDP and TCP, and the API server', async (namespace) => {
    const { stdout } = await namespace.exec(primary.pod, ['sed', '-n', 's/^nameserver //p', '/etc/resolv.conf']);
    const peer: Target = `${serviceHost(namespace, 'mysql-1.mysql')}/${MYSQL}`;
    await untilReached(primary, peer, `${stdout.trim()}/53`, 'kubernetes.default.svc/443');
    const roles = () => namespace.field('pods -l app=mysql', '{.items[*].metadata.labels.cdk8s-stateful/role}');
    await namespace.until('roles by the API server', async () => (await roles()) === 'primary replica');
    await rootSql(namespace, 'mysql-0', 'CREATE DATABASE replicated');
    const found = async () => (await rootSql(namespace, 'mysql-1', 'SHOW DATABASES LIKE \'replicated\'')).length === 1;
    await namespace.until('the database in mysql-1', found);
  });

  step('servers reach nothing else, on their node or on another one', async () => {
    await untilReached(others[0], ...otherTargets());
    await all([primary, replica], (source) => expectUnreachable(source, ...otherTargets()));
  });

  step('an app is reached by its clients and its own pods alone', async () => {
    await all([...browsers, { namespace: there, pod: 'web-1' }], (source) => untilReached(source, to(web, WEB)));
    await all([...allowed, primary], (source) => expectUnreachable(source, to(web, WEB)));
  });

  step('an app reaches nothing that was not allowed', async () => {
    await expectUnreachable(web, ...otherTargets(), to(primary, MYSQLX));
  });

  step('without the policy all pods reach the primary, so it is the policy that refuses', async (namespace) => {
    await namespace.kubectl('delete networkpolicy mysql');
    await all(others, (source) => untilReached(source, to(primary, MYSQL)));
    await untilReached(primary, ...otherTargets());
  });
});
