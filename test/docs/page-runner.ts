import { rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { diagnosticsOf } from '../cluster/diagnostics';
import { withDrainLock } from '../cluster/drain';
import { Namespace } from '../cluster/namespace';
import { recycle } from '../cluster/recycle';
import { until, withProgress } from '../cluster/wait';
import { Block, blocksOf, Command, commandsOf, isReadOnly, matches } from './blocks';
import { makeApp, programOf } from './reader-app';
import { Shell } from './shell';

/** Seconds for which a block that only reads is repeated. */
const RETRY_SECONDS = 60;

/** A shell, and the namespace that it uses. */
interface Terminal {
  readonly shell: Shell;
  readonly namespace: Namespace;
}

/** Runs pages in one app and one namespace. */
export class PageRunner {
  private readonly directory = makeApp();

  /** Runs a page: `ts` blocks replace the app, `sh` blocks are run, `text` blocks are the expected output. */
  public async run(page: string, namespace: Namespace): Promise<void> {
    const shell = await Shell.start(this.directory, namespace.name);
    try {
      const blocks = blocksOf(page);
      const drains = blocks.some(({ info, text }) => info === 'sh' && text.includes('kubectl drain'));
      const runAll = () => this.runBlocks({ shell, namespace }, blocks);
      await (drains ? withDrainLock(runAll) : runAll());
    } finally {
      shell.stop();
    }
    await recycle();
  }

  private async runBlocks(terminal: Terminal, blocks: Block[]): Promise<void> {
    for (const [index, block] of blocks.entries()) {
      if (block.info.split(' ')[0] === 'ts') writeFileSync(join(this.directory, 'main.ts'), programOf(block));
      if (block.info === 'sh' && !block.notRun) await runBlock(terminal, block, blocks[index + 1]);
    }
  }

  /** Uncordons nodes and removes the app, whatever has failed. */
  public async end(): Promise<void> {
    const shell = await Shell.start(this.directory, 'default');
    await shell.uncordon().finally(() => shell.stop());
    rmSync(this.directory, { recursive: true, force: true });
  }
}

async function runBlock(terminal: Terminal, block: Block, next?: Block): Promise<void> {
  const commands = commandsOf(block);
  const expected = next?.info === 'text' ? next : undefined;
  if (expected && isReadOnly(commands)) return untilMatches(terminal, commands[0], expected);
  let output = '';
  for (const command of commands) output += await runCommand(terminal, command);
  if (expected) assertMatches(output, expected);
}

async function untilMatches(terminal: Terminal, command: Command, expected: Block): Promise<void> {
  const { namespace } = terminal;
  await until(command.text, async () => {
    assertMatches(await runCommand(terminal, command), expected);
    return true;
  }, { seconds: RETRY_SECONDS, progress: () => namespace.progress(), diagnostics: () => diagnosticsOf(namespace.name) });
}

async function runCommand({ shell, namespace }: Terminal, { location, text }: Command): Promise<string> {
  const { code, stdout } = await withProgress(text, shell.run(text), () => namespace.progress());
  if (code !== 0) throw new Error(`${location}: ${text}\nexit code ${code}\n${stdout}`);
  return stdout;
}

function assertMatches(output: string, { page, line, text }: Block): void {
  if (!matches(output, text)) throw new Error(`${page}:${line}: expected\n${text}\ngot\n${output}`);
}
