// Interleaved rounds: A B A B ..., so that both see the same load; what counts is the median of the ratios, round by round.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fail } from '../scripts/tools.mjs';

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Seconds of one run with all its children, as bash counts them. */
function time(command, options) {
  const script = 'TIMEFORMAT="%3R %3U %3S"; time "$@" >/dev/null 2>"$ERRORS"';
  const result = spawnSync('bash', ['-c', script, 'time', ...command], { encoding: 'utf8', ...options });
  if (result.status !== 0) fail(`${command.join(' ')}: exit code ${result.status}\n${readFileSync(options.env.ERRORS, 'utf8')}`);
  const [wall, user, system] = result.stderr.trim().split(/\s+/).slice(-3).map(Number);
  return { wall, cpu: user + system };
}

/** Median ratios of left to right, with the spread and the seconds of the one that counts. */
export function compare({ left, right, by, rounds = 5, repeat = 1, ...options }) {
  const seen = [];
  for (let round = 0; round <= rounds; round++) {
    const total = { left: { wall: 0, cpu: 0 }, right: { wall: 0, cpu: 0 } };
    for (let run = 0; run < repeat; run++) {
      add(total.left, time(left, options));
      add(total.right, time(right, options));
    }
    if (round > 0) seen.push(total); // the first one warms caches
  }
  const ratios = (what) => seen.map((total) => total.left[what] / total.right[what]);
  const seconds = (side) => median(seen.map((total) => total[side][by] / repeat));
  const counted = ratios(by);
  return {
    wall: median(ratios('wall')), cpu: median(ratios('cpu')), low: Math.min(...counted), high: Math.max(...counted),
    left: seconds('left'), right: seconds('right'),
  };
}

function add(total, { wall, cpu }) {
  total.wall += wall;
  total.cpu += cpu;
}
