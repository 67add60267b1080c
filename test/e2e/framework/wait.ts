export interface WaitOptions {
  /** The time limit. */
  readonly seconds?: number;
  /** Milliseconds between two looks, at the beginning. */
  readonly every?: number;
  /** A few words on how far things are, for those who watch. */
  readonly progress?: () => Promise<string>;
  /** What explains a failure: pods, events, logs. */
  readonly trouble?: () => Promise<string>;
}

const PROGRESS_SECONDS = 10;

// Each look may be a kubectl, which takes a tenth of a second from those who are waited for: the longer a wait, the fewer looks.
const PATIENCE = 0.1;
const LONGEST = 2000;

/** Looks again and again until `check` returns something; an error of `check` counts as "not yet". */
export async function until<T>(what: string, check: () => Promise<T> | T, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { seconds = 120, every = 500, progress, trouble } = options;
  const begin = Date.now();
  let said = 0;
  let last = '';
  for (;;) {
    try {
      const found = await check();
      if (found !== undefined && found !== null && found !== false) return found;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    const waited = Math.round((Date.now() - begin) / 1000);
    if (waited >= seconds) throw new Error(`waited ${seconds} s for ${what}${last && `\n${last}`}\n${await trouble?.() ?? ''}`);
    if (waited - said >= PROGRESS_SECONDS) {
      said = waited;
      await tell(waited, what, progress);
    }
    await pause(Math.max(every, Math.min((Date.now() - begin) * PATIENCE, LONGEST)));
  }
}

/** Says now and then how far things are, while something else waits. */
export async function telling<T>(what: string, work: Promise<T>, progress: () => Promise<string>): Promise<T> {
  const begin = Date.now();
  let idle = true;
  const timer = setInterval(async () => {
    if (!idle) return;
    idle = false;
    await tell(Math.round((Date.now() - begin) / 1000), what, progress).catch(() => undefined);
    idle = true;
  }, PROGRESS_SECONDS * 1000);
  return work.finally(() => clearInterval(timer));
}

async function tell(waited: number, what: string, progress?: () => Promise<string>): Promise<void> {
  say(`${waited} s: waiting for ${what}${progress ? `: ${await progress()}` : ''}`);
}

/** One line for those who watch; the tests' own report follows when a file has ended. */
export function say(line: string): void {
  process.stderr.write(`  … ${line}\n`);
}

/** Time passes. Only to look again, or where a test is about nothing happening. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
