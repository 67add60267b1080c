import { Durability } from '../../lib';
import { FAULTS } from '../chaos/faults';
import { shortLine } from '../chaos/matrix';
import { runFault, untilAllLeft } from '../chaos/run';
import { say } from './framework/wait';

afterAll(untilAllLeft);

/** One of the faults that kubectl can do; `npm run chaos` runs all. Times are not judged here, where other tests run beside. */
test('a primary that loses its pod and its volume costs no acknowledged row of a lossless set', async () => {
  const outcome = await runFault(FAULTS.find(({ name }) => name === 'wipe-primary')!, Durability.LOSSLESS);
  say(shortLine(outcome));
  expect(outcome.acknowledged).toBeGreaterThan(0);
  expect(outcome).toMatchObject({ lost: 0, wrong: [] });
});
