import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { Namespace } from '../cluster/namespace';
import { ROOT } from './files';
import { PageRunner } from './page-runner';

const directory = mkdtempSync(join(tmpdir(), 'page-runner-'));
const page = relative(ROOT, join(directory, 'page.md'));
const { PATH, E2E_RECYCLE } = process.env;
let runner: PageRunner;

// A kubectl that prints its arguments; the first `kubectl get` prints something else.
const KUBECTL = `#!/usr/bin/env bash
if [[ $1 == get ]] && ! [[ -e ${directory}/seen ]]; then touch ${directory}/seen; echo none; else echo "kubectl $*"; fi
`;

beforeAll(() => {
  const kubectl = join(directory, 'kubectl');
  writeFileSync(kubectl, KUBECTL);
  chmodSync(kubectl, 0o755);
  process.env.PATH = `${directory}:${PATH}`;
  delete process.env.E2E_RECYCLE;
  runner = new PageRunner();
});

afterAll(async () => {
  await runner.end();
  rmSync(directory, { recursive: true });
  Object.assign(process.env, { PATH }, E2E_RECYCLE && { E2E_RECYCLE });
});

const fenced = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n\n`;

function run(...blocks: string[]): Promise<void> {
  writeFileSync(join(directory, 'page.md'), blocks.join(''));
  return runner.run(page, { name: 'unit' } as Namespace);
}

test('variables and functions are kept from block to block', async () => {
  const use = 'f two\ncat <<END\n$A\nEND';
  await run(fenced('sh', 'A=1\nf() { echo "f $A $1"; }'), fenced('sh', use), fenced('text', 'f 1 two\n1'));
});

test('a failed command is reported with its file and line', async () => {
  const failure = `${page}:5: echo no; false\nexit code 1\nno`;
  await expect(run('# Page\n\n', fenced('sh', 'true\necho no; false'))).rejects.toThrow(failure);
});

test('the end of the shell is reported', async () => {
  await expect(run(fenced('sh', 'exit 3'))).rejects.toThrow(`${page}:2: exit 3`);
});

test('output is compared with what is expected', async () => {
  await expect(run(fenced('sh', 'echo one'), fenced('text', 'two'))).rejects.toThrow(`${page}:6: expected\ntwo\ngot\n`);
});

test('a block that only reads is repeated until it prints what is expected', async () => {
  await run(fenced('sh', 'kubectl get pods'), fenced('text', 'kubectl get pods'));
});

test('a block marked as not run is not run', async () => {
  await run('<!-- not run: it fails -->\n', fenced('sh', 'false'));
});

test('a chart is the app from its block on', async () => {
  const chart = 'new StatefulWebApp(this, \'Web\', { image: \'web:1\' });';
  await run(fenced('ts', chart), fenced('sh', 'grep -c "image: \'web:1\'" main.ts'), fenced('text', '1'));
});

test('a drain evicts only pods of its namespace', async () => {
  const drain = 'kubectl drain node-1 --ignore-daemonsets';
  await run(
    fenced('sh', drain), fenced('text', `${drain} --pod-selector=e2e=unit`),
    fenced('sh', 'cat drained'), fenced('text', 'node-1'),
  );
});
