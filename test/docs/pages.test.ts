import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

const ROOT = join(__dirname, '..', '..');
const LINK = /\]\(([^)#:\s]*)(?:#([^)\s]+))?\)/g;
const PROP = /^ {2}readonly (\w+)\??:/gm;

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const filesIn = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'imports/README.md', ...filesIn('docs').filter((file) => file.endsWith('.md'))];
const linksOf = (page: string) => [...read(page).matchAll(LINK)].map(([, file, anchor]) => ({ target: file ? join(dirname(page), file) : page, anchor }));
const anchorOf = (heading: string) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');

test.each(pages)('every link of %s leads somewhere', (page) => {
  const broken = linksOf(page).filter(({ target, anchor }) => {
    if (!existsSync(join(ROOT, target))) return true;
    return anchor && ![...read(target).matchAll(/^#+ (.+)$/gm)].some(([, heading]) => anchorOf(heading) === anchor);
  });
  expect(broken).toEqual([]);
});

test('docs/README.md leads to every page, and README.md to it', () => {
  const index = linksOf('docs/README.md').map(({ target }) => target);
  const missing = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && ![page, dirname(page)].some((place) => index.includes(place)));
  expect(missing).toEqual([]);
  expect(linksOf('README.md').map(({ target }) => target)).toContain('docs/README.md');
});

test.each([
  ['docs/replicated-mysql.md', ['account', 'application', 'availability', 'hardening', 'naming', 'network', 'server', 'settings']
    .map((topic) => `lib/replicated-mysql/${topic}-options.ts`).concat('lib/replicated-mysql/props.ts')],
  ['docs/stateful-web-app.md', ['container', 'network', 'pod', 'service', 'storage'].map((file) => `lib/stateful-web-app/${file}-options.ts`).concat('lib/stateful-web-app.ts')],
])('%s tells of every prop', (page, files) => {
  const props = files.flatMap((file) => [...read(file).matchAll(PROP)].map(([, prop]) => prop));
  const text = read(page);
  expect(props.length).toBeGreaterThan(20);
  expect(props.filter((prop) => !new RegExp(`\\b${prop}\\b`).test(text))).toEqual([]);
});

test('docs/runbooks/tls.md tells of every prop of tls', () => {
  const props = [...read('lib/replicated-mysql/tls-options.ts').matchAll(PROP)].map(([, prop]) => prop);
  expect(props.length).toBeGreaterThan(5);
  expect(props.filter((prop) => !new RegExp(`\\b${prop}\\b`).test(read('docs/runbooks/tls.md')))).toEqual([]);
});

// What a person can be told by the agent, and has to look up.
test('the runbook on readiness knows every reason of the agent to wait or to refuse', () => {
  const runbook = read('docs/runbooks/restore-readiness.md');
  const scripts = ['decide', 'silence'].map((name) => read(`lib/replicated-mysql/scripts/${name}.sh`)).join('');
  const reasons = [...scripts.matchAll(/decision (?:wait|refuse|retry) "(.*)"$/gm)].map(([, reason]) => reason);
  const told = [...runbook.matchAll(/`([^`\n]{10,})`/g)].map(([, text]) => text);
  expect(reasons.length).toBeGreaterThan(15);
  expect(reasons.filter((reason) => !told.some((text) => reason.includes(text)))).toEqual([]);
});
