import { scenario } from '../../cluster/scenario';
import { basics } from './basics';
import { deletion } from './deletion';
import { parallel } from './parallel';
import { AppOptions } from './tutorial-app';
import { updates } from './updates';

/** The procedures W1 to W34 of procedures.md. */
export function webScenario(options: AppOptions): void {
  scenario(options.name, (step) => {
    basics(step, options);
    updates(step, options);
    deletion(step, options);
    parallel(step, options);
  });
}
