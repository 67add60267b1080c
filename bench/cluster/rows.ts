/** A measurement and its goal. */
export interface Row {
  readonly name: string;
  readonly goal: number;
  /** Whether the goal is a minimum. @default a maximum */
  readonly atLeast?: boolean;
  /** One value for each round; the median is compared with the goal. */
  readonly measured: number[];
  /** The figures behind the ratio, as text. */
  readonly raw: string;
}

export const HEAD = `${'medians of the rounds'.padEnd(46)}  goal     measured  spread             raw`;

/** The median; of an even count the upper one. */
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

/** The figures of all rounds, in order. */
export function list(values: number[], digits: number): string {
  return values.map((value) => value.toFixed(digits)).join(' ');
}
