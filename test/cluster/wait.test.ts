import { withProgress } from './wait';

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  jest.useFakeTimers();
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(`${line}`.trim()) > 0);
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('a long command logs the state of the pods every 10 s until it ends', async () => {
  let end: (text: string) => void = () => undefined;
  const command = new Promise<string>((resolve) => { end = resolve; });
  const result = withProgress('rollout status', command, async () => 'web-0 Ready');
  await jest.advanceTimersByTimeAsync(25_000);
  end('done');
  expect(await result).toBe('done');
  await jest.advanceTimersByTimeAsync(25_000);
  const line = (seconds: number) => `… ${seconds} s: waiting for rollout status: web-0 Ready`;
  expect(lines).toEqual([line(10), line(20)]);
});

test('a progress query that hangs is not repeated; one that fails is', async () => {
  const hangs = jest.fn(() => new Promise<string>(() => undefined));
  const fails = jest.fn(() => Promise.reject(new Error('no answer')));
  for (const progress of [hangs, fails]) void withProgress('rollout status', new Promise(() => undefined), progress);
  await jest.advanceTimersByTimeAsync(35_000);
  expect([hangs.mock.calls.length, fails.mock.calls.length]).toEqual([1, 3]);
});
