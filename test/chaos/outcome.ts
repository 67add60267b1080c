import { Durability } from '../../lib';
import { Fault, Mode } from './fault';
import { BOTH_WRITE, Violation } from './invariants';

/** What was measured during a fault. */
export interface Figures {
  /** Rows acknowledged to the client. */
  readonly acknowledged: number;
  /** Acknowledged rows that a server lacks afterwards. */
  readonly lost: number;
  /** Seconds between the last write before and the first one after; absent if there was no client. */
  readonly writeOutage?: number;
  /** Seconds from the fault until all servers were Ready again. */
  readonly recoveryTime: number;
  /** Containers that the kubelet restarted. */
  readonly restarts: number;
  /** Answers that a Ready pod must not give; absent if there was no client. */
  readonly falseReady?: Violation[];
}

/** The result of one fault. */
export interface Outcome extends Omit<Figures, 'falseReady'> {
  readonly fault: string;
  readonly title: string;
  readonly durability: string;
  readonly notes: string[];
  readonly falseReady?: string[];
  readonly manualAction?: string;
  readonly missedGoals: string[];
}

export function outcomeOf(fault: Fault, mode: Mode, notes: string[], figures: Figures): Outcome {
  const { name, title, manualAction } = fault;
  const falseReady = figures.falseReady?.map(({ at, why }) => `${new Date(at).toISOString()} ${why}`);
  return { fault: name, title, durability: mode, notes, ...figures, falseReady, manualAction, missedGoals: missedGoals(fault, mode, figures) };
}

/** Seconds from the first to the last answer of a server that accepts writes besides another one. */
function overlapOf(violations: Violation[]): number {
  const times = violations.filter(({ why }) => why.includes(BOTH_WRITE)).map(({ at }) => at);
  return times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 1000;
}

function missedGoals({ losesVolume, maxWriteOutage, mayOverlap = 0 }: Fault, mode: Mode, figures: Figures): string[] {
  const mayLoseRows = mode === Durability.ASYNC && losesVolume;
  const outageTooLong = maxWriteOutage !== undefined && (figures.writeOutage ?? 0) > maxWriteOutage;
  const [answers, overlap] = [figures.falseReady ?? [], overlapOf(figures.falseReady ?? [])];
  const wrong = mayOverlap > 0 ? answers.filter(({ why }) => !why.includes(BOTH_WRITE)) : answers;
  return [
    ...(figures.lost > 0 && !mayLoseRows ? ['acknowledged rows were lost'] : []),
    ...(outageTooLong ? [`the write outage was longer than ${maxWriteOutage} s`] : []),
    ...(wrong.length > 0 ? ['a pod was Ready in a wrong state'] : []),
    ...(mayOverlap > 0 && overlap > mayOverlap ? [`two servers accepted writes for ${overlap.toFixed(1)} s`] : []),
  ];
}
