import { readFileSync } from 'fs';
import { join } from 'path';
import { FAULTS } from './faults';
import { merge, pageOf, Row } from './matrix';

const DOCS = join(__dirname, '..', '..', 'docs');
const rows: Row[] = JSON.parse(readFileSync(join(DOCS, 'failure-matrix.json'), 'utf8'));
const names = FAULTS.map(({ name }) => name);

test('the page is what the record says', () => {
  expect(readFileSync(join(DOCS, 'failure-matrix.md'), 'utf8')).toBe(pageOf(rows, FAULTS));
});

test('every fault has a name of its own, and every row is of a fault that there is', () => {
  expect(new Set(names).size).toBe(names.length);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ fault }) => !names.includes(fault))).toEqual([]);
});

test('the page names faults without a row', () => {
  expect(pageOf([], FAULTS.slice(0, 1))).toContain('- mysqld of the primary: SIGKILL (`kill-primary`)');
  expect(pageOf(rows, FAULTS).match(/Not run/g) ?? []).toHaveLength(names.every((name) => rows.some(({ fault }) => fault === name)) ? 0 : 1);
});

test('a new row takes the place of the former one', () => {
  const [row] = rows;
  expect(merge(rows, [{ ...row, lost: 7 }], names)).toHaveLength(rows.length);
  expect(merge(rows, [{ ...row, lost: 7 }], names)[0].lost).toBe(7);
  expect(pageOf([{ ...row, missed: ['a goal'] }], FAULTS)).toContain(`- ${row.fault}, ${row.durability}: a goal`);
});
