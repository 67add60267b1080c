import { ChildProcess, spawn } from 'child_process';
import { say, until } from './wait';

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

/** The cluster could not take a command in: nothing of it was done, or what is done twice is as if it were done once. */
const NOT_TAKEN_IN = /etcdserver: (request timed out|leader changed)|TLS handshake timeout|unable to upgrade connection|error dialing backend/;
const REPEATABLE = ['get', 'describe', 'logs', 'exec', 'apply', 'patch', 'scale', 'annotate', 'label'];

/** Runs kubectl to its end, good or bad. What an overloaded cluster could not take in is told, and given to it once more. */
export async function tryKubectl(args: string[], options?: KubectlOptions): Promise<Result> {
  const result = await runKubectl(args, options);
  if (!NOT_TAKEN_IN.test(result.stderr) || !args.some((arg) => REPEATABLE.includes(arg))) return result;
  say(`the cluster could not take this in: kubectl ${args.join(' ')}: ${result.stderr.trim()}`);
  await until('an API server that is ready', async () => (await runKubectl(['get', '--raw', '/readyz'])).code === 0);
  return runKubectl(args, options);
}

function runKubectl(args: string[], { input, seconds = 120 }: KubectlOptions = {}): Promise<Result> {
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
