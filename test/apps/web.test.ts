import { Testing } from 'cdk8s';
import { Web } from '../../apps/seeds/web';
import { SafeWebChart } from '../../apps/web-chart';
import { app, fixture, inOrderOf, original, testOriginals } from './documents';

const CASES = [{ file: '003/web.yaml', parallel: undefined }, { file: '003/web-parallel.yaml', parallel: true }];

describe.each(CASES)('$file', ({ file, parallel }) => {
  test('equals our expectation', () => {
    const documents = fixture(file);
    expect(inOrderOf(documents, new Web(app(), 'web', { parallel }))).toEqual(documents);
  });

  testOriginals('equals the original', () => {
    const documents = original(file);
    expect(inOrderOf(documents, new Web(app(), 'web', { parallel }))).toEqual(documents);
  });
});

test('the safe web server has all that Pod Security "restricted" demands', () => {
  const pod = Testing.synth(new SafeWebChart(app(), 'web')).at(-1).spec.template.spec;
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(pod.containers[0].securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
});

test('the safe web server', () => {
  expect(Testing.synth(new SafeWebChart(app(), 'web'))).toMatchSnapshot();
});
