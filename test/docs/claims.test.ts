import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';

// Who reads docs/security*.md can run what shows a claim: `shown by` names files, and in italics the tests in each.

const ROOT = join(__dirname, '..', '..');
const WITNESS = /(test\/[\w./-]+\.(?:test\.ts|bats))|\*([^*]+)\*/g;
const TITLE = /^\s*@test "([^"]+)"|\b(?:step|test)(?:\.each\(.*\))?\('(?:%s: )?((?:\\.|[^'\\])+)'/gm;

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const pages = readdirSync(join(ROOT, 'docs')).filter((file) => /^security.*\.md$/.test(file)).map((file) => `docs/${file}`);

function titlesOf(file: string): string[] {
  return [...read(file).matchAll(TITLE)].map(([, bats, jest]) => bats ?? jest.replace(/\\'/g, '\''));
}

/** The cells of the rows below a head that ends with `shown by`. */
function claimsIn(page: string): string[] {
  const tables = read(page).split('\n\n').filter((text) => /^\|.*\| shown by \|$/m.test(text.split('\n')[0]));
  return tables.flatMap((table) => table.split('\n').slice(2)).filter((row) => row.startsWith('|')).map((row) => row.split(' | ').at(-1)!);
}

/** What is wrong with the witnesses of a claim. */
function faultsOf(cell: string): string[] {
  const named = new Map<string, string[]>();
  let last = '';
  for (const [, file, title] of cell.matchAll(WITNESS)) {
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

test.each(pages)('every claim of %s names tests that there are', (page) => {
  const claims = claimsIn(page);
  expect(claims.length).toBeGreaterThan(5);
  expect(claims.flatMap(faultsOf)).toEqual([]);
});

test('a claim without a test, or with one that is gone, is found', () => {
  const here = 'test/docs/claims.test.ts';
  expect(faultsOf(`[${here}](../${here}): *a claim without a test, or with one that is gone, is found* |`)).toEqual([]);
  expect(faultsOf('the manual |')).toEqual(['no test: the manual |']);
  expect(faultsOf('test/gone.test.ts: *it* |')).toEqual(['no file test/gone.test.ts']);
  expect(faultsOf(`${here} |`)).toEqual([`no test of ${here} is named: ${here} |`]);
  expect(faultsOf(`${here}: *gone* |`)).toEqual([`no test 'gone' in ${here}`]);
});
