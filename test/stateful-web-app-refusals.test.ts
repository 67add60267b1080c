import { Probe, ProbeOptions, StatefulWebApp, StatefulWebAppProps } from '../lib';
import { chart } from './parts/charts';

const failing = (props: Partial<StatefulWebAppProps>) => () => new StatefulWebApp(chart(), 'Web', { image: 'web:1.0', ...props });
const of = (prop: string, rest: string) => `'${prop}' of StatefulWebApp 'test/Web' must be ${rest}`;

test.each([[[]], ['cat /tmp/ready'], [undefined], [[5]]])('fails when a probe has the command %j', (command) => {
  for (const prop of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
    expect(failing({ [prop]: Probe.exec(command as never) })).toThrow(of(`${prop}.command`, 'a list of at least one text'));
    expect(failing({ [prop]: Probe.exec(['true']) })).not.toThrow();
  }
});

test('fails when options of a probe are of another kind or name', () => {
  expect(failing({ livenessProbe: Probe.tcp(null as never) }))
    .toThrow(of('livenessProbe', 'made with an object of options, got null: for example Probe.tcp({ periodSeconds: 5 })'));
  expect(failing({ livenessProbe: Probe.tcp({ periodSecond: 5 } as ProbeOptions) }))
    .toThrow(of('livenessProbe.periodSecond', "a name that there is, got 'periodSecond': for example 'periodSeconds'"));
});

test('fails when the command before the stop is empty', () => {
  expect(failing({ preStop: [] })).toThrow(of('preStop', "a command of at least one word, got an empty list: leave it out"));
});

test.each(['', '/', '//', '.', '/data:ro'])("fails when something is mounted at '%s'", (folder) => {
  const rest = `a folder of the container, not all of it, without a colon, got '${folder}': for example '/data'`;
  expect(failing({ storage: '1Gi', mountPath: folder })).toThrow(of('mountPath', rest));
  expect(failing({ scratch: ['/tmp', folder] })).toThrow(of('scratch[1]', rest));
  expect(failing({ volumes: [{ name: 'data', size: '1Gi', mountPath: folder }] })).toThrow(of('volumes[0].mountPath', rest));
});

test('fails when capabilities are not written as Kubernetes reads them', () => {
  const rest = "a name of capital letters without CAP_, got";
  expect(failing({ capabilities: ['CAP_NET_ADMIN'] })).toThrow(of('capabilities[0]', `${rest} 'CAP_NET_ADMIN': for example 'NET_ADMIN'`));
  expect(failing({ capabilities: ['CHOWN', 'net-admin'] })).toThrow(of('capabilities[1]', `${rest} 'net-admin': for example 'NET_ADMIN'`));
  expect(failing({ capabilities: [''] })).toThrow(of('capabilities[0]', `${rest} '': for example 'NET_BIND_SERVICE'`));
  expect(failing({ capabilities: ['NET_BIND_SERVICE', 'MAC_ADMIN'] })).not.toThrow();
});

test('fails when a number has no room in 32 bits', () => {
  for (const prop of ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'terminationGracePeriodSeconds', 'runAsUser']) {
    for (const value of [2 ** 31, 1e22]) expect(failing({ [prop]: value })).toThrow(of(prop, `at most 2147483647, got ${value}: use a smaller number`));
    expect(failing({ [prop]: 2 ** 31 - 1 })).not.toThrow();
  }
  expect(failing({ livenessProbe: Probe.tcp({ periodSeconds: 2 ** 31 }) })).toThrow(of('livenessProbe.periodSeconds', 'at most 2147483647'));
});

test('fails when volumes have no mode, or the name of a scratch folder', () => {
  const volume = { name: 'data', size: '1Gi', mountPath: '/data' };
  expect(failing({ volumes: [{ ...volume, accessModes: [] }] })).toThrow(of('volumes[0].accessModes', "at least one, got an empty list: leave it out for ['ReadWriteOnce']"));
  expect(failing({ scratch: ['/tmp'], volumes: [{ ...volume, name: 'scratch-0' }] }))
    .toThrow(of('volumes[0].name', "another name than those of the scratch folders, got 'scratch-0': there are scratch-0"));
  expect(failing({ scratch: ['/tmp'], volumes: [{ ...volume, name: 'scratch-1' }] })).not.toThrow();
});

test('fails when a pod is laid over that runs as root where that is refused', () => {
  const root = { securityContext: { runAsUser: 0 } };
  const rest = 'above 0, got 0: for an app that needs root say runAsNonRoot: false beside it';
  const named = { name: 'web', image: 'web:1.0', ...root };
  expect(failing({ pod: { containers: [], ...root } })).toThrow(of('pod.securityContext.runAsUser', rest));
  expect(failing({ plain: true, runAsNonRoot: true, pod: { containers: [], ...root } })).toThrow(of('pod.securityContext.runAsUser', rest));
  expect(failing({ pod: { containers: [named] } })).toThrow(of('pod.containers[0].securityContext.runAsUser', rest));
  expect(failing({ pod: { containers: [], initContainers: [named] } })).toThrow(of('pod.initContainers[0].securityContext.runAsUser', rest));
  expect(failing({ pod: { containers: [{ ...named, securityContext: { runAsUser: 0, runAsNonRoot: false } }] } })).not.toThrow();
  expect(failing({ runAsNonRoot: false, pod: { containers: [named], ...root } })).not.toThrow();
  expect(failing({ plain: true, pod: { containers: [named], ...root } })).not.toThrow();
});

test('fails when memory is so little that a unit must be missing', () => {
  for (const prop of ['memoryRequest', 'memoryLimit']) {
    expect(failing({ [prop]: '512' })).toThrow(of(prop, "at least 4Mi, got '512': without a unit it means bytes: write '512Mi'"));
    expect(failing({ [prop]: '512k' })).toThrow(of(prop, "at least 4Mi, got '512k': raise it"));
    for (const memory of ['4Mi', '536870912']) expect(failing({ [prop]: memory })).not.toThrow();
  }
});
