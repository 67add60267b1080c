import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { ROOT } from '../e2e/framework/guide';
import { Guides } from '../e2e/framework/guide-run';
import { Namespace } from '../e2e/framework/namespace';

const folder = mkdtempSync(join(tmpdir(), 'guide-run-'));
const page = relative(ROOT, join(folder, 'page.md'));
const { PATH, E2E_RECYCLE } = process.env;
let guides: Guides;

// kubectl is one that says what it was asked; it finds things at the second look
beforeAll(() => {
  const kubectl = join(folder, 'kubectl');
  writeFileSync(kubectl, `#!/usr/bin/env bash\nif [[ $1 == get ]] && ! [[ -e ${folder}/seen ]]; then touch ${folder}/seen; echo none; else echo "kubectl $*"; fi\n`);
  chmodSync(kubectl, 0o755);
  process.env.PATH = `${folder}:${PATH}`;
  delete process.env.E2E_RECYCLE;
  guides = new Guides();
});

afterAll(async () => {
  await guides.end();
  rmSync(folder, { recursive: true });
  Object.assign(process.env, { PATH }, E2E_RECYCLE && { E2E_RECYCLE });
});

function run(text: string): Promise<void> {
  writeFileSync(join(folder, 'page.md'), text);
  return guides.run(page, { name: 'unit' } as Namespace);
}

test('a page is one shell: variables and functions stay', async () => {
  await run('```sh\nA=1\nf() { echo "f $A $1"; }\n```\n\n```sh\nf two\ncat <<END\n$A\nEND\n```\n\n```text\nf 1 two\n1\n```\n');
});

test('a command that fails is named with its file and line', async () => {
  await expect(run('# Page\n\n```sh\ntrue\necho no; false\n```\n')).rejects.toThrow(`${page}:5: echo no; false\nexit code 1\nno`);
});

test('so is the end of the shell itself', async () => {
  await expect(run('```sh\nexit 3\n```\n')).rejects.toThrow(`${page}:2: exit 3`);
});

test('what was printed is compared', async () => {
  await expect(run('```sh\necho one\n```\n\n```text\ntwo\n```\n')).rejects.toThrow(`${page}:6: expected\ntwo\ngot\n`);
});

test('who only looks, looks again', async () => {
  await run('```sh\nkubectl get pods\n```\n\n```text\nkubectl get pods\n```\n');
});

test('a marked block is not run', async () => {
  await run('<!-- not run: it fails -->\n```sh\nfalse\n```\n');
});

test('a chart is the app from its block on', async () => {
  await run('```ts\nnew StatefulWebApp(this, \'Web\', { image: \'web:1\' });\n```\n\n```sh\ngrep -c "image: \'web:1\'" main.ts\n```\n\n```text\n1\n```\n');
});

test('a drain takes only pods of its namespace', async () => {
  const said = 'kubectl drain node-1 --ignore-daemonsets --pod-selector=e2e=unit';
  await run(`\`\`\`sh\nkubectl drain node-1 --ignore-daemonsets\n\`\`\`\n\n\`\`\`text\n${said}\n\`\`\`\n\n\`\`\`sh\ncat drained\n\`\`\`\n\n\`\`\`text\nnode-1\n\`\`\`\n`);
});
