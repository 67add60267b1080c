import { PodEvent } from '../cluster/recorder';
import { History, longestPause, missingRows, violations } from './invariants';

const SECOND = 1000;

function podEvent(at: number, name: string, ready: boolean): PodEvent {
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] };
  return { at, type: 'MODIFIED', pod: { metadata: { name, uid: name, resourceVersion: '1' }, spec: { containers: [] }, status } };
}

/** Ten rows a second from 0 to 100 s. */
const acknowledged = new Map(Array.from({ length: 1000 }, (_, n) => [`row-${n}`, n * 100]));

/** Violations of a history in which mysql-1 is Ready for 80 s. */
function found(history: Partial<History>): string[] {
  const events = [podEvent(0, 'mysql-1', true), podEvent(80 * SECOND, 'mysql-1', false)];
  const quiet = { events, answers: [], reads: [], acknowledged, primaries: [0], maxLag: 15 };
  return violations({ ...quiet, ...history }).map(({ why }) => why);
}

const answer = { server: 1, writable: false, at: 50 * SECOND };

test('a replica within maxLag may be Ready', () => {
  expect(found({ answers: [{ ...answer, rows: 340 }] })).toEqual([]);
});

test('a replica beyond maxLag must not be Ready', () => {
  expect(found({ answers: [{ ...answer, rows: 230 }] })).toEqual(['mysql-1 was Ready and had 230 rows instead of 231']);
  expect(found({ answers: [{ ...answer, rows: 230, at: 90 * SECOND }] })).toEqual([]);
});

test('agent and probe have twelve seconds to detect it', () => {
  expect(found({ answers: [{ ...answer, rows: 0, at: 75 * SECOND }] })).toEqual([]);
  expect(found({ answers: [{ ...answer, rows: 0, at: 67 * SECOND }] })).toHaveLength(1);
});

test('a server without the table must not be Ready', () => {
  expect(found({ answers: [{ ...answer, rows: 0, error: 'ERROR 1146' }] })).toEqual(['mysql-1 was Ready and answered ERROR 1146']);
});

test('a replica must not accept writes, unless it is a desired primary', () => {
  const writable = { ...answer, rows: 500, writable: true };
  expect(found({ answers: [writable] })).toEqual(['mysql-1 was Ready and accepted writes']);
  expect(found({ answers: [writable], primaries: [0, 1] })).toEqual([]);
});

test('one primary may follow another; two at once must not be', () => {
  const writable = (server: number, seconds: number) => ({ at: seconds * SECOND, server, writable: true, rows: 1000 });
  const primaries = [0, 1];
  expect(found({ primaries, answers: [writable(0, 1), writable(0, 2), writable(1, 3), writable(1, 4)] })).toEqual([]);
  const both = ['mysql-0 and mysql-1 both accepted writes'];
  expect(found({ primaries, answers: [writable(0, 1), writable(1, 2), writable(0, 3)] })).toEqual(both);
});

test('the host for reads must not return rows beyond maxLag', () => {
  expect(found({ reads: [{ at: 50 * SECOND, rows: 230 }] })).toEqual(['the host for reads returned 230 rows instead of 231']);
});

test('the longest pause counts from the last row before it', () => {
  const rows = new Map([['a', 0], ['b', 9_000], ['c', 10_000], ['d', 14_500], ['e', 15_000]]);
  expect(longestPause(rows, 9_500)).toBe(4.5);
});

test('a row that one server lacks is missing', () => {
  expect(missingRows(['a', 'b', 'c'], [['a', 'b', 'c', 'd'], ['a', 'c'], ['c', 'a', 'b']])).toEqual(['b']);
  expect(missingRows(['a'], [['a'], ['a']])).toEqual([]);
});
