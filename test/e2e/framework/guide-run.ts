import { rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { closingNodes } from './drain';
import { Block, blocksOf, Command, commandsOf, looks, shows } from './guide';
import { makeApp, programOf } from './guide-app';
import { Shell } from './guide-shell';
import { Namespace } from './namespace';
import { recycle } from './recycle';
import { troubleOf } from './trouble';
import { telling, until } from './wait';

/** Seconds for which a person looks again. */
const PATIENCE = 60;

/** A shell, and the namespace in which it works. */
interface Terminal {
  readonly shell: Shell;
  readonly namespace: Namespace;
}

/** Does what guides say, in one app and one namespace. */
export class Guides {
  private readonly folder = makeApp();

  /** Runs a page from its first block to its last: `ts` is what the app is from there on, `text` what was to be seen. */
  public async run(page: string, namespace: Namespace): Promise<void> {
    const shell = await Shell.start(this.folder, namespace.name);
    try {
      const blocks = blocksOf(page);
      const drains = blocks.some(({ info, text }) => info === 'sh' && text.includes('kubectl drain'));
      const runAll = () => this.runBlocks({ shell, namespace }, blocks);
      await (drains ? closingNodes(runAll) : runAll());
    } finally {
      shell.stop();
    }
    await recycle();
  }

  private async runBlocks(terminal: Terminal, blocks: Block[]): Promise<void> {
    for (const [index, block] of blocks.entries()) {
      if (block.info.split(' ')[0] === 'ts') writeFileSync(join(this.folder, 'main.ts'), programOf(block));
      if (block.info === 'sh' && !block.notRun) await runBlock(terminal, block, blocks[index + 1]);
    }
  }

  /** Leaves nothing behind, whatever has failed. */
  public async end(): Promise<void> {
    const shell = await Shell.start(this.folder, 'default');
    await shell.uncordon().finally(() => shell.stop());
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function runBlock(terminal: Terminal, block: Block, next?: Block): Promise<void> {
  const commands = commandsOf(block);
  const expected = next?.info === 'text' ? next : undefined;
  if (expected && looks(commands)) return lookFor(terminal, commands[0], expected);
  let printed = '';
  for (const command of commands) printed += await runCommand(terminal, command);
  if (expected && !shows(printed, expected.text)) throw unlike(expected, printed);
}

function lookFor(terminal: Terminal, command: Command, expected: Block): Promise<void> {
  return until(command.text, async () => {
    const printed = await runCommand(terminal, command);
    if (!shows(printed, expected.text)) throw unlike(expected, printed);
    return true;
  }, { seconds: PATIENCE, progress: () => terminal.namespace.progress(), trouble: () => troubleOf(terminal.namespace.name) }).then(() => undefined);
}

async function runCommand({ shell, namespace }: Terminal, { place, text }: Command): Promise<string> {
  const { code, stdout } = await telling(text, shell.run(text), () => namespace.progress());
  if (code !== 0) throw new Error(`${place}: ${text}\nexit code ${code}\n${stdout}`);
  return stdout;
}

function unlike({ page, line, text }: Block, printed: string): Error {
  return new Error(`${page}:${line}: expected\n${text}\ngot\n${printed}`);
}
