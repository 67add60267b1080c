/** What was measured, beside its goal. */
export interface Row {
  readonly name: string;
  readonly goal: number;
  /** The goal is the least, and not the most. */
  readonly atLeast?: boolean;
  /** One value for each round; the median counts. */
  readonly measured: number[];
  /** The numbers behind it, as a person reads them. */
  readonly raw: string;
}

export const HEAD = `${'medians of the rounds'.padEnd(46)}  goal     measured  spread             raw`;

/** The middle one; of an even number the upper one. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function met({ goal, atLeast, measured }: Row): boolean {
  return atLeast ? median(measured) >= goal : median(measured) <= goal;
}

export function lineOf(row: Row): string {
  const { name, goal, atLeast, measured, raw } = row;
  const wanted = `${atLeast ? '>=' : '<='} ${goal.toFixed(2)}`;
  const spread = `${Math.min(...measured).toFixed(2)}-${Math.max(...measured).toFixed(2)}`;
  return `${name.padEnd(46)}  ${wanted}  ${median(measured).toFixed(2).padStart(8)}  ${spread.padEnd(9)}  ${met(row) ? 'ok    ' : 'MISSED'}  ${raw}`;
}

/** Numbers of several rounds, in order. */
export function list(values: number[], digits: number): string {
  return values.map((value) => value.toFixed(digits)).join(' ');
}
