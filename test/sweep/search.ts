/** Whether a group passes, or how it fails. */
export type Outcome = string | undefined;

/** What failed, alone. */
export interface Failure<T> {
  readonly item: T;
  readonly outcome: string;
}

/**
 * Group testing: tests items together, and halves each group that fails, until it is one item. A group whose halves
 * both pass is a failure of its own, named by its first item: what fails is a combination.
 */
export async function failuresIn<T>(items: T[], test: (items: T[]) => Promise<Outcome>): Promise<Failure<T>[]> {
  if (items.length === 0) return [];
  const outcome = await test(items);
  if (outcome === undefined) return [];
  if (items.length === 1) return [{ item: items[0], outcome }];
  const middle = Math.ceil(items.length / 2);
  const halves = [items.slice(0, middle), items.slice(middle)];
  const failures = (await Promise.all(halves.map((half) => failuresIn(half, test)))).flat();
  return failures.length > 0 ? failures : [{ item: items[0], outcome: `only together with others: ${outcome}` }];
}

/** Runs at most so many at once. */
export function limited<A extends unknown[], R>(most: number, run: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  let running = 0;
  const waiting: Array<() => void> = [];
  return async (...args) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    running++;
    try {
      return await run(...args);
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
