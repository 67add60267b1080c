import { isReady } from '../cluster/pods';
import { PodEvent } from '../cluster/recorder';
import { Answer } from './traffic';

/** An answer that must not have been given. */
export interface Violation {
  readonly at: number;
  readonly why: string;
}

export const BOTH_WRITE = 'both accepted writes';

/** Milliseconds until a pod is not Ready: agent and probe need up to 4 s each, and the API server a round of 4 s. */
const DETECTION_MS = 12_000;

interface Span { readonly from: number; readonly to: number }

/** When a pod was Ready, from the events of its watch. */
function readySpans(events: readonly PodEvent[], pod: string): Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (const event of events.filter((one) => one.pod.metadata.name === pod)) {
    const ready = event.type !== 'DELETED' && isReady(event.pod);
    if (ready) from ??= event.at;
    if (!ready && from !== undefined) {
      spans.push({ from, to: event.at });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from, to: Infinity }];
}

/** Returns a function: how many rows were acknowledged until a time. */
function rowsUntil(acknowledged: Map<string, number>): (time: number) => number {
  const times = [...acknowledged.values()].sort((one, other) => one - other);
  return (time) => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time) low = middle + 1; else high = middle;
    }
    return low;
  };
}

/** What was recorded during a fault. */
export interface History {
  readonly events: readonly PodEvent[];
  readonly answers: Answer[];
  readonly reads: Array<{ at: number; rows: number }>;
  readonly acknowledged: Map<string, number>;
  /** Ordinals of all desired primaries. */
  readonly primaries: number[];
  /** Seconds. */
  readonly maxLag: number;
}

/** Answers that Ready pods, or the host for reads, must not have given. */
export function violations(history: History): Violation[] {
  const countUntil = rowsUntil(history.acknowledged);
  const required = (at: number) => countUntil(at - history.maxLag * 1000 - DETECTION_MS);
  const spans = new Map<number, Span[]>();
  const wasReady = ({ server, at }: Answer) => {
    if (!spans.has(server)) spans.set(server, readySpans(history.events, `mysql-${server}`));
    return spans.get(server)!.some(({ from, to }) => at >= from && at < to - DETECTION_MS);
  };
  const servers = history.answers.filter(wasReady)
    .flatMap((answer) => wrongAnswer(answer, required(answer.at), history.primaries));
  const reads = history.reads.filter(({ at, rows }) => rows < required(at))
    .map(({ at, rows }) => ({ at, why: `the host for reads returned ${rows} rows instead of ${required(at)}` }));
  return [...servers, ...twoPrimaries(history.answers), ...reads];
}

function wrongAnswer({ at, server, writable, rows, error }: Answer, required: number, primaries: number[]): Violation[] {
  const why = error ? `answered ${error}`
    : writable && !primaries.includes(server) ? 'accepted writes'
      : rows < required ? `had ${rows} rows instead of ${required}` : undefined;
  return why ? [{ at, why: `mysql-${server} was Ready and ${why}` }] : [];
}

/** Two servers accepted writes at once, if one does so between two such answers of the other. */
function twoPrimaries(answers: Answer[]): Violation[] {
  const writable = answers.filter((answer) => answer.writable).sort((one, other) => one.at - other.at);
  return writable.slice(2).flatMap(({ at, server }, n) => {
    const [first, second] = [writable[n], writable[n + 1]];
    const between = first.server === server && second.server !== server;
    return between ? [{ at, why: `mysql-${server} and mysql-${second.server} ${BOTH_WRITE}` }] : [];
  });
}

/** Acknowledged rows that are not on every server. */
export function missingRows(acknowledged: string[], servers: string[][]): string[] {
  const found = servers.map((rows) => new Set(rows));
  return acknowledged.filter((row) => found.some((rows) => !rows.has(row)));
}

/** The longest time without an acknowledged row, in seconds, that ended after `from`. */
export function longestPause(acknowledged: Map<string, number>, from: number): number {
  const times = [...acknowledged.values()].sort((one, other) => one - other);
  const pauses = times.map((time, n) => n === 0 || time < from ? 0 : time - times[n - 1]);
  return Math.max(0, ...pauses) / 1000;
}
