import { PodEvent } from '../e2e/framework/recorder';
import { isReady } from '../e2e/framework/pods';
import { Answer } from './traffic';

/** A second in which a pod was Ready and should not have been. */
export interface Wrong {
  readonly at: number;
  readonly why: string;
}

/** Milliseconds that the agent and the readiness probe take to notice, and the API server to say it: twice 4 s and a round of 4 s. */
const NOTICE = 12_000;

interface Span { readonly from: number; readonly to: number }

/** When a member's pod was Ready, from the record of its watch. */
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

/** Rows acknowledged by a time. */
function counter(acknowledged: Map<string, number>): (time: number) => number {
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

export interface Evidence {
  readonly events: readonly PodEvent[];
  readonly answers: Answer[];
  readonly reads: Array<{ at: number; rows: number }>;
  readonly acknowledged: Map<string, number>;
  /** Ordinals that were the primary at some time of the run. */
  readonly primaries: number[];
  /** Seconds. */
  readonly maxLag: number;
}

/** Every answer that a Ready pod, or the address for reads, should not have given. */
export function wrongStates(evidence: Evidence): Wrong[] {
  const due = counter(evidence.acknowledged);
  const oldest = (at: number) => due(at - evidence.maxLag * 1000 - NOTICE);
  const spans = new Map<number, Span[]>();
  const wasReady = ({ member, at }: Answer) => {
    if (!spans.has(member)) spans.set(member, readySpans(evidence.events, `mysql-${member}`));
    return spans.get(member)!.some(({ from, to }) => at >= from && at < to - NOTICE);
  };
  const members = evidence.answers.filter(wasReady).flatMap((answer) => wrongAnswer(answer, oldest(answer.at), evidence.primaries));
  const reads = evidence.reads.filter(({ at, rows }) => rows < oldest(at))
    .map(({ at, rows }) => ({ at, why: `the address for reads showed ${rows} rows, ${oldest(at)} were due` }));
  return [...members, ...twoPrimaries(evidence.answers), ...reads];
}

function wrongAnswer({ at, member, writable, rows, error }: Answer, due: number, primaries: number[]): Wrong[] {
  const why = error ? `answered ${error}`
    : writable && !primaries.includes(member) ? 'accepted writes'
      : rows < due ? `had ${rows} rows, ${due} were due` : undefined;
  return why ? [{ at, why: `mysql-${member} was Ready and ${why}` }] : [];
}

/** Two members that say, one between two answers of the other, that they accept writes. */
function twoPrimaries(answers: Answer[]): Wrong[] {
  const open = answers.filter(({ writable }) => writable).sort((one, other) => one.at - other.at);
  return open.slice(2).flatMap(({ at, member }, place) => {
    const [first, second] = [open[place], open[place + 1]];
    const between = first.member === member && second.member !== member;
    return between ? [{ at, why: `mysql-${member} and mysql-${second.member} both accepted writes` }] : [];
  });
}

/** What was acknowledged and is not on every server. */
export function missingRows(acknowledged: string[], servers: string[][]): string[] {
  const found = servers.map((rows) => new Set(rows));
  return acknowledged.filter((row) => found.some((rows) => !rows.has(row)));
}

/** The longest time without an acknowledged row, in seconds, that ended after `from`. */
export function longestPause(acknowledged: Map<string, number>, from: number): number {
  const times = [...acknowledged.values()].sort((one, other) => one - other);
  const pauses = times.map((time, place) => place === 0 || time < from ? 0 : time - times[place - 1]);
  return Math.max(0, ...pauses) / 1000;
}
