import { Problems } from './checks';

/** Refuses names that nobody reads: a typo would be silent, and what was asked for would be missing. No value is shown, as it may be a password. */
export function checkKnown(problems: Problems, given: object, known: { readonly [name: string]: unknown }, prefix = ''): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || Object.prototype.hasOwnProperty.call(known, name)) continue;
    const near = nearestOf(name, Object.keys(known));
    problems.add(prefix + name, name, near ? 'a name that there is' : `one of ${Object.keys(known).join(', ')}`, near ? `for example '${near}'` : 'leave it out');
  }
}

/** The name that was probably meant. */
function nearestOf(name: string, known: string[]): string | undefined {
  const [nearest] = known.map((other) => ({ other, steps: stepsBetween(name.toLowerCase(), other.toLowerCase()) })).sort((a, b) => a.steps - b.steps);
  return nearest && nearest.steps <= Math.max(1, Math.floor(name.length / 3)) ? nearest.other : undefined;
}

/** How many letters are to be added, left out or changed (Levenshtein). */
function stepsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
