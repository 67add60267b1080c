import { Yaml } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { ReplicatedMySQL, StatefulWebApp } from '../../lib';
import { kubectl, tryKubectl } from './framework/kubectl';
import { rootSql, SHOP } from './framework/mysql';
import { Namespace } from './framework/namespace';
import { Document, documentsOf } from './framework/synth';
import { walk } from './framework/walk';
import { WEB_IMAGE } from './network/peers';

const LEVELS = ['enforce', 'warn', 'audit'].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`);

const database = () => documentsOf((chart) => { new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, ephemeral: true, replicas: 2 }); });
const app = (more: object = {}) => documentsOf((chart) => {
  new StatefulWebApp(chart, 'Web', { image: WEB_IMAGE, storage: '1Gi', mountPath: '/usr/share/nginx/html', scratch: ['/tmp'], ...more });
});

/** What kubectl says to standard error. */
async function warningsOf(namespace: Namespace, documents: Document[]): Promise<string> {
  const { code, stderr } = await tryKubectl(['apply', '-n', namespace.name, '-f', '-'], { input: Yaml.stringify(...documents) });
  expect(code).toBe(0);
  return stderr;
}

walk('restricted', (step) => {
  step('a restricted namespace takes both constructs without a warning', async (namespace) => {
    await kubectl(['label', 'namespace', namespace.name, ...LEVELS]);
    await namespace.createSecret('passwords', { root: 'secret', app: 'secret' });
    for (const documents of [database(), app()]) expect(await warningsOf(namespace, documents)).toBe('');
  });

  step('all of their pods are Ready there', async (namespace) => {
    await Promise.all([namespace.untilReady('mysql', 2), namespace.untilReady('web', 2)]);
  });

  step('they run as a user and a group above 10000, and write to their volumes alone', async (namespace) => {
    for (const container of ['mysql-0 -c mysql', 'mysql-0 -c agent', 'web-0']) {
      expect((await namespace.exec(container, ['sh', '-c', 'echo "$(id -u) $(id -g)"'])).stdout.trim()).toBe('10999 10999');
      expect((await namespace.exec(container, ['sh', '-c', 'touch /etc/x'])).stderr).toContain('Read-only file system');
    }
    expect(await namespace.exec('web-0', ['sh', '-c', 'touch /usr/share/nginx/html/x && touch /tmp/x'])).toMatchObject({ code: 0 });
  });

  step('no container but the agent has a token', async (namespace) => {
    const tokens = async (container: string) => (await namespace.exec(container, ['sh', '-c', 'ls /var/run/secrets/kubernetes.io/serviceaccount'])).stdout;
    expect(await tokens('mysql-0 -c agent')).toContain('token');
    for (const container of ['mysql-0 -c mysql', 'web-0']) expect(await tokens(container)).toBe('');
  });

  step('init containers are bound like the others', async (namespace) => {
    for (const [pod, count] of [['mysql-0', 1], ['web-0', 0]] as const) {
      const { initContainers = [], containers, securityContext }: k8s.PodSpec = JSON.parse(await namespace.kubectl(`get pod ${pod} -o json`)).spec;
      expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10999, runAsGroup: 10999, seccompProfile: { type: 'RuntimeDefault' } });
      expect(initContainers).toHaveLength(count);
      for (const container of [...initContainers, ...containers]) {
        expect({ [container.name]: container.securityContext }).toEqual({ [container.name]: expect.objectContaining({
          allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
        }) });
        const holds = container.volumeMounts?.some(({ mountPath }) => mountPath === '/var/run/secrets/kubernetes.io/serviceaccount') ?? false;
        expect([container.name, holds]).toEqual([container.name, container.name === 'agent']);
        expect(container.resources?.limits).toHaveProperty('ephemeral-storage');
      }
    }
  });

  step('the buffer pool follows the memory limit, and temporary files are on the volume', async (namespace) => {
    expect(await rootSql(namespace, 'mysql-0', 'SELECT @@innodb_buffer_pool_size DIV 1048576, @@tmpdir')).toEqual(['384\t/var/lib/mysql/server/tmp']);
  });

  step('an app that asks for more is refused there, so the level is enforced', async (namespace) => {
    expect(await warningsOf(namespace, app({ name: 'rash', allowPrivilegeEscalation: true }))).toContain('would violate PodSecurity "restricted:latest"');
  });
});
