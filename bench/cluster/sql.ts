import { Namespace } from '../../test/cluster/namespace';
import { diagnosticsOf } from '../../test/cluster/diagnostics';
import { until } from '../../test/cluster/wait';
import { PASSWORDS } from './manifests';

// The first line of standard input is the password; `read` consumes nothing beyond it.
const CLIENT = 'IFS= read -r MYSQL_PWD; export MYSQL_PWD; exec mysql -u root -S /var/run/mysqld/mysqld.sock -N -B';

/** Runs SQL as root in a server's pod, with or without an agent, and returns the values of the answer. */
export async function sql(namespace: Namespace, pod: string, statements: string): Promise<string[]> {
  const input = `${PASSWORDS.root}\n${statements}`;
  const { code, stdout, stderr } = await namespace.exec(`${pod} -c mysql`, ['bash', '-c', CLIENT], { input, seconds: 240 });
  if (code !== 0) throw new Error(`${pod}: exit code ${code}: ${stderr.trim()}`);
  return stdout.trim().split(/\s+/);
}

/** Waits until a query has this answer. Once a second: more queries would change what is measured. */
export async function untilAnswers(namespace: Namespace, pod: string, statements: string, expected: string): Promise<void> {
  await until(`${expected} from ${pod}`, async () => {
    const answer = (await sql(namespace, pod, statements)).join(' ');
    if (answer !== expected) throw new Error(`got ${answer}`);
    return true;
  }, { every: 1000, diagnostics: () => diagnosticsOf(namespace.name) });
}
