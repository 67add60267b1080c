import { spawn } from 'child_process';
import { Namespace } from '../e2e/framework/namespace';

/** The command that reaches what kubectl cannot: nodes, disks, the API server and DNS. */
export const COMMAND = process.env.CHAOS_MACHINE;

/** Runs one verb of the command to its end. */
async function machine(...words: string[]): Promise<void> {
  if (!COMMAND) throw new Error(`CHAOS_MACHINE names no command for "${words.join(' ')}"`);
  const child = spawn('bash', ['-c', `${COMMAND} "$@"`, 'machine', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => { errors += text; });
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  if (code !== 0) throw new Error(`${COMMAND} ${words.join(' ')}: exit code ${code}\n${errors.slice(-1000)}`);
}

export const cut = (node: string) => machine('cut', node);
export const heal = (node: string) => machine('heal', node);
export const powerOff = (node: string) => machine('power-off', node);
export const powerOn = (node: string) => machine('power-on', node);
export const stop = (what: 'api' | 'dns') => machine('stop', what);
export const start = (what: 'api' | 'dns') => machine('start', what);
export const kill = (namespace: Namespace, pod: string, container: string) => machine('kill', pod, container, namespace.name);
export const wipe = (namespace: Namespace, claim: string) => machine('wipe', claim, namespace.name);
export const fill = (namespace: Namespace, claim: string) => machine('fill', claim, namespace.name);
export const unfill = (namespace: Namespace, claim: string) => machine('unfill', claim, namespace.name);
