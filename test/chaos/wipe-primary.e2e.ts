import { Durability } from '../../lib';
import { logLine } from '../cluster/wait';
import { FAULTS } from './faults';
import { summaryOf } from './matrix';
import { runFault, untilAllDeleted } from './run';

afterAll(untilAllDeleted);

/** One fault that needs no driver. Its times are not asserted: other tests run at the same time. */
test('the loss of the primary\'s pod and volume loses no acknowledged row of a lossless cluster', async () => {
  const outcome = await runFault(FAULTS.find(({ name }) => name === 'wipe-primary')!, Durability.LOSSLESS);
  logLine(summaryOf(outcome));
  expect(outcome.acknowledged).toBeGreaterThan(0);
  expect(outcome).toMatchObject({ lost: 0, falseReady: [] });
});
