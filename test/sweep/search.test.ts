import { failuresIn, limited } from './search';

const failing = (...bad: number[]) => async (items: number[]) => {
  const found = items.filter((item) => bad.includes(item));
  return found.length > 0 ? `found ${found.join()}` : undefined;
};
const numbers = Array.from({ length: 40 }, (_, n) => n);

test('a group that passes is tested once', async () => {
  const run = jest.fn(failing());
  expect(await failuresIn(numbers, run)).toEqual([]);
  expect(run).toHaveBeenCalledTimes(1);
});

test('each item that fails is found alone, in fewer tests than there are items', async () => {
  const run = jest.fn(failing(3, 29));
  expect(await failuresIn(numbers, run)).toEqual([{ item: 3, outcome: 'found 3' }, { item: 29, outcome: 'found 29' }]);
  expect(run.mock.calls.length).toBeLessThan(30);
});

test('what fails only together is a failure too', async () => {
  const together = async (items: number[]) => (items.includes(1) && items.includes(30) ? 'both' : undefined);
  expect(await failuresIn(numbers, together)).toEqual([{ item: 0, outcome: 'only together with others: both' }]);
});

test('at most so many run at once', async () => {
  let [running, most] = [0, 0];
  const run = limited(3, async (n: number) => {
    most = Math.max(most, ++running);
    await new Promise((done) => setImmediate(done));
    running--;
    return n;
  });
  expect(await Promise.all(numbers.map(run))).toEqual(numbers);
  expect(most).toBe(3);
});
