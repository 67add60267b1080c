import { readFileSync } from 'fs';
import { join } from 'path';
import { FAULTS } from './faults';
import { merge, pageOf, Row } from './matrix';

const DOCS = join(__dirname, '..', '..', 'docs');
const rows: Row[] = JSON.parse(readFileSync(join(DOCS, 'failure-matrix.json'), 'utf8'));
const names = FAULTS.map(({ name }) => name);

test('the page has exactly what the JSON file has', () => {
  expect(readFileSync(join(DOCS, 'failure-matrix.md'), 'utf8')).toBe(pageOf(rows, FAULTS));
});

test('fault names are unique, and every row has an existing fault with its title', () => {
  expect(new Set(names).size).toBe(names.length);
  expect(rows.length).toBeGreaterThan(0);
  const titles = new Map(FAULTS.map(({ name, title }) => [name, title]));
  expect(rows.filter(({ fault, title }) => titles.get(fault) !== title)).toEqual([]);
});

test('the page lists faults without a row', () => {
  expect(pageOf([], FAULTS.slice(0, 1))).toContain('## Not run yet\n\n- mysqld of the primary: SIGKILL (`kill-primary`)');
  const allRun = names.every((name) => rows.some(({ fault }) => fault === name));
  expect(pageOf(rows, FAULTS).match(/Not run/g) ?? []).toHaveLength(allRun ? 0 : 1);
});

test('a new row replaces the old one', () => {
  const [row] = rows;
  const merged = merge(rows, [{ ...row, lost: 7 }], names);
  expect(merged).toHaveLength(rows.length);
  expect(merged[0].lost).toBe(7);
  expect(pageOf([{ ...row, missedGoals: ['a goal'] }], FAULTS)).toContain(`- ${row.fault}, ${row.durability}: a goal`);
});
