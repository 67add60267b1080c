import { NetworkClient, ReplicatedMySQLProps } from '../../../lib';
import { IMAGES } from '../images';
import { Namespace } from '../namespace';
import { linesOf } from './client';

/** A cluster with a database and a user for an application; all passwords are in one Secret. */
export const SHOP: ReplicatedMySQLProps = {
  rootPassword: { secret: 'passwords', key: 'root' },
  database: 'shop',
  user: 'app',
  userPassword: { secret: 'passwords', key: 'app' },
  image: IMAGES.mysql,
  cpuRequest: '100m',
  clients: [NetworkClient.allPods()],
};

const ROOT_CLIENT = 'MYSQL_PWD=$(cat /etc/mysql-secrets/root-password) exec mysql -u root -S /var/run/mysqld/mysqld.sock --default-character-set=utf8mb4 -N -B';

/** Runs SQL as root, who may log in only within a server's pod; the container `agent` has the password as a file. */
export async function rootSql(namespace: Namespace, pod: string, statements: string, seconds = 30): Promise<string[]> {
  const result = await namespace.bash(`${pod} -c agent`, ROOT_CLIENT, [], { input: statements, seconds });
  return linesOf(result, `${statements}\nin ${pod}`);
}

/** Waits until a query of root returns these lines. */
export async function untilRootSql(namespace: Namespace, pod: string, statements: string, expected: unknown[]): Promise<void> {
  await namespace.untilPasses(`${JSON.stringify(expected)} from ${pod}`, async () => {
    expect(await rootSql(namespace, pod, statements)).toEqual(expected);
  });
}

/** The log of a server's agent since the start of its container. */
export function agentLog(namespace: Namespace, pod: string): Promise<string> {
  return namespace.kubectl(`logs ${pod} -c agent`);
}

/** The donors of all clones that an agent has begun since the start of its container, in order. */
export async function donorsOf(namespace: Namespace, pod: string): Promise<string[]> {
  return [...(await agentLog(namespace, pod)).matchAll(/cloning from (\S+)/g)].map(([, donor]) => donor);
}

/** The log of an init container, empty until it has started. */
export async function initLog(namespace: Namespace, pod: string): Promise<string> {
  return (await namespace.tryKubectl(`logs ${pod} -c init`)).stdout;
}

/** Waits until an agent has logged a text. */
export async function untilLogged(namespace: Namespace, pod: string, text: string, seconds?: number): Promise<void> {
  await namespace.until(`'${text}' in the log of ${pod}`, async () => (await agentLog(namespace, pod)).includes(text), seconds);
}
