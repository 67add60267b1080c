import { ChildProcess, spawn } from 'child_process';

/** How a command ended. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KubectlOptions {
  /** What the command reads from standard input. */
  readonly input?: string;
  /** After this time the command is killed. */
  readonly seconds?: number;
}

/** Runs kubectl to its end, good or bad. */
export function tryKubectl(args: string[], { input, seconds = 120 }: KubectlOptions = {}): Promise<Result> {
  const child = startKubectl(args, input === undefined ? 'ignore' : 'pipe');
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => { texts.stdout += text; });
  child.stderr?.setEncoding('utf8').on('data', (text) => { texts.stderr += text; });
  child.stdin?.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      texts.stderr += `killed after ${seconds} s`;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, ...texts });
    });
  });
}

/** Runs kubectl and returns what it printed; anything but exit code 0 is an error. */
export async function kubectl(args: string[], options?: KubectlOptions): Promise<string> {
  const { code, stdout, stderr } = await tryKubectl(args, options);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: exit code ${code}\n${stderr}${stdout}`.trim());
  return stdout;
}

/** Starts kubectl without waiting for its end. */
export function startKubectl(args: string[], stdin: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  return spawn('kubectl', args, { stdio: [stdin, 'pipe', 'pipe'] });
}

/** Splits a command as it is typed; arguments with blanks follow as they are. */
export function words(command: string, more: string[]): string[] {
  return [...command.trim().split(/\s+/), ...more];
}
