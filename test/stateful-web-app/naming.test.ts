import { making, of } from '../fixtures/web';

test.each(['w'.repeat(53), 'Web', 'we.b', ''])("fails when the name is '%s'", (name) => {
  expect(making({ name })).toThrow(of('name', 'at most 52 small letters'));
});

test('fails when the name cannot be that of a Service', () => {
  expect(making({ name: '1web' })).toThrow(of('name', 'at most 63 small letters, digits and hyphens, beginning with a letter'));
  expect(making({ name: '1web', serviceName: 'web' })).not.toThrow();
  expect(making({ serviceName: 'We' })).toThrow(of('serviceName', 'at most 63'));
  expect(making({ clusterIpServiceName: 'We' })).toThrow(of('clusterIpServiceName', 'at most 63'));
});

test('fails when both Services have one name', () => {
  expect(making({ clusterIpServiceName: 'web' }))
    .toThrow(of('clusterIpServiceName', "another name than that of the headless Service, got 'web'"));
  expect(making({ clusterIpServiceName: 'web', clusterIpService: false })).not.toThrow();
});

test('fails when a label contradicts the selector', () => {
  const rest = "'web' as in the selector, got 'other': leave it out, or give a selector of your own";
  for (const prop of ['labels', 'podLabels']) expect(making({ [prop]: { app: 'other' } })).toThrow(of(`${prop}.app`, rest));
});

test('fails when labels or annotations are not valid', () => {
  for (const prop of ['labels', 'podLabels', 'selector', 'claimLabels']) {
    expect(making({ [prop]: { a: 'b c' } })).toThrow(of(`${prop}.a`, 'empty, or'));
  }
  for (const prop of ['annotations', 'podAnnotations', 'claimAnnotations']) {
    expect(making({ [prop]: { 'a b': '' } })).toThrow(of(prop, 'keys of'));
  }
  expect(making({ selector: {} })).toThrow(of('selector', "at least one label, got 'none': leave it out"));
  expect(making({ containerName: 'my.app' })).toThrow(of('containerName', 'at most 63 small letters'));
});

test.each(['priorityClassName', 'serviceAccountName', 'storageClassName'])('fails when %s is no name', (prop) => {
  expect(making({ [prop]: 'Very High' })).toThrow(of(prop, 'at most 253 small letters'));
  expect(making({ [prop]: 'Very High' })).toThrow("got 'Very High': for example 'very-high'");
});

test('fails when a Secret or ConfigMap has no name', () => {
  expect(making({ imagePullSecrets: ['A B'] })).toThrow(of('imagePullSecrets[0]', 'at most 253'));
  expect(making({ envFromSecrets: ['ok', 'A B'] })).toThrow(of('envFromSecrets[1]', 'at most 253'));
  expect(making({ envFromConfigMaps: [''] })).toThrow(of('envFromConfigMaps[0]', 'at most 253'));
});
