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

const part = (...files: string[]) => ['object-props', ...files].map((file) => `lib/parts/${file}.ts`);

test.each([
  ['docs/replicated-mysql.md', 20, ['account', 'application', 'availability', 'hardening', 'naming', 'network', 'server', 'settings']
    .map((topic) => `lib/replicated-mysql/${topic}-options.ts`).concat('lib/replicated-mysql/props.ts')],
  ['docs/stateful-web-app.md', 20, ['container', 'network', 'pod', 'service', 'storage']
    .map((topic) => `lib/stateful-web-app/${topic}-options.ts`).concat('lib/stateful-web-app.ts')],
  ['docs/runbooks/tls.md', 5, ['lib/replicated-mysql/tls-options.ts']],
  ['docs/parts/stateful-set.md', 20, part('stateful-set', 'claim-template')],
  ['docs/parts/service.md', 8, part('service')],
  ['docs/parts/config-map.md', 7, part('config-map')],
  ['docs/parts/rights.md', 6, part('service-account', 'role')],
  ['docs/parts/network-policy.md', 6, part('network-policy')],
  ['docs/parts/pod-disruption-budget.md', 8, part('pod-disruption-budget')],
])('%s tells of every prop', (page, least, files) => {
  const props = files.flatMap((file) => [...read(file).matchAll(PROP)].map(([, prop]) => prop));
  const text = read(page);
  expect(props.length).toBeGreaterThan(least);
  expect(props.filter((prop) => !new RegExp(`\\b${prop}\\b`).test(text))).toEqual([]);
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
