import { Size } from 'cdk8s';
import { containerOf, making, of } from '../fixtures/web';

const MIB = Size.mebibytes;

test('fails when cpu is not a quantity, or memory no size', () => {
  expect(making({ cpuRequest: '1 core' })).toThrow(of('cpuRequest', "a quantity such as '500m', '2' or '1Gi', got '1 core'"));
  expect(making({ cpuLimit: '-1' })).toThrow(of('cpuLimit', 'a quantity'));
  expect(making({ cpuLimit: '1e30' })).toThrow(of('cpuLimit', "less than 8Ei, the most that Kubernetes counts, got '1e30'"));
  for (const prop of ['memoryRequest', 'memoryLimit', 'ephemeralStorageRequest', 'ephemeralStorageLimit']) {
    expect(making({ [prop]: '64Mi' })).toThrow(of(prop, `a Size, ${prop.startsWith('mem') ? '0 or at least 4Mi' : 'at least 1Ki'}, got '64Mi': for example Size.gibibytes(10)`));
    expect(making({ [prop]: Size.kibibytes(2 ** 53) })).toThrow(of(prop, 'whole bytes, and less than 8Ei'));
  }
});

test('memory is enough for a program, or none', () => {
  for (const prop of ['memoryRequest', 'memoryLimit']) {
    expect(making({ [prop]: Size.kibibytes(512) })).toThrow(of(prop, "at least 4Mi, got '512Ki': raise it: too small to start a program"));
    expect(making({ [prop]: MIB(4) })).not.toThrow();
  }
  expect(making({ memoryRequest: MIB(0), memoryLimit: MIB(0) })).not.toThrow();
  expect(making({ memoryRequest: MIB(0), memoryLimit: Size.gibibytes(1) })).not.toThrow();
  expect(making({ memoryRequest: MIB(64), memoryLimit: MIB(0) })).toThrow(of('memoryLimit', "at least what is requested, 64Mi, got '0Mi'"));
});

test.each([['250m', '0.5'], ['1', '1500m'], ['0', '1m']])('fails when the CPU limit is %s and the request %s', (cpuLimit, cpuRequest) => {
  expect(making({ cpuLimit, cpuRequest })).toThrow(of('cpuLimit', `at least what is requested, ${cpuRequest}, got '${cpuLimit}'`));
});

test('fails when another limit is below its request', () => {
  expect(making({ memoryLimit: MIB(1023), memoryRequest: Size.gibibytes(1) })).toThrow(of('memoryLimit', "at least what is requested, 1Gi, got '1023Mi'"));
  expect(making({ memoryLimit: MIB(1024), memoryRequest: Size.gibibytes(1) })).not.toThrow();
  expect(making({ ephemeralStorageLimit: MIB(1), ephemeralStorageRequest: MIB(2) })).toThrow(of('ephemeralStorageLimit', 'at least what is requested, 2Mi'));
});

test('a default never contradicts what was given', () => {
  expect(containerOf({ cpuLimit: '50m', memoryLimit: MIB(64), ephemeralStorageLimit: MIB(8) }).resources.requests)
    .toEqual({ 'cpu': '50m', 'memory': '64Mi', 'ephemeral-storage': '8Mi' });
  expect(containerOf({ memoryRequest: Size.gibibytes(2), ephemeralStorageRequest: Size.gibibytes(5) }).resources.limits)
    .toEqual({ 'memory': '2Gi', 'ephemeral-storage': '5Gi' });
});
