import { untilNobody } from './lock';
import { Namespace } from './namespace';
import { dump } from './trouble';
import { say } from './wait';

/** What a walk does alone where a time is judged: others end the step that they are in, and rest. */
export const TIMING = 'time a start';

/** A step may take longer than the tests' common limit, if it says so. */
export type Step = (title: string, run: (namespace: Namespace) => Promise<void>, seconds?: number) => void;

/**
 * A walk through one namespace: steps run in order, each on what the one before has left, and none follows a failure.
 * E2E_KEEP=1 leaves the namespace of a failed walk for a look.
 */
export function walk(name: string, steps: (step: Step) => void): void {
  describe(name, () => {
    let namespace: Namespace;
    let failed: string | undefined;
    beforeAll(async () => { namespace = await Namespace.create(name); });
    afterAll(async () => {
      namespace?.pods.stop();
      if (failed && process.env.E2E_KEEP) say(`namespace ${namespace.name} is left for a look`);
      else await namespace?.delete();
    });

    steps((title, run, seconds) => test(title, async () => {
      if (failed) throw notRun(failed);
      const begin = Date.now();
      try {
        await untilNobody(TIMING, 180);
        await run(namespace);
        say(`${name}: ${title} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failed = title;
        say(`${name}: FAILED: ${title}: ${beginning(error)}`);
        say(`${name}: all that is known of it: ${await dump(namespace, name, title, error)}`);
        throw error;
      }
    }, seconds && seconds * 1000));
  });
}

/** Enough of an error to know what happened, where the report of a run that was cut off is all there is. */
function beginning(error: unknown): string {
  return String(error).split('\n').slice(0, 12).join('\n    ');
}

/** Without a stack, which would point to this file. */
function notRun(failed: string): Error {
  const error = new Error(`not run, because this step failed: ${failed}`);
  error.stack = error.message;
  return error;
}
