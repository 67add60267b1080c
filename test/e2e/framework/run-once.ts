import { Namespace } from './namespace';
import { Result, tryKubectl } from './kubectl';

/** Reads standard input to its end before it runs the command: nobody ends before kubectl has attached, which would lose what it prints. */
const AFTER_INPUT = ['sh', '-c', 'input=$(cat); printf "%s" "$input" | "$@"', 'run-once'];

/** What a person types as `kubectl run POD --image=IMAGE -i --rm --restart=Never -- COMMAND`. */
export function runOnce(namespace: Namespace, pod: string, image: string, command: string[], input = '', options: string[] = []): Promise<Result> {
  const run = ['run', pod, `--image=${image}`, '-i', '--rm', '--restart=Never', ...options];
  return tryKubectl(['-n', namespace.name, ...run, '--', ...AFTER_INPUT, ...command], { input });
}
