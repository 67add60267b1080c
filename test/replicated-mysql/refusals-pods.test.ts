import { readdirSync, readFileSync } from 'fs';
import { ClaimRetention, EnvValue, ReplicatedMySQLProps, VolumeSource } from '../../lib';
import { synth } from '../fixtures/mysql';

const failing = (props: object) => () => synth(props as Partial<ReplicatedMySQLProps>);
const of = (prop: string, rest: string) => `'${prop}' of ReplicatedMySQL 'test/MySQL' must be ${rest}`;
const logs = { name: 'logs', image: 'fluent-bit:3.2' };
const source = VolumeSource.emptyDir();

describe('fails when', () => {
  test.each(['labels', 'podLabels', 'claimLabels'])('%s contradict the selector, or are those that agents and controllers write', (prop) => {
    expect(failing({ [prop]: { app: 'other' } })).toThrow(of(`${prop}.app`, "'mysql' as in the selector, got 'other'"));
    for (const key of ['cdk8s-stateful/role', 'apps.kubernetes.io/pod-index']) {
      expect(failing({ [prop]: { [key]: 'x' } })).toThrow(of(prop, `keys that no controller and no agent writes, got '${key}'`));
    }
    expect(failing({ [prop]: { app: 'mysql' } })).not.toThrow();
  });

  test('scheduling is not what Kubernetes takes', () => {
    expect(failing({ nodeSelector: { 'a b': 'x' } })).toThrow(of('nodeSelector', 'keys of at most 63'));
    expect(failing({ affinity: { nodeafinity: {} } })).toThrow(of('affinity.nodeafinity', 'known names'));
    expect(failing({ tolerations: [{ key: 'a', effect: 'Never' }] })).toThrow(of('tolerations[0].effect', "'NoSchedule' or "));
    expect(failing({ topologySpreadConstraints: [{ topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule' }] }))
      .toThrow(of('topologySpreadConstraints[0].maxSkew', 'a whole number of at least 1, got nothing'));
  });

  describe('env has', () => {
    const given = (name: string) => failing({ env: { [name]: EnvValue.fromValue('x') } });

    test.each([
      ['MYSQL_ROOT_PASSWORD', 'use rootPassword'], ['MYSQL_ALLOW_EMPTY_PASSWORD', 'use rootPassword'], ['MYSQL_DATABASE', 'use database or databases'],
      ['MYSQL_USER', 'use user or users'], ['MYSQL_PASSWORD', 'use userPassword or users'], ['MYSQL_TCP_PORT', 'use settings'],
      ['MYSQL_ROOT_HOST', 'root may log in only inside the pods: declare a user by users'],
    ])('%s, which has no effect here', (name, hint) => {
      expect(given(name)).toThrow(of('env', `no variables of the MySQL image: the image's entrypoint does not run here, got '${name}': ${hint}`));
    });

    test.each(['POD_NAME', 'SERVICE', 'RUN', 'TLS_FILES', 'PATH', 'BASH_ENV'])('%s, which scripts or their shell read', (name) => {
      expect(given(name)).toThrow(of('env', `no variables that the scripts use, got '${name}': use another name`));
    });

    test('any variable that a script takes from its environment', () => {
      const scripts = readdirSync('lib/replicated-mysql', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sh'));
      const texts = scripts.map((file) => readFileSync(`lib/replicated-mysql/${file}`, 'utf8')).join('\n');
      const names = [...texts.matchAll(/\$\{([A-Z_]+):?[-=?]/g)].map(([, name]) => name);
      expect(names.length).toBeGreaterThan(10);
      for (const name of new Set(names)) expect(given(name)).toThrow(`got '${name}'`);
    });

    test('the time zone, which is a setting', () => expect(given('TZ')).toThrow("got 'TZ': use settings: { 'default-time-zone': '+01:00' }"));

    test('a name or value that Kubernetes refuses', () => {
      expect(given('A=B')).toThrow(of('env', 'printable ASCII without =, got '));
      expect(failing({ env: { A: 'x' } })).toThrow(of('env.A', "made by a function of EnvValue, got 'x'"));
    });
  });

  test.each([0, 29, 30.5])('terminationGracePeriodSeconds are %p', (terminationGracePeriodSeconds) => {
    expect(failing({ terminationGracePeriodSeconds }))
      .toThrow(of('terminationGracePeriodSeconds', `a whole number of at least 30, got ${terminationGracePeriodSeconds}: with less a server may`));
  });

  test('a hook is empty or a string', () => {
    expect(failing({ preStop: [] })).toThrow(of('preStop', 'a command of at least one word'));
    expect(failing({ postStart: 'sleep 1' })).toThrow(of('postStart', "an array, got 'sleep 1'"));
  });

  describe('extraVolumes', () => {
    const volume = (props: object) => failing({ extraVolumes: [{ name: 'extra', source, ...props }] });

    test.each(['data', 'token', 'secrets', 'run'])('have the name of a volume of the construct: %s', (name) => {
      expect(volume({ name })).toThrow(of('extraVolumes[].name', `all different, got ['${name}', '${name}']: the volumes of the construct are called data, agent, `));
    });

    test.each([
      '/var/lib/mysql', '/var/lib/mysql/', '/var/lib/mysql/server/data', '/var', '/var/lib', '/tmp', '/tmp/x', '/scripts', '/etc/mysql/conf.d/my.cnf', '/etc/mysql',
      '/run', '/run/mysqld', '/usr/bin', '/var/lib/../lib/mysql',
    ])('are mounted over files of the server: %s', (mountPath) => {
      expect(volume({ mountPath })).toThrow(/'extraVolumes\[0\]\.mountPath' of .* must be neither \/\S+, nor a parent or subdirectory of it/);
    });

    test.each(['/etc/keyring', '/var/lib/mysql-files', '/tmpfs', '/usr/lib64/mysql/plugin/a.so'])('are not refused at %s', (mountPath) => {
      expect(volume({ mountPath })).not.toThrow();
    });

    test('are two at one path, or of one name', () => {
      const two = (one: object, other: object) => failing({ extraVolumes: [{ source, ...one }, { source, ...other }] });
      expect(two({ name: 'a', mountPath: '/a' }, { name: 'b', mountPath: '/a/' })).toThrow(of('extraVolumes[].mountPath', "all different, got ['/a', '/a']"));
      expect(two({ name: 'a' }, { name: 'a' })).toThrow(of('extraVolumes[].name', "all different, got ['a', 'a']"));
    });

    test('are of no VolumeSource', () => expect(volume({ source: { emptyDir: {} } })).toThrow(of('extraVolumes[0].source', 'made by a function of VolumeSource')));
  });

  describe.each(['sidecars', 'initContainers'])('%s', (list) => {
    const extra = (props: object) => failing({ [list]: [{ ...logs, ...props }] });
    const mounting = (mount: object) => extra({ volumeMounts: [{ mountPath: '/x', ...mount }] });

    test.each(['mysql', 'agent', 'init'])('have the name of a container of the construct: %s', (name) => {
      expect(extra({ name })).toThrow(of('sidecars[].name, initContainers[].name', `all different, got ['${name}', '${name}']`));
    });

    test.each(['token', 'secrets', 'agent', 'tls', 'run', 'conf'])('mount what is the construct\'s: %s', (name) => {
      expect(mounting({ name, readOnly: true })).toThrow(of(`${list}[0].volumeMounts[0].name`, `the name of one of the extraVolumes, or of the server's data, got '${name}': `
        + "the volumes of the construct hold passwords and tokens; use extraVolumes, or 'data' with readOnly: true"));
    });

    test('could write the data', () => {
      expect(mounting({ name: 'data' })).toThrow(of(`${list}[0].volumeMounts[0].readOnly`, "true where the volume is 'data', got nothing: only mysqld writes its data"));
    });

    test('mount what is not there', () => expect(mounting({ name: 'none' })).toThrow(of(`${list}[0].volumeMounts[0].name`, 'the name of a volume of the pod, got ')));

    test('listen on the port of mysqld', () => {
      expect(extra({ ports: [{ name: 'db', port: 3306 }] })).toThrow(of(`${list}[0].ports[0].port`, 'another port than that of mysqld, got 3306'));
    });

    test('have no image', () => expect(extra({ image: undefined })).toThrow(of(`${list}[0].image`, 'the name of an image, got nothing')));
  });

  test.each(['primaryServiceOptions', 'readServiceOptions'])('%s are for the outside, and the policy shuts it out', (prop) => {
    for (const type of ['LoadBalancer', 'NodePort']) {
      expect(failing({ [prop]: { type } }))
        .toThrow(of('clients', `given with ${prop}.type '${type}', because the NetworkPolicy blocks all who are not in clients, got nothing: name them`));
    }
    expect(failing({ [prop]: { type: 'ExternalName' } })).toThrow(of(`${prop}.type`, "'ClusterIP' or 'NodePort' or 'LoadBalancer', got 'ExternalName'"));
    expect(failing({ [prop]: { loadBalancerClass: 'x/y' } })).toThrow(of(`${prop}.type`, "'LoadBalancer' with loadBalancerClass"));
  });

  test('the headless Service has a type', () => expect(failing({ serviceOptions: { type: 'LoadBalancer' } })).toThrow(of('serviceOptions.type', 'known names')));

  test.each([
    ['claimLabels', { a: 'b' }], ['claimAnnotations', { a: 'b' }], ['claimsWhenDeleted', ClaimRetention.RETAIN], ['claimsWhenScaled', ClaimRetention.DELETE],
  ])('there are claims of ephemeral data: %s', (prop, value) => {
    expect(failing({ ephemeral: true, [prop]: value })).toThrow(of('ephemeral', `left out with ${prop}, got true: leave out ephemeral to keep the data`));
  });

  test('claims have another retention than Kubernetes knows', () => {
    expect(failing({ claimsWhenDeleted: 'delete' })).toThrow(of('claimsWhenDeleted', "'Retain' or 'Delete', got 'delete'"));
  });
});
