import { making, of } from '../fixtures/web';

test.each(['runAsUser', 'runAsGroup', 'fsGroup'])('fails when %s is no number that the API server takes', (prop) => {
  expect(making({ [prop]: -1 })).toThrow(of(prop, 'a whole number of at least 0, got -1'));
  expect(making({ [prop]: 2 ** 31 })).toThrow(of(prop, 'at most 2147483647, got 2147483648: use a smaller number'));
  expect(making({ [prop]: 2 ** 31 - 1 })).not.toThrow();
});

test('fails when seccompProfile is not known', () => {
  expect(making({ seccompProfile: 'Default' })).toThrow(of('seccompProfile', "'RuntimeDefault' or 'Unconfined', got 'Default'"));
});

test('fails when the app must run as root but may not', () => {
  expect(making({ runAsUser: 0 })).toThrow(of('runAsUser', 'above 0, got 0: for an app that needs root say runAsNonRoot: false'));
  expect(making({ runAsUser: 0, runAsNonRoot: false })).not.toThrow();
});

test('fails when a pod is laid over that runs as root where that is refused', () => {
  const root = { securityContext: { runAsUser: 0 } };
  const rest = 'above 0, got 0: for an app that needs root say runAsNonRoot: false beside it';
  const named = { name: 'web', image: 'web:1.0', ...root };
  expect(making({ pod: { containers: [], ...root } })).toThrow(of('pod.securityContext.runAsUser', rest));
  expect(making({ pod: { containers: [named] } })).toThrow(of('pod.containers[0].securityContext.runAsUser', rest));
  expect(making({ pod: { containers: [], initContainers: [named] } })).toThrow(of('pod.initContainers[0].securityContext.runAsUser', rest));
  expect(making({ pod: { containers: [{ ...named, securityContext: { runAsUser: 0, runAsNonRoot: false } }] } })).not.toThrow();
  expect(making({ runAsNonRoot: false, pod: { containers: [named], ...root } })).not.toThrow();
});

test('fails when capabilities are not written as Kubernetes reads them', () => {
  const rest = 'a name of capital letters without CAP_, got';
  expect(making({ capabilities: ['CAP_NET_ADMIN'] })).toThrow(of('capabilities[0]', `${rest} 'CAP_NET_ADMIN': for example 'NET_ADMIN'`));
  expect(making({ capabilities: ['CHOWN', 'net-admin'] })).toThrow(of('capabilities[1]', `${rest} 'net-admin': for example 'NET_ADMIN'`));
  expect(making({ capabilities: [''] })).toThrow(of('capabilities[0]', `${rest} '': for example 'NET_BIND_SERVICE'`));
  expect(making({ capabilities: ['NET_BIND_SERVICE', 'MAC_ADMIN'] })).not.toThrow();
});
