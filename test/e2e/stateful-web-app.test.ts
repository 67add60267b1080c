import { Size } from 'cdk8s';
import { Probe, StatefulWebApp, StatefulWebAppProps, VolumeSource } from '../../lib';
import { IMAGES } from '../cluster/images';
import { kubectl } from '../cluster/kubectl';
import { Namespace } from '../cluster/namespace';
import { scenario } from '../cluster/scenario';
import { Manifest, synth } from '../cluster/synth';

const SMALL = { cpuRequest: '10m', memoryRequest: Size.mebibytes(16), memoryLimit: Size.mebibytes(64) };

const app = (props: Partial<StatefulWebAppProps>): Manifest[] => synth((scope) => {
  new StatefulWebApp(scope, 'Web', { image: IMAGES.unprivilegedNginx, emptyDirs: ['/tmp'], ...SMALL, ...props });
});

const output = async (namespace: Namespace, container: string, script: string) => (await namespace.exec(container, ['sh', '-c', script])).stdout.trim();

const replicasOf = (namespace: Namespace) => namespace.field('statefulset scaled', '{.spec.replicas}');

scenario('stateful-web-app', (step) => {
  step('sidecars, init containers and volumes run where Pod Security is restricted', async (namespace) => {
    await kubectl(['label', 'namespace', namespace.name, 'pod-security.kubernetes.io/enforce=restricted']);
    await namespace.createSecret('token', { token: 'of the app' });
    const shared = [{ name: 'shared', mountPath: '/shared' }];
    await namespace.apply(app({
      replicas: 1,
      initContainers: [{ name: 'init', image: IMAGES.busybox, command: ['sh', '-c', 'echo begun >/shared/log'], volumeMounts: shared, ...SMALL }],
      sidecars: [{
        name: 'sidecar', image: IMAGES.busybox, command: ['sh', '-c', 'exec sleep 100000'], volumeMounts: [{ ...shared[0], readOnly: true }],
        readinessProbe: Probe.exec(['grep', '-q', 'served', '/shared/log']), runAsUser: 20001, runAsGroup: 20001, ...SMALL,
      }],
      extraVolumes: [
        { name: 'shared', source: VolumeSource.emptyDir(), mountPath: '/shared' },
        { name: 'token', source: VolumeSource.secret('token', { defaultMode: 0o440 }), mountPath: '/run/secrets/app', readOnly: true },
      ],
      postStart: ['sh', '-c', 'echo served >>/shared/log'],
    }));
    await namespace.untilReady('web', 1);
    expect(await output(namespace, 'web-0 -c sidecar', 'cat /shared/log; id -u; touch /shared/x 2>&1')).toMatch(/^begun\nserved\n20001\n.*Read-only file system$/);
  });

  step('the app reads the files of a Secret that others cannot read', async (namespace) => {
    expect(await output(namespace, 'web-0 -c web', 'cat /run/secrets/app/token; echo; stat -L -c %a /run/secrets/app/token')).toBe('of the app\n440');
  });

  step('an apply does not change the number of pods that an autoscaler chose', async (namespace) => {
    const manifests = app({ name: 'scaled', autoscale: { maxReplicas: 4 } });
    await namespace.apply(manifests);
    await namespace.until('the autoscaler raises the number to the least', async () => await replicasOf(namespace) === '2');
    await namespace.kubectl('scale statefulset scaled --replicas=3');
    await namespace.apply(manifests);
    expect(await replicasOf(namespace)).toBe('3');
  });

  step('the autoscaler lowers a number that is beyond the greatest', async (namespace) => {
    await namespace.kubectl('scale statefulset scaled --replicas=6');
    await namespace.until('the autoscaler lowers the number', async () => await replicasOf(namespace) === '4');
  });
});
