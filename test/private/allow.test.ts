import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Cron, Include, JsonPatch, Testing } from 'cdk8s';
import * as plus27 from 'cdk8s-plus-27';
import * as plus33 from 'cdk8s-plus-33';
import { Construct, IConstruct } from 'constructs';
import { NetworkClient, NetworkDestination, ReplicatedMySQL, StatefulWebApp } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { ROOT } from '../fixtures/mysql';
import { HTTP, inNamespace, MYSQL, podsOf, specOf } from '../fixtures/network-policies';

const IMAGE = 'web:1.0';

describe('allow() takes workloads of other libraries', () => {
  const namespace = 'shop';
  const containers = [{ name: 'main', image: 'client:1' }];
  const template = { metadata: { labels: { app: 'report', version: '1' } }, spec: { containers } };

  /** The peers of port 3306 beside the servers themselves. */
  const allowed = (build: (scope: Chart) => IConstruct, from?: string): unknown[] => {
    const app = Testing.app({ outdir: 'never-written' });
    const [back, front] = [new Chart(app, 'back', { namespace }), new Chart(app, 'front', { namespace: from ?? namespace })];
    const mysql = new ReplicatedMySQL(back, 'MySQL', ROOT);
    mysql.allow(build(front));
    return specOf(back, 'mysql').ingress.slice(1).map(({ from: [peer], ports }: { from: unknown[]; ports: unknown }) => {
      expect(ports).toEqual(MYSQL);
      return peer;
    });
  };

  describe.each([['cdk8s-plus-27', plus27], ['cdk8s-plus-33', plus33 as unknown as typeof plus27]])('%s', (_, plus) => {
    const address = { 'cdk8s.io/metadata.addr': expect.stringMatching(/^front-Client-\w+$/) };
    test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'] as const)('%s', (kind) => {
      const peers = allowed((scope) => {
        if (kind === 'StatefulSet') {
          const service = new plus.Service(scope, 'Service', { ports: [{ port: 80 }] });
          return new plus.StatefulSet(scope, 'Client', { containers, service });
        }
        if (kind === 'CronJob') return new plus.CronJob(scope, 'Client', { containers, schedule: Cron.daily() });
        return new plus[kind](scope, 'Client', { containers });
      });
      expect(peers).toEqual([podsOf(address)]);
    });
  });

  test('by the selector, which an upgrade does not change, with expressions as well', () => {
    const matchExpressions = [{ key: 'app', operator: 'In', values: ['report'] }];
    const deployment = (selector: object) => (scope: Chart) => new ApiObject(scope, 'Report', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'report' }, spec: { selector, template },
    });
    expect(allowed(deployment({ matchLabels: { app: 'report' } }))).toEqual([podsOf({ app: 'report' })]);
    expect(allowed(deployment({ matchExpressions }))).toEqual([{ podSelector: { matchExpressions } }]);
    expect(allowed((scope) => new ApiObject(scope, 'Report', {
      apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'report' }, spec: { selector: { app: 'report' }, template },
    }))).toEqual([podsOf({ app: 'report' })]);
  });

  test('by the labels of its pods as they are at synth', () => {
    expect(allowed((scope) => {
      const pod = new ApiObject(scope, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'report' }, spec: { containers } });
      pod.metadata.addLabel('app', 'early');
      pod.addJsonPatch(JsonPatch.add('/metadata/labels/app', 'late'));
      return pod;
    })).toEqual([podsOf({ app: 'late' })]);
  });

  test('labels that are added after allow() count', () => {
    const scope = chart();
    const mysql = new ReplicatedMySQL(scope, 'MySQL', ROOT);
    const pods = ['one', 'two'].map((name) => new ApiObject(scope, name, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers } }));
    for (const pod of pods) mysql.allow(pod);
    for (const pod of pods) pod.metadata.addLabel('app', pod.name);
    expect(specOf(scope, 'mysql').ingress.slice(1).map(({ from }: { from: unknown }) => from)).toEqual([[podsOf({ app: 'one' })], [podsOf({ app: 'two' })]]);
  });

  test('a Job without labels by its name, and kinds of others by their template', () => {
    expect(allowed((scope) => new ApiObject(scope, 'Job', {
      apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'load' }, spec: { template: { spec: { containers } } },
    }))).toEqual([podsOf({ 'batch.kubernetes.io/job-name': 'load' })]);
    expect(allowed((scope) => new ApiObject(scope, 'Rollout', {
      apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'report' }, spec: { template },
    }))).toEqual([podsOf({ app: 'report', version: '1' })]);
  });

  test('all workloads of a Helm chart, or the one that is named', () => {
    const yaml = (name: string) => [`apiVersion: apps/v1`, 'kind: Deployment', `metadata: { name: ${name} }`, 'spec:', `  selector: { matchLabels: { app: ${name} } }`,
      `  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: 'client:1' }] } }`].join('\n');
    const file = join(mkdtempSync(join(tmpdir(), 'allow-')), 'chart.yaml');
    writeFileSync(file, [yaml('web'), yaml('worker'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }'].join('\n---\n'));
    const include = (scope: Chart) => new Include(scope, 'Release', { url: file });
    expect(allowed(include)).toEqual([podsOf({ app: 'web' }), podsOf({ app: 'worker' })]);
    expect(allowed((scope) => include(scope).node.findChild('worker-deployment'))).toEqual([podsOf({ app: 'worker' })]);
  });

  test('of another namespace', () => {
    expect(allowed((scope) => new plus27.Pod(scope, 'Client', { metadata: { namespace: 'elsewhere', labels: { app: 'client' } }, containers })))
      .toEqual([{ ...inNamespace('elsewhere'), podSelector: { matchLabels: expect.objectContaining({ app: 'client' }) } }]);
  });

  test('all apps within a construct, each with its own policy, but no database', () => {
    const scope = chart();
    const part = new Construct(scope, 'Part');
    const mysql = new ReplicatedMySQL(part, 'MySQL', ROOT);
    for (const name of ['one', 'two']) new StatefulWebApp(part, name, { name, image: IMAGE });
    mysql.allow(part);
    expect(specOf(scope, 'mysql').ingress).toHaveLength(3);
    for (const name of ['one', 'two']) expect(specOf(scope, name).egress[2]).toEqual({ to: [podsOf({ app: 'mysql' })], ports: MYSQL });
  });

  test('but fails at synth where pods have no label, and lets nobody in', () => {
    const scope = chart();
    const mysql = new ReplicatedMySQL(scope, 'MySQL', ROOT);
    const spec = { jobTemplate: { spec: { template: { spec: { containers } } } } };
    mysql.allow(new ApiObject(scope, 'Report', { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report' }, spec }));
    expect(() => Testing.synth(scope)).toThrow("pods of CronJob 'test/Report' must have a label where ReplicatedMySQL 'test/MySQL' allows them, got none: "
      + 'give their template one that no other pods have');
    const policy = scope.node.findAll().find((construct) => ApiObject.isApiObject(construct) && construct.kind === 'NetworkPolicy') as ApiObject;
    const nobody = { matchExpressions: [{ key: 'cdk8s-stateful/nobody', operator: 'In', values: ['nobody'] }] };
    expect(policy.toJson().spec.ingress[1].from).toEqual([{ podSelector: nobody }]);
  });

  test('but fails at call where only one of the namespaces is known', () => {
    const app = new App();
    const mysql = new ReplicatedMySQL(new Chart(app, 'back', { namespace }), 'MySQL', ROOT);
    const pod = new plus27.Pod(new Chart(app, 'front'), 'Client', { containers });
    expect(() => mysql.allow(pod)).toThrow("'namespace' of Chart 'front' must be given where 'front/Client/Resource' is to reach 'back/MySQL', as the other chart states one");
  });
});

describe('allowClient()', () => {
  const mysql = (scope: Chart) => new ReplicatedMySQL(scope, 'MySQL', ROOT);

  test('lets in pods and addresses that are no part of the app, on every port', () => {
    const scope = chart();
    mysql(scope).allowClient(NetworkClient.podsOf('billing', { app: 'invoices' }));
    new StatefulWebApp(scope, 'Web', { image: IMAGE }).allowClient(NetworkClient.cidr('10.0.0.0/8'));
    expect(specOf(scope, 'mysql').ingress[1]).toEqual({ from: [{ ...inNamespace('billing'), ...podsOf({ app: 'invoices' }) }], ports: MYSQL });
    expect(specOf(scope, 'web').ingress[1]).toEqual({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: HTTP });
  });

  test('fails where it is given no client', () => {
    const message = "'client' of ReplicatedMySQL 'test/MySQL' must be ";
    const made = `${message}made by a function of NetworkClient, got `;
    expect(() => mysql(chart()).allowClient(undefined as never)).toThrow(`${made}nothing: for example NetworkClient.pods({ app: 'web' })`);
    expect(() => mysql(chart()).allowClient(NetworkDestination.namespace('mail', 25) as never)).toThrow(`${made}an object of class NetworkDestination`);
    expect(() => mysql(chart()).allowClient(NetworkClient.pods({}))).toThrow(`${message}pods of at least one label`);
  });
});
