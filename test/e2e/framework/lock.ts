import { mkdirSync, rmSync, statSync, utimesSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { until } from './wait';

const BEAT = 5_000;

/** Without a beat for so long, whoever has it was killed; longer than a command that holds up the beat may take. */
const STALE = 120_000;

/** Does what two walks on this machine must not do at the same time. */
export async function alone<T>(what: string, run: () => Promise<T>, seconds?: number): Promise<T> {
  const place = placeOf(what);
  await until(`the turn to ${what}`, () => taken(place), { every: 100, seconds });
  const beat = setInterval(() => utimesSync(place, new Date(), new Date()), BEAT);
  try {
    return await run();
  } finally {
    clearInterval(beat);
    rmSync(place, { recursive: true, force: true });
  }
}

/** Waits while another walk on this machine does this. */
export async function untilNobody(what: string, seconds?: number): Promise<void> {
  const place = placeOf(what);
  await until(`the end of: ${what}`, () => (age(place) ?? Infinity) > STALE, { every: 100, seconds });
}

function placeOf(what: string): string {
  return join(tmpdir(), `cdk8s-stateful-e2e-${what.replace(/ /g, '-')}`);
}

function taken(place: string): boolean {
  try {
    mkdirSync(place);
  } catch {
    if ((age(place) ?? 0) > STALE) rmSync(place, { recursive: true, force: true });
    return false;
  }
  return true;
}

/** Milliseconds since the last beat, if anybody is there. */
function age(place: string): number | undefined {
  const found = statSync(place, { throwIfNoEntry: false });
  return found && Date.now() - found.mtimeMs;
}
