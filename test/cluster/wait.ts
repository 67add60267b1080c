/** On a slow Kubernetes cluster, E2E_TIMEOUT_SCALE multiplies every time limit. It does not change what is asserted. */
export const TIMEOUT_SCALE = Number(process.env.E2E_TIMEOUT_SCALE ?? 1);

export interface WaitOptions {
  /** The time limit. */
  readonly seconds?: number;
  /** Milliseconds between the first checks. */
  readonly every?: number;
  /** One line on the current state, logged every 10 s. */
  readonly progress?: () => Promise<string>;
  /** What explains a timeout: pods, events, logs. */
  readonly diagnostics?: () => Promise<string>;
}

const PROGRESS_SECONDS = 10;

// A check may be a kubectl command, which takes CPU from the pods it waits for: the interval grows with the time waited.
const BACKOFF = 0.1;
const MAX_INTERVAL = 2000;

/** Repeats `check` until it returns something; an error of `check` counts as "not yet". */
export async function until<T>(
  what: string, check: () => Promise<T> | T, options: WaitOptions = {},
): Promise<NonNullable<T>> {
  const { every = 500, progress, diagnostics } = options;
  const seconds = (options.seconds ?? 120) * TIMEOUT_SCALE;
  const begin = Date.now();
  let reported = 0;
  let lastError = '';
  for (;;) {
    try {
      const found = await check();
      if (found !== undefined && found !== null && found !== false) return found;
    } catch (error) {
      lastError = error instanceof Error ? error.message : String(error);
    }
    const waited = Math.round((Date.now() - begin) / 1000);
    if (waited >= seconds) {
      throw new Error(`waited ${seconds} s for ${what}${lastError && `\n${lastError}`}\n${await diagnostics?.() ?? ''}`);
    }
    if (waited - reported >= PROGRESS_SECONDS) {
      reported = waited;
      await logProgress(waited, what, progress);
    }
    await pause(Math.max(every, Math.min((Date.now() - begin) * BACKOFF, MAX_INTERVAL)));
  }
}

/** Logs the current state every 10 s until `work` ends. */
export async function withProgress<T>(what: string, work: Promise<T>, progress: () => Promise<string>): Promise<T> {
  const begin = Date.now();
  let idle = true;
  const timer = setInterval(async () => {
    if (!idle) return;
    idle = false;
    await logProgress(Math.round((Date.now() - begin) / 1000), what, progress).catch(() => undefined);
    idle = true;
  }, PROGRESS_SECONDS * 1000);
  return work.finally(() => clearInterval(timer));
}

async function logProgress(waited: number, what: string, progress?: () => Promise<string>): Promise<void> {
  logLine(`${waited} s: waiting for ${what}${progress ? `: ${await progress()}` : ''}`);
}

/** Logs a line at once; jest's own report comes only after the file has ended. */
export function logLine(line: string): void {
  process.stderr.write(`  … ${line}\n`);
}

/** Repeats `check` for a time in which it must never throw. */
export async function consistently(seconds: number, check: () => void): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(500)) check();
}

/** Sleeps. Only between two checks, or where a fault has a fixed length. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
