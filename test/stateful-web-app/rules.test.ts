import { Size } from 'cdk8s';
import { ConfigMap, NetworkClient, NetworkDestination, Probe, StatefulWebApp } from '../../lib/index';
import { RULES } from '../../lib/stateful-web-app/props';
import { chart } from '../fixtures/charts';
import { making, of, podOf, setOf } from '../fixtures/web';

// Programs in JavaScript: what the compiler would refuse.
describe('a StatefulWebApp is refused whose', () => {
  test('arrays are none', () => {
    expect(making({ command: 'nginx -g' })).toThrow(of('command', "an array, got 'nginx -g'"));
    expect(making({ args: ['-p', 80] })).toThrow(of('args[1]', 'a string, got 80: put it in quotes'));
    expect(making({ extraPorts: 9090 })).toThrow(of('extraPorts', "an array, got 9090: write [{ name: 'metrics', port: 9090 }]"));
    expect(making({ volumes: [{ name: 'data', mountPath: '/data' }] })).toThrow(of('volumes[0].size', 'a Size, at least 1Ki, got nothing'));
    expect(making({ extraPorts: [{ name: 'metrics' }] })).toThrow(of('extraPorts[0].port', 'a port, from 1 to 65535, got nothing: for example 9090, without quotes'));
    expect(making({ emptyDirs: '/tmp' })).toThrow(of('emptyDirs', "an array, got '/tmp': write ['/tmp']"));
  });

  test('values were not made by their classes', () => {
    const made = (name: string, got: string) => `made by a function of ${name}, got ${got}`;
    expect(making({ updateStrategy: 'OnDelete' })).toThrow(of('updateStrategy', made('UpdateStrategy', "'OnDelete'")));
    expect(making({ updateStrategy: Probe.tcp() })).toThrow(of('updateStrategy', made('UpdateStrategy', 'an object of class Probe')));
    expect(making({ clients: [NetworkDestination.namespace('db', 3306)] }))
      .toThrow(of('clients[0]', made('NetworkClient', 'an object of class NetworkDestination')));
    expect(making({ destinations: [NetworkClient.allPods()] })).toThrow(of('destinations[0]', made('NetworkDestination', 'an object of class NetworkClient')));
    expect(making({ restartOn: ['web'] })).toThrow(of('restartOn[0]', 'made by new ConfigMap() of this package'));
    expect(making({ restartOn: [new ConfigMap(chart(), 'Config', { name: 'a', data: {} })] })).not.toThrow();
  });

  test('pod is of another type, as far as anything is made of it', () => {
    const containers = (container: object) => making({ pod: { containers: [{ name: 'web', ...container }] } });
    expect(containers({ env: { A: 'b' } })).toThrow(of('pod.containers[0].env', "an array, got an object of class Object: write [{ name: '…' }]"));
    expect(making({ pod: { containers: 'x' } })).toThrow(of('pod.containers', "an array, got 'x': write [{ name: '…' }]"));
    expect(making({ pod: { containers: [null] } })).toThrow(of('pod.containers[0]', 'an object, got null: leave it out'));
    expect(making({ pod: { volumes: {} } })).toThrow(of('pod.volumes', 'an array, got an object of class Object'));
    expect(making({ pod: { initContainers: {} } })).toThrow(of('pod.initContainers', 'an array, got an object of class Object'));
    expect(making({ pod: { affinity: { podAntiAffinity: [] } } })).toThrow(of('pod.affinity.podAntiAffinity', 'an object, got an empty array'));
    expect(making({ pod: { topologySpreadConstraints: {} } })).toThrow(of('pod.topologySpreadConstraints', 'an array, got an object of class Object'));
    expect(making({ pod: { containers: [], tolerations: [{ key: 'a' }] } })).not.toThrow();
    expect(containers({ newerThanThis: true })).toThrow(of('pod.containers[0].newerThanThis', 'a field that a Container has in Kubernetes 1.27 to 1.37'));
  });

  test('objects are instances of Map, whose entries would vanish', () => {
    for (const prop of ['labels', 'nodeSelector', 'ingress', 'autoscale', 'pod', 'env', 'serviceOptions'] as const) {
      expect(making({ [prop]: new Map([['a', 'b']]) })).toThrow(of(prop, `${RULES[prop].expected}, got an object of class Map`));
    }
  });

  test('props are of no name that there is, which one error says once', () => {
    const known = Object.keys(RULES).join(', ');
    expect(making({ Image: 'web:2.0', plain: true, nodeSelectors: {} }))
      .toThrow(new Error(of("Image', 'plain', 'nodeSelectors", `known names, got others: known are ${known}`)));
    expect(making({ extraPorts: [{ name: 'metrics', port: 9090, targetPort: 90 }] }))
      .toThrow(of('extraPorts[0].targetPort', "known names, got others: known are name, port, protocol"));
  });

  test('strings are empty, unless the API server takes them as if left out', () => {
    const props = { imagePullPolicy: '', priorityClassName: '', schedulerName: '', serviceAccountName: '', seccompProfile: '' };
    expect(podOf(props)).toEqual(podOf());
    expect(setOf({ storage: Size.gibibytes(1), mountPath: '/a', storageClassName: '' }).spec.volumeClaimTemplates[0].spec.storageClassName).toBe('');
    for (const prop of ['name', 'image', 'serviceName']) expect(making({ [prop]: '' })).toThrow(of(prop, ''));
  });

  test('names of the items of an array are none: what is known is said once', () => {
    const ports = [{ name: 'a', port: 1, nam: 'a' }, { name: 'b', port: 2, prt: 1 }];
    expect(making({ extraPorts: ports } as never)).toThrow(new Error(of("extraPorts[0].nam', 'extraPorts[1].prt", 'known names, got others: known are name, port, protocol')));
  });

  test('props are not there', () => {
    const making = (props: unknown) => () => new StatefulWebApp(chart(), 'Web', props as never);
    expect(making(undefined)).toThrow(new Error(of('image', "the name of an image, got nothing: for example 'nginx:1.27'")));
    for (const props of [null, 'x', 1, [], true]) expect(making(props)).toThrow(of('props', 'an object, got '));
  });

  test('values are wrong, all at once', () => {
    let message = '';
    try {
      making({ name: 'W', replicas: 0, image: '', port: 0, mountPath: '/', networkPolicy: false, clients: [NetworkClient.allPods()] })();
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.split('\n').map((line) => line.split("'")[1])).toEqual(['name', 'replicas', 'image', 'port', 'mountPath', 'storage', 'clients']);
  });
});
