import { PodEvent } from '../e2e/framework/recorder';
import { Evidence, longestPause, missingRows, wrongStates } from './verdict';

const SECOND = 1000;

function podEvent(at: number, name: string, ready: boolean): PodEvent {
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] };
  return { at, type: 'MODIFIED', pod: { metadata: { name, uid: name, resourceVersion: '1' }, spec: { containers: [] }, status } };
}

/** Ten rows a second from 0 to 100 s. */
const acknowledged = new Map(Array.from({ length: 1000 }, (_, n) => [`row-${n}`, n * 100]));

function wrong(evidence: Partial<Evidence>): string[] {
  const events = [podEvent(0, 'mysql-1', true), podEvent(80 * SECOND, 'mysql-1', false)];
  return wrongStates({ events, answers: [], reads: [], acknowledged, primaries: [0], maxLag: 15, ...evidence }).map(({ why }) => why);
}

const answer = { member: 1, writable: false, at: 50 * SECOND };

test('a replica within maxLag is right', () => {
  expect(wrong({ answers: [{ ...answer, rows: 340 }] })).toEqual([]);
});

test('a replica beyond maxLag is wrong while it is Ready, and only then', () => {
  expect(wrong({ answers: [{ ...answer, rows: 230 }] })).toEqual(['mysql-1 was Ready and had 230 rows, 231 were due']);
  expect(wrong({ answers: [{ ...answer, rows: 230, at: 90 * SECOND }] })).toEqual([]);
});

test('agent and probe have twelve seconds to notice', () => {
  expect(wrong({ answers: [{ ...answer, rows: 0, at: 75 * SECOND }] })).toEqual([]);
  expect(wrong({ answers: [{ ...answer, rows: 0, at: 67 * SECOND }] })).toHaveLength(1);
});

test('a Ready server without the data is wrong', () => {
  expect(wrong({ answers: [{ ...answer, rows: 0, error: 'ERROR 1146' }] })).toEqual(['mysql-1 was Ready and answered ERROR 1146']);
});

test('a replica that accepts writes is wrong, unless it was appointed', () => {
  const open = { ...answer, rows: 500, writable: true };
  expect(wrong({ answers: [open] })).toEqual(['mysql-1 was Ready and accepted writes']);
  expect(wrong({ answers: [open], primaries: [0, 1] })).toEqual([]);
});

test('two primaries in turn are right, at once they are wrong', () => {
  const open = (member: number, seconds: number) => ({ at: seconds * SECOND, member, writable: true, rows: 1000 });
  const primaries = [0, 1];
  expect(wrong({ primaries, answers: [open(0, 1), open(0, 2), open(1, 3), open(1, 4)] })).toEqual([]);
  expect(wrong({ primaries, answers: [open(0, 1), open(1, 2), open(0, 3)] })).toEqual(['mysql-0 and mysql-1 both accepted writes']);
});

test('the address for reads is held to the same age', () => {
  expect(wrong({ reads: [{ at: 50 * SECOND, rows: 230 }] })).toEqual(['the address for reads showed 230 rows, 231 were due']);
});

test('the longest pause counts from the last row before it', () => {
  const rows = new Map([['a', 0], ['b', 9_000], ['c', 10_000], ['d', 14_500], ['e', 15_000]]);
  expect(longestPause(rows, 9_500)).toBe(4.5);
});

test('a row that one server lacks is missing', () => {
  expect(missingRows(['a', 'b', 'c'], [['a', 'b', 'c', 'd'], ['a', 'c'], ['c', 'a', 'b']])).toEqual(['b']);
  expect(missingRows(['a'], [['a'], ['a']])).toEqual([]);
});
