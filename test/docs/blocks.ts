import { spawnSync } from 'child_process';
import { read } from './files';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** The line number of its first line within the fence. */
  readonly line: number;
  /** The info string of the fence, such as `sh` or `ts nofixture`. */
  readonly info: string;
  readonly text: string;
  /** Why tests do not run it, from the comment before it. */
  readonly notRun?: string;
}

/** One command of a block, which may have several lines. */
export interface Command {
  /** PAGE:LINE */
  readonly location: string;
  readonly text: string;
}

const FENCE = /^```(.*)$/;
const KUBECTL_READ = /^(for [^;]+; do )?kubectl (get|logs|describe|exec \S+( -c \S+)? -- (cat|curl|getent|ls))\b/;
const SQL_READ = /<<<\s*['"](SELECT|SHOW)\b/;
const KUBECTL_LOG = /^[EWI]\d{4} [\d:.]+ +\d+ \S+:\d+\] .*\n/gm;
const NOT_RUN = /^<!-- not run: (.+) -->$/;

export function blocksOf(page: string): Block[] {
  return blocksIn(read(page), page);
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

/** Bash decides where a command ends: a command is complete when bash reports no syntax error. */
export function commandsOf({ page, line, text }: Block): Command[] {
  const commands: Command[] = [];
  let command = '';
  text.split('\n').forEach((next, index) => {
    command = command ? `${command}\n${next}` : next;
    if (next.endsWith('\\') || !isComplete(command)) return;
    const location = `${page}:${line + index + 1 - command.split('\n').length}`;
    if (!/^\s*(#.*)?$/.test(command)) commands.push({ location, text: command });
    command = '';
  });
  if (command) throw new Error(`${page}:${line}: incomplete command: ${command}`);
  return commands;
}

function isComplete(command: string): boolean {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: command, encoding: 'utf8' });
  return status === 0 && stderr === '';
}

/** Whether a block only reads: then it is repeated until it prints what is expected. */
export function isReadOnly(commands: Command[]): boolean {
  return commands.length === 1 && (KUBECTL_READ.test(commands[0].text) || SQL_READ.test(commands[0].text));
}

/**
 * Whether an output is as expected. Log lines of kubectl itself and differences of white space do not count; `…` is any
 * text, and alone on a line any lines.
 */
export function matches(output: string, expected: string): boolean {
  const pattern = normalized(expected).map((line) => {
    return line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}\\n`;
  });
  const lines = normalized(output.replace(KUBECTL_LOG, '')).map((line) => `${line}\n`);
  return new RegExp(`^${pattern.join('')}$`).test(lines.join(''));
}

function normalized(text: string): string[] {
  return text.trim().split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
