// Interleaved rounds: A B A B ..., so that both meet the same weather; what counts is the median of the ratios, round by round.
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

export function compare({ left, right, by = 'wall', rounds = 5, repeat = 1, ...options }) {
  const ratios = [];
  const seconds = { left: [], right: [] };
  for (let round = -1; round < rounds; round++) {
    const total = { left: 0, right: 0 };
    for (let run = 0; run < repeat; run++) {
      total.left += time(left, options)[by];
      total.right += time(right, options)[by];
    }
    if (round < 0) continue;
    ratios.push(total.left / total.right);
    for (const side of ['left', 'right']) seconds[side].push(total[side] / repeat);
  }
  return { ratio: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios), left: median(seconds.left), right: median(seconds.right) };
}
