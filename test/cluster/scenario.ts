import { saveDiagnostics, summaryOf } from './diagnostics';
import { untilUnlocked } from './lock';
import { Namespace } from './namespace';
import { logLine, TIMEOUT_SCALE } from './wait';

/** The lock of a scenario that measures time: no other scenario begins a step meanwhile. */
export const TIMING_LOCK = 'timing';

/** Adds a step; `seconds` replaces the common time limit. */
export type Step = (title: string, run: (namespace: Namespace) => Promise<void>, seconds?: number) => void;

/**
 * Tests that share a namespace and run in order, each on the state that the one before has left. After a failure the
 * remaining steps fail without being run. E2E_KEEP=1 keeps the namespace of a failed scenario.
 */
export function scenario(name: string, steps: (step: Step) => void): void {
  describe(name, () => {
    let namespace: Namespace;
    let failed: string | undefined;
    beforeAll(async () => { namespace = await Namespace.create(name); });
    afterAll(async () => {
      namespace?.pods.stop();
      if (failed && process.env.E2E_KEEP) logLine(`namespace ${namespace.name} is kept`);
      else await namespace?.delete();
    });

    steps((title, run, seconds) => test(title, async () => {
      if (failed) throw notRun(failed);
      const begin = Date.now();
      try {
        await untilUnlocked(TIMING_LOCK, 180);
        await run(namespace);
        logLine(`${name}: ${title} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failed = title;
        logLine(`${name}: FAILED: ${title}: ${firstLines(error)}`);
        logLine(`${name}: ${await summaryOf(namespace)}`);
        logLine(`${name}: diagnostics: ${await saveDiagnostics(namespace, name, title, error)}`);
        throw error;
      }
    }, seconds && seconds * TIMEOUT_SCALE * 1000));
  });
}

/** Logged at once: the report of a run that is killed has nothing else. */
function firstLines(error: unknown): string {
  return String(error).split('\n').slice(0, 12).join('\n    ');
}

/** Without a stack, which would point to this file. */
function notRun(failed: string): Error {
  const error = new Error(`not run, because this step failed: ${failed}`);
  error.stack = error.message;
  return error;
}
