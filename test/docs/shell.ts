import { ChildProcess, spawn } from 'child_process';
import { randomBytes } from 'crypto';
import { join } from 'path';
import { Result } from '../cluster/kubectl';
import { ROOT } from './files';

const SECONDS = 660; // longer than any time limit on the pages

// Nodes are shared by all tests: a drain evicts only pods of this namespace, and drained nodes are uncordoned at the end.
const PRELUDE = `
set -o pipefail
(umask 077 && kubectl config view --raw --minify --flatten >kubeconfig) && export KUBECONFIG=$PWD/kubeconfig &&
  kubectl config set-context --current --namespace="$E2E_NAMESPACE" >/dev/null || exit
kubectl() {
  if [[ $1 == drain ]]; then
    command kubectl label pods --all --overwrite "e2e=$E2E_NAMESPACE" >/dev/null
    echo "$2" >>drained
    set -- "$@" "--pod-selector=e2e=$E2E_NAMESPACE"
  fi
  command kubectl "$@"
}
`;

const UNCORDON = '[[ ! -e drained ]] || sort -u drained | while read -r node; do kubectl uncordon "$node" || exit; done';

/** A bash process that keeps variables and functions between commands, as an interactive one. */
export class Shell {
  /** Starts a bash in a directory; its kubectl uses a namespace by default. */
  public static async start(directory: string, namespace: string): Promise<Shell> {
    const path = `${process.env.PATH}:${join(ROOT, 'node_modules', '.bin')}`;
    const env = { ...process.env, E2E_NAMESPACE: namespace, CDK8S_CHECK_UPGRADE: 'false', PATH: path };
    const options = { cwd: directory, env, detached: true, stdio: 'pipe' as const };
    const shell = new Shell(spawn('bash', options));
    const { code, stdout } = await shell.run(PRELUDE);
    if (code !== 0) throw new Error(`the shell of a page does not start: ${stdout}`);
    return shell;
  }

  private output = '';
  private closed = false;
  private changed = () => {};

  private constructor(private readonly bash: ChildProcess) {
    for (const stream of [bash.stdout, bash.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        this.output += text;
        this.changed();
      });
    }
    bash.on('close', () => {
      this.closed = true;
      this.changed();
    });
    bash.stdin?.on('error', () => undefined);
  }

  /** Runs one command to its end; standard output and standard error are one text, as in a terminal. */
  public async run(command: string): Promise<Result> {
    const delimiter = randomBytes(8).toString('hex');
    this.output = '';
    this.bash.stdin?.write(`{ ${command}\n} </dev/null 2>&1\nprintf '\\n%s %s\\n' ${delimiter} $?\n`);
    const end = new RegExp(`\\n${delimiter} (\\d+)\\n`);
    const code = await this.until(() => this.output.match(end)?.[1]);
    return { code: Number(code ?? -1), stdout: this.output.replace(end, ''), stderr: '' };
  }

  /** Uncordons all nodes that were drained by shells of this directory. */
  public async uncordon(): Promise<void> {
    const { code, stdout } = await this.run(UNCORDON);
    if (code !== 0) throw new Error(`kubectl uncordon: ${stdout}`);
  }

  public stop(): void {
    if (!this.closed) process.kill(-this.bash.pid!, 'SIGKILL');
  }

  private until(check: () => string | undefined): Promise<string | undefined> {
    return new Promise((resolve) => {
      const finish = (found?: string) => {
        clearTimeout(timer);
        this.changed = () => {};
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.output += `killed after ${SECONDS} s`;
        this.stop();
        finish();
      }, SECONDS * 1000);
      this.changed = () => {
        const found = check();
        if (found !== undefined || this.closed) finish(found);
      };
      this.changed();
    });
  }
}
