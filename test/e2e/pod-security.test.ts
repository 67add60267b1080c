import { Size, Yaml } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { EnvValue, ReplicatedMySQL, ReplicatedMySQLProps, StatefulWebApp, VolumeSource } from '../../lib';
import { IMAGES } from '../cluster/images';
import { kubectl, tryKubectl } from '../cluster/kubectl';
import { rootSql, SHOP } from '../cluster/mysql/server';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { Manifest, synth } from '../cluster/synth';

const LEVELS = ['enforce', 'warn', 'audit'].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`);
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount';
const PAGES = '/usr/share/nginx/html';

const EXTRA: Partial<ReplicatedMySQLProps> = {
  env: { NOTE: EnvValue.fromValue('of mysqld') },
  postStart: ['touch', '/notes/started'],
  extraVolumes: [{ name: 'notes', source: VolumeSource.emptyDir(), mountPath: '/notes' }],
  initContainers: [{ name: 'first', image: IMAGES.mysql, command: ['true'] }],
  sidecars: [{
    name: 'reader',
    image: IMAGES.mysql,
    command: ['bash', '-c', 'trap exit TERM; sleep infinity & wait'],
    volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }, { name: 'notes', mountPath: '/notes' }],
  }],
};
const database = () => synth((chart) => { new ReplicatedMySQL(chart, 'MySQL', { ...SHOP, ...EXTRA, ephemeral: true, replicas: 2 }); });
const app = (more: object = {}) => synth((chart) => {
  const image = IMAGES.unprivilegedNginx;
  new StatefulWebApp(chart, 'Web', { image, storage: Size.gibibytes(1), mountPath: PAGES, emptyDirs: ['/tmp'], ...more });
});

/** Warnings of an apply. */
async function warningsOf(namespace: Namespace, manifests: Manifest[]): Promise<string> {
  const { code, stderr } = await tryKubectl(['apply', '-n', namespace.name, '-f', '-'], { input: Yaml.stringify(...manifests) });
  expect(code).toBe(0);
  return stderr;
}

scenario('pod-security', (step) => {
  const sh = (namespace: Namespace, container: string, script: string) => namespace.exec(container, ['sh', '-c', script]);

  step('a restricted namespace accepts both constructs without a warning', async (namespace) => {
    await kubectl(['label', 'namespace', namespace.name, ...LEVELS]);
    await namespace.createSecret('passwords', { root: 'secret', app: 'secret' });
    for (const manifests of [database(), app()]) expect(await warningsOf(namespace, manifests)).toBe('');
  });

  step('all of their pods are Ready there', async (namespace) => {
    await Promise.all([namespace.untilReady('mysql', 2), namespace.untilReady('web', 2)]);
  });

  step('they run as a user and a group above 10000, and write to their volumes alone', async (namespace) => {
    for (const container of ['mysql-0 -c mysql', 'mysql-0 -c agent', 'mysql-0 -c reader', 'web-0']) {
      expect((await sh(namespace, container, 'echo "$(id -u) $(id -g)"')).stdout.trim()).toBe('10999 10999');
      expect((await sh(namespace, container, 'touch /etc/x')).stderr).toContain('Read-only file system');
    }
    expect(await sh(namespace, 'web-0', `touch ${PAGES}/x && touch /tmp/x`)).toMatchObject({ code: 0 });
  });

  step('no container but the agent has a token', async (namespace) => {
    const tokenOf = async (container: string) => (await sh(namespace, container, `ls ${TOKEN}`)).stdout;
    expect(await tokenOf('mysql-0 -c agent')).toContain('token');
    for (const container of ['mysql-0 -c mysql', 'mysql-0 -c reader', 'web-0']) expect(await tokenOf(container)).toBe('');
  });

  step('a sidecar reads the data of the server and no password, and shares a volume with mysqld', async (namespace) => {
    expect((await sh(namespace, 'mysql-0 -c reader', 'ls /data/server/data/mysql.ibd /notes/started')).code).toBe(0);
    expect((await sh(namespace, 'mysql-0 -c reader', 'touch /data/x')).stderr).toContain('Read-only file system');
    expect((await sh(namespace, 'mysql-0 -c reader', 'ls /etc/mysql-secrets /run/agent')).stdout).toBe('');
    expect((await sh(namespace, 'mysql-0 -c mysql', 'echo "$NOTE"')).stdout.trim()).toBe('of mysqld');
  });

  step('init containers have the security context of the others', async (namespace) => {
    for (const [pod, count] of [['mysql-0', 2], ['web-0', 0]] as const) {
      const [{ spec }] = await namespace.list<{ spec: k8s.PodSpec }>(`pod ${pod}`);
      const { initContainers = [], containers, securityContext } = spec;
      const seccompProfile = { type: 'RuntimeDefault' };
      expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10999, runAsGroup: 10999, seccompProfile });
      expect(initContainers).toHaveLength(count);
      for (const container of [...initContainers, ...containers]) {
        expect({ [container.name]: container.securityContext }).toEqual({ [container.name]: expect.objectContaining({
          allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
        }) });
        const mountsToken = container.volumeMounts?.some(({ mountPath }) => mountPath === TOKEN) ?? false;
        expect([container.name, mountsToken]).toEqual([container.name, container.name === 'agent']);
        expect(container.resources?.limits).toHaveProperty('ephemeral-storage');
      }
    }
  });

  step('the buffer pool follows the memory limit, and temporary files are on the volume', async (namespace) => {
    const settings = 'SELECT @@innodb_buffer_pool_size DIV 1048576, @@tmpdir';
    expect(await rootSql(namespace, 'mysql-0', settings)).toEqual(['384\t/var/lib/mysql/server/tmp']);
  });

  step('an app that needs more privileges is refused there, so the level is enforced', async (namespace) => {
    const privileged = app({ name: 'privileged', allowPrivilegeEscalation: true });
    expect(await warningsOf(namespace, privileged)).toContain('would violate PodSecurity "restricted:latest"');
  });
});
