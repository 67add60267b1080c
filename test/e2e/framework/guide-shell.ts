import { ChildProcess, spawn } from 'child_process';
import { randomBytes } from 'crypto';
import { join } from 'path';
import { Result } from './kubectl';
import { ROOT } from './guide';

const SECONDS = 660; // longer than any limit on the pages

// Nodes belong to all tests: a drain evicts only pods of this namespace, and what it has closed is opened in the end.
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

/** A bash that keeps its variables and functions from one command to the next, as a person's does. */
export class Shell {
  /** A bash in a folder, whose kubectl works in a namespace without being told so each time. */
  public static async start(folder: string, namespace: string): Promise<Shell> {
    const env = { ...process.env, E2E_NAMESPACE: namespace, CDK8S_CHECK_UPGRADE: 'false', PATH: `${process.env.PATH}:${join(ROOT, 'node_modules', '.bin')}` };
    const shell = new Shell(spawn('bash', { cwd: folder, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] }));
    const { code, stdout } = await shell.run(PRELUDE);
    if (code !== 0) throw new Error(`no shell for a guide: ${stdout}`);
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

  /** Runs one command to its end; both outputs come together, as on a screen. */
  public async run(command: string): Promise<Result> {
    const mark = randomBytes(8).toString('hex');
    this.output = '';
    this.bash.stdin?.write(`{ ${command}\n} </dev/null 2>&1\nprintf '\\n%s %s\\n' ${mark} $?\n`);
    const end = new RegExp(`\\n${mark} (\\d+)\\n`);
    const code = await this.until(() => this.output.match(end)?.[1]);
    return { code: Number(code ?? -1), stdout: this.output.replace(end, ''), stderr: '' };
  }

  /** Opens the nodes that guides have closed in this folder. */
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
