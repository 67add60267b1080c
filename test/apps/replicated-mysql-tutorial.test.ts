import { ReplicatedMySQLTutorial } from '../../apps/seeds/replicated-mysql-tutorial';
import { app, Document, fixture, inOrderOf, original, testOriginals } from './documents';

const MARKERS = { initScript: '<init-mysql>', cloneScript: '<clone-mysql>', backupScript: '<xtrabackup>' };
const FILES = ['configmap.yaml', 'services.yaml', 'statefulset.yaml'];
const EDITIONS = [
  { name: '000', expected: '000', recommendedLabels: false },
  { name: '001', expected: '000', recommendedLabels: false },
  { name: '002', expected: '002', recommendedLabels: true },
];

describe.each(EDITIONS)('edition $name', ({ name, expected, recommendedLabels }) => {
  test('equals our expectation', () => {
    const documents = FILES.flatMap((file) => fixture(`${expected}/${file}`));
    const chart = new ReplicatedMySQLTutorial(app(), 'mysql', { ...MARKERS, settings: settingsOf(documents), recommendedLabels });
    expect(inOrderOf(documents, chart)).toEqual(documents);
  });

  testOriginals('equals the original, with its scripts', () => {
    const documents = FILES.flatMap((file) => original(`${name}/${file}`));
    const chart = new ReplicatedMySQLTutorial(app(), 'mysql', { ...scriptsOf(documents), settings: settingsOf(documents), recommendedLabels });
    expect(inOrderOf(documents, chart)).toEqual(documents);
  });
});

test('editions 000 and 002 differ', () => {
  const files = ['000', '002'].map((name) => FILES.flatMap((file) => fixture(`${name}/${file}`)));
  expect(files[0]).not.toEqual(files[1]);
});

function settingsOf(documents: Document[]): { [key: string]: string } {
  return documents.find(({ kind }) => kind === 'ConfigMap').data;
}

function scriptsOf(documents: Document[]) {
  const pod = documents.find(({ kind }) => kind === 'StatefulSet').spec.template.spec;
  return {
    initScript: pod.initContainers[0].command[2],
    cloneScript: pod.initContainers[1].command[2],
    backupScript: pod.containers[1].command[2],
  };
}
