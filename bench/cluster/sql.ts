import { Namespace } from '../../test/e2e/framework/namespace';
import { troubleOf } from '../../test/e2e/framework/trouble';
import { until } from '../../test/e2e/framework/wait';
import { PASSWORDS } from './set';

// The password comes first on standard input; bash reads the line and not one byte more.
const CLIENT = 'IFS= read -r MYSQL_PWD; export MYSQL_PWD; exec mysql -u root -S /var/run/mysqld/mysqld.sock -N -B';

/** Sends statements as root from within a server's pod, which need not have an agent, and returns the words of the answer. */
export async function sql(namespace: Namespace, pod: string, statements: string): Promise<string[]> {
  const input = `${PASSWORDS.root}\n${statements}`;
  const { code, stdout, stderr } = await namespace.exec(`${pod} -c mysql`, ['bash', '-c', CLIENT], { input, seconds: 240 });
  if (code !== 0) throw new Error(`${pod}: exit code ${code}: ${stderr.trim()}`);
  return stdout.trim().split(/\s+/);
}

/** Waits until a server gives this answer; asked once a second, which costs it little of what is measured. */
export async function untilAnswers(namespace: Namespace, pod: string, statements: string, expected: string): Promise<void> {
  await until(`${expected} from ${pod}`, async () => {
    const answer = (await sql(namespace, pod, statements)).join(' ');
    if (answer !== expected) throw new Error(`got ${answer}`);
    return true;
  }, { every: 1000, trouble: () => troubleOf(namespace.name) });
}
