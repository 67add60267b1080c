import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { DOCS_PAGES, filesIn, read, ROOT } from './files';

const LINK = /\]\(([^)#:\s]*)(?:#([^)\s]+))?\)/g;
const PROP = /^ {2}readonly (\w+)\??:/gm;

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'imports/README.md', 'test/e2e/procedures.md', ...DOCS_PAGES];
const linksOf = (page: string) => [...read(page).matchAll(LINK)].map(([, file, anchor]) => ({ target: file ? join(dirname(page), file) : page, anchor }));
const anchorOf = (heading: string) => heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');
const anchorsOf = (page: string) => [
  ...[...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading)),
  ...[...read(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id),
];

test.each(pages)('every link of %s leads somewhere', (page) => {
  const broken = linksOf(page).filter(({ target, anchor }) => {
    if (!existsSync(join(ROOT, target))) return true;
    return anchor && !anchorsOf(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('docs/README.md leads to every page, and README.md to it', () => {
  const index = linksOf('docs/README.md').map(({ target }) => target);
  const missing = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && ![page, dirname(page)].some((place) => index.includes(place)));
  expect(missing).toEqual([]);
  expect(linksOf('README.md').map(({ target }) => target)).toContain('docs/README.md');
});

test.each(pages)('%s has lines of at most 160 characters, except for rows of tables and edges of pictures', (page) => {
  const long = read(page).split('\n').flatMap((line, index) => (line.length > 160 && !line.startsWith('|') && !line.includes(' -.- ') ? [`${page}:${index + 1}`] : []));
  expect(long).toEqual([]);
});

const construct = (...files: string[]) => ['object-props', ...files].map((file) => `lib/kubernetes/${file}.ts`);
const subjects = (directory: string) => filesIn(directory).filter((file) => /props\.ts$/.test(file));
const shared = filesIn('lib/workload').filter((file) => file.endsWith('.ts'));

test.each([
  ['docs/replicated-mysql.md', 20, subjects('lib/replicated-mysql').filter((file) => !file.includes('/tls/'))],
  ['docs/stateful-web-app.md', 60, [...subjects('lib/stateful-web-app'), ...shared]],
  ['docs/runbooks/enable-and-renew-tls.md', 5, subjects('lib/replicated-mysql/tls')],
  ['docs/kubernetes/stateful-set.md', 20, construct('stateful-set-props', 'claim-template')],
  ['docs/kubernetes/service.md', 8, construct('service')],
  ['docs/kubernetes/config-map.md', 7, construct('config-map')],
  ['docs/kubernetes/service-account-and-role.md', 6, construct('service-account', 'role')],
  ['docs/kubernetes/network-policy.md', 6, construct('network-policy')],
  ['docs/kubernetes/pod-disruption-budget.md', 8, construct('pod-disruption-budget')],
])('%s tells of every prop', (page, least, files) => {
  const props = files.flatMap((file) => [...read(file).matchAll(PROP)].map(([, prop]) => prop));
  const text = read(page);
  expect(props.length).toBeGreaterThan(least);
  expect(props.filter((prop) => !new RegExp(`\\b${prop}\\b`).test(text))).toEqual([]);
});

// What a person can be told by the agent, and has to look up.
test('the runbook on readiness knows every reason of the agent to wait or to refuse', () => {
  const runbook = read('docs/runbooks/troubleshooting.md');
  const scripts = ['decide', 'decide-primary'].map((name) => read(`lib/replicated-mysql/engines/source-replica/${name}.sh`)).join('');
  const lines = scripts.replace(/" \\\n\s*"/g, ' '); // a text of several lines is several arguments
  const reasons = [...lines.matchAll(/decision (?:wait|blocked|retry_replica) "(.*)"$/gm)].map(([, reason]) => reason);
  const told = [...runbook.matchAll(/`([^`\n]{10,})`/g)].map(([, text]) => text);
  expect(reasons.length).toBeGreaterThan(15);
  expect(reasons.filter((reason) => !told.some((text) => reason.includes(text)))).toEqual([]);
});
