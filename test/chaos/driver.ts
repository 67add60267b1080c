import { spawn } from 'child_process';
import { Namespace } from '../cluster/namespace';

/** A command for faults that kubectl cannot cause: of nodes, disks, the API server and DNS. */
export const DRIVER = process.env.CHAOS_DRIVER;

/** Runs one verb of the driver to its end. */
async function drive(...args: string[]): Promise<void> {
  if (!DRIVER) throw new Error(`CHAOS_DRIVER is not set; it is needed for "${args.join(' ')}"`);
  const child = spawn('bash', ['-c', `${DRIVER} "$@"`, 'driver', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => { errors += text; });
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  if (code !== 0) throw new Error(`${DRIVER} ${args.join(' ')}: exit code ${code}\n${errors.slice(-1000)}`);
}

type ControlPlane = 'api' | 'dns';

export const partition = (node: string) => drive('partition', node);
export const heal = (node: string) => drive('heal', node);
export const powerOff = (node: string) => drive('power-off', node);
export const powerOn = (node: string) => drive('power-on', node);
export const stop = (component: ControlPlane) => drive('stop', component);
export const start = (component: ControlPlane) => drive('start', component);
export const kill = (namespace: Namespace, pod: string, container: string) => drive('kill', pod, container, namespace.name);
/** Stops all processes of a container, until they are resumed. */
export const pause = (namespace: Namespace, pod: string, container: string) => drive('pause', pod, container, namespace.name);
export const resume = (namespace: Namespace, pod: string, container: string) => drive('resume', pod, container, namespace.name);
export const wipe = (namespace: Namespace, claim: string) => drive('wipe', claim, namespace.name);
export const fill = (namespace: Namespace, claim: string) => drive('fill', claim, namespace.name);
export const unfill = (namespace: Namespace, claim: string) => drive('unfill', claim, namespace.name);
