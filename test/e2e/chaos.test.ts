import { Durability } from '../../lib';
import { FAULTS } from '../chaos/faults';
import { shortLine } from '../chaos/matrix';
import { runFault, untilAllLeft } from '../chaos/run';
import { say } from './framework/wait';

const { ASYNC, LOSSLESS } = Durability;

afterAll(untilAllLeft);

/** What kubectl can do; `npm run chaos` runs all. Times are not judged here, where other tests run beside. */
test.each([
  ['kill-primary', LOSSLESS],
  ['wipe-primary', ASYNC],
])('%s under %s costs no acknowledged row', async (name, durability) => {
  const fault = FAULTS.find((one) => one.name === name)!;
  const outcome = await runFault(fault, durability);
  say(shortLine(outcome));
  expect(outcome.acknowledged).toBeGreaterThan(0);
  expect(outcome).toMatchObject({ lost: 0, wrong: [] });
});
