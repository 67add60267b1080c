import { ChildProcess, spawn } from 'child_process';
import { logLine, TIMEOUT_SCALE, until } from './wait';

/** How a command ended. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KubectlOptions {
  /** Standard input of the command. */
  readonly input?: string;
  /** After this time the command is killed. */
  readonly seconds?: number;
}

/** An overloaded cluster did not execute the command. */
const TRANSIENT = new RegExp([
  'etcdserver: (request timed out|leader changed)', 'TLS handshake timeout',
  'unable to upgrade connection', 'error dialing backend',
].join('|'));
const IDEMPOTENT = ['get', 'describe', 'logs', 'exec', 'apply', 'patch', 'scale', 'annotate', 'label'];

/** Runs kubectl to its end, whatever the exit code. A command that the cluster did not execute is logged and run once more. */
export async function tryKubectl(args: string[], options?: KubectlOptions): Promise<Result> {
  const result = await runKubectl(args, options);
  if (!TRANSIENT.test(result.stderr) || !args.some((arg) => IDEMPOTENT.includes(arg))) return result;
  logLine(`the cluster did not execute this: kubectl ${args.join(' ')}: ${result.stderr.trim()}`);
  await until('a Ready API server', async () => (await runKubectl(['get', '--raw', '/readyz'])).code === 0);
  return runKubectl(args, options);
}

function runKubectl(args: string[], options: KubectlOptions = {}): Promise<Result> {
  const { input } = options;
  const seconds = (options.seconds ?? 120) * TIMEOUT_SCALE;
  const child = startKubectl(args, input === undefined ? 'ignore' : 'pipe');
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => { output.stdout += text; });
  child.stderr?.setEncoding('utf8').on('data', (text) => { output.stderr += text; });
  child.stdin?.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      output.stderr += `killed after ${seconds} s`;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, ...output });
    });
  });
}

/** Runs kubectl and returns its output; any exit code but 0 is an error. */
export async function kubectl(args: string[], options?: KubectlOptions): Promise<string> {
  const { code, stdout, stderr } = await tryKubectl(args, options);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: exit code ${code}\n${stderr}${stdout}`.trim());
  return stdout;
}

/** Runs `kubectl ... -o json`. */
export async function kubectlJson<T>(args: string[], options?: KubectlOptions): Promise<T> {
  return JSON.parse(await kubectl([...args, '-o', 'json'], options));
}

/** Starts kubectl without waiting for its end. */
export function startKubectl(args: string[], stdin: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  return spawn('kubectl', args, { stdio: [stdin, 'pipe', 'pipe'] });
}

/** Splits a command line at spaces; `more` are arguments that may contain spaces. */
export function splitCommand(command: string, more: string[] = []): string[] {
  return [...command.trim().split(/\s+/).filter(Boolean), ...more];
}
