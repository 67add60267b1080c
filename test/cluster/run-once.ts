import { Result, tryKubectl } from './kubectl';
import { Namespace } from './namespace';

/** Reads standard input to its end first: a command that ends before kubectl has attached would lose its output. */
const AFTER_INPUT = ['sh', '-c', 'input=$(cat); printf "%s" "$input" | "$@"', 'run-once'];

/** A command in a pod of its own. */
export interface RunOnceOptions {
  readonly image: string;
  readonly command: string[];
  /** Standard input of the command. */
  readonly input?: string;
  /** Further options of `kubectl run`. */
  readonly options?: string[];
}

/** `kubectl run POD --image=IMAGE -i --rm --restart=Never -- COMMAND` */
export function runOnce(namespace: Namespace, pod: string, run: RunOnceOptions): Promise<Result> {
  const { image, command, input = '', options = [] } = run;
  const args = ['-n', namespace.name, 'run', pod, `--image=${image}`, '-i', '--rm', '--restart=Never', ...options];
  return tryKubectl([...args, '--', ...AFTER_INPUT, ...command], { input });
}
