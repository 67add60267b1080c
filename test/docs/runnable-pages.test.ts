import { RUNNABLE_PAGES, runOrder } from './runnable-pages';

const page = (name: string, order = '') => ({ page: `docs/${name}.md`, text: `# Title\n\n\`\`\`sh\ntrue\n\`\`\`\n${order}\n` });

test('pages run by group, by their order, and by name', () => {
  const last = '<!-- run order: 2, it deletes what others use -->';
  const late = '<!-- run order: 1, it changes what others use -->';
  const pages = [
    page('runbooks/a', last), page('runbooks/c'), page('runbooks/b', late), page('replicated-mysql'), page('kubernetes/z'),
    page('runbooks/d'),
  ];
  expect(runOrder(pages)).toEqual([
    'docs/kubernetes/z.md', 'docs/replicated-mysql.md', 'docs/runbooks/c.md', 'docs/runbooks/d.md', 'docs/runbooks/b.md',
    'docs/runbooks/a.md',
  ]);
});

test('pages without commands are not run', () => {
  expect(runOrder([{ page: 'docs/decisions/1.md', text: '# Decision\n' }])).toEqual([]);
});

test('all pages with commands are found: the constructs before the runbooks, the one that deletes everything last', () => {
  const runbooks = RUNNABLE_PAGES.findIndex((one) => one.startsWith('docs/runbooks/'));
  expect(RUNNABLE_PAGES.slice(0, runbooks)).toEqual(expect.arrayContaining(['docs/replicated-mysql.md', 'docs/stateful-web-app.md']));
  expect(RUNNABLE_PAGES.length).toBeGreaterThanOrEqual(25);
  expect(RUNNABLE_PAGES.at(-1)).toBe('docs/runbooks/clean-up.md');
});
