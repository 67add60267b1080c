import { existsSync } from 'fs';
import { join } from 'path';
import { DOCS_PAGES, read, ROOT } from './files';

// Every claim of docs/security*.md names the tests that prove it: the column `shown by` has files, and in italics the titles of tests.

const EVIDENCE = /(test\/[\w./-]+\.(?:(?:test|e2e)\.ts|bats))|\*([^*]+)\*/g;
const TITLE = /^\s*@test "([^"]+)"|\b(?:step|test)(?:\.each\(.*\))?\('(?:%s: )?((?:\\.|[^'\\])+)'/gm;

const pages = DOCS_PAGES.filter((page) => /^docs\/security.*\.md$/.test(page));

function titlesOf(file: string): string[] {
  return [...read(file).matchAll(TITLE)].map(([, bats, jest]) => bats ?? jest.replace(/\\'/g, '\''));
}

/** The last cells of all rows of tables whose last column is `shown by`. */
function claimsIn(page: string): string[] {
  const tables = read(page).split('\n\n').filter((text) => /^\|.*\| shown by \|$/m.test(text.split('\n')[0]));
  return tables.flatMap((table) => table.split('\n').slice(2)).filter((row) => row.startsWith('|')).map((row) => row.split(' | ').at(-1)!);
}

/** What is wrong with the tests in a cell. */
function errorsIn(cell: string): string[] {
  const named = new Map<string, string[]>();
  let last = '';
  for (const [, file, title] of cell.matchAll(EVIDENCE)) {
    if (file) named.set(last = file, named.get(file) ?? []);
    else named.get(last)?.push(title);
  }
  if (!named.size) return [`no test: ${cell}`];
  return [...named].flatMap(([file, titles]) => {
    if (!existsSync(join(ROOT, file))) return [`no file ${file}`];
    if (!titles.length) return [`no test of ${file} is named: ${cell}`];
    return titles.filter((title) => !titlesOf(file).includes(title)).map((title) => `no test '${title}' in ${file}`);
  });
}

test.each(pages)('every claim of %s names existing tests', (page) => {
  const claims = claimsIn(page);
  expect(claims.length).toBeGreaterThan(5);
  expect(claims.flatMap(errorsIn)).toEqual([]);
});

test('a claim without a test, or with one that does not exist, is reported', () => {
  const here = 'test/docs/claims.test.ts';
  expect(errorsIn(`[${here}](../${here}): *a claim without a test, or with one that does not exist, is reported* |`)).toEqual([]);
  expect(errorsIn('the manual |')).toEqual(['no test: the manual |']);
  expect(errorsIn('test/missing.test.ts: *it* |')).toEqual(['no file test/missing.test.ts']);
  expect(errorsIn(`${here} |`)).toEqual([`no test of ${here} is named: ${here} |`]);
  expect(errorsIn(`${here}: *missing* |`)).toEqual([`no test 'missing' in ${here}`]);
});
