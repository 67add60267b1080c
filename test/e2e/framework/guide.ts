import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

export const ROOT = join(__dirname, '..', '..', '..');

/** A fenced block of a page. */
export interface Block {
  /** As in docs/README.md:12, the line of the first line within the fence. */
  readonly page: string;
  readonly line: number;
  /** What follows the fence, as `sh` or `ts nofixture`. */
  readonly info: string;
  readonly text: string;
  /** Why tests do not run it, from the comment before it. */
  readonly notRun?: string;
}

/** One command of a block, which may be longer than a line. */
export interface Command {
  readonly place: string;
  readonly text: string;
}

const FENCE = /^```(.*)$/;
const LOOK = /^((for [^;]+; do )?kubectl (get|logs|describe|exec \S+( -c \S+)? -- (cat|curl|getent|ls))\b|.*<<<\s*['"](SELECT|SHOW)\b)/s;
const KUBECTL_LOG = /^[EWI]\d{4} [\d:.]+ +\d+ \S+:\d+\] .*\n/gm;
const NOT_RUN = /^<!-- not run: (.+) -->$/;

export function blocksOf(page: string): Block[] {
  return blocksIn(readFileSync(join(ROOT, page), 'utf8'), page);
}

export function blocksIn(text: string, page: string): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  for (let begin = 0; begin < lines.length; begin++) {
    const info = lines[begin].match(FENCE)?.[1];
    if (info === undefined) continue;
    const end = lines.indexOf('```', begin + 1);
    if (end < 0) throw new Error(`${page}:${begin + 1}: a block without an end`);
    const notRun = lines[begin - 1]?.match(NOT_RUN)?.[1];
    blocks.push({ page, line: begin + 2, info, text: lines.slice(begin + 1, end).join('\n'), notRun });
    begin = end;
  }
  return blocks;
}

/** Bash says where a command ends: it is whole when bash finds nothing to complain about. */
export function commandsOf({ page, line, text }: Block): Command[] {
  const commands: Command[] = [];
  let begun = '';
  text.split('\n').forEach((next, index) => {
    begun = begun ? `${begun}\n${next}` : next;
    if (next.endsWith('\\') || !isWhole(begun)) return;
    if (!/^\s*(#.*)?$/.test(begun)) commands.push({ place: `${page}:${line + index + 1 - begun.split('\n').length}`, text: begun });
    begun = '';
  });
  if (begun) throw new Error(`${page}:${line}: no whole command: ${begun}`);
  return commands;
}

function isWhole(command: string): boolean {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: command, encoding: 'utf8' });
  return status === 0 && stderr === '';
}

/** A command that changes nothing: a person looks again until it shows what was promised. */
export function looks(commands: Command[]): boolean {
  return commands.length === 1 && LOOK.test(commands[0].text);
}

/** Whether this was printed: what kubectl logs about itself does not count, blanks may differ, `…` is any text, and alone on a line any lines. */
export function shows(printed: string, expected: string): boolean {
  const pattern = tidy(expected).map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}\\n`));
  return new RegExp(`^${pattern.join('')}$`).test(tidy(printed.replace(KUBECTL_LOG, '')).map((line) => `${line}\n`).join(''));
}

function tidy(text: string): string[] {
  return text.trim().split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
