import { telling } from '../e2e/framework/wait';

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

test('a command that takes its time is told every 10 s with the state of the pods, until it ends', async () => {
  let end: (text: string) => void = () => undefined;
  const told = telling('rollout status', new Promise<string>((resolve) => { end = resolve; }), async () => 'web-0 Ready');
  await jest.advanceTimersByTimeAsync(25_000);
  end('done');
  expect(await told).toBe('done');
  await jest.advanceTimersByTimeAsync(25_000);
  expect(lines).toEqual(['… 10 s: waiting for rollout status: web-0 Ready', '… 20 s: waiting for rollout status: web-0 Ready']);
});

test('a cluster that does not say how the pods are is not asked a second time meanwhile, and one that fails is asked again', async () => {
  const hangs = jest.fn(() => new Promise<string>(() => undefined));
  const fails = jest.fn(() => Promise.reject(new Error('no answer')));
  for (const progress of [hangs, fails]) void telling('rollout status', new Promise(() => undefined), progress);
  await jest.advanceTimersByTimeAsync(35_000);
  expect([hangs.mock.calls.length, fails.mock.calls.length]).toEqual([1, 3]);
});
