import { Result } from '../framework/kubectl';
import { agentLog, Client, rootSql } from '../framework/mysql';
import { Namespace } from '../framework/namespace';
import { Certificate } from '../framework/pki';

export const SECRET = 'certificates';

const HAS_TLS = 'SELECT VARIABLE_VALUE <> \'\' FROM performance_schema.session_status WHERE VARIABLE_NAME = \'Ssl_cipher\'';

/** What a replica says of its source, where it verifies it. */
export const VERIFIED = `SELECT c.HOST, c.SSL_ALLOWED, c.SSL_VERIFY_SERVER_CERTIFICATE, s.SERVICE_STATE
  FROM performance_schema.replication_connection_configuration c JOIN performance_schema.replication_connection_status s USING (CHANNEL_NAME)`;

/** Why a replica has no connection. */
export const REFUSAL = 'SELECT LAST_ERROR_MESSAGE FROM performance_schema.replication_connection_status WHERE SERVICE_STATE <> \'ON\'';

/** Connections of replicas at their source; one that is ended is made anew. */
export const STREAMS = 'SELECT PROCESSLIST_ID FROM performance_schema.threads WHERE PROCESSLIST_COMMAND = \'Binlog Dump GTID\'';

/** Changes the Secret as a person does, and makes the kubelet look at once. */
export async function offer(namespace: Namespace, texts: object): Promise<void> {
  await namespace.kubectl(`patch secret ${SECRET} -p`, JSON.stringify({ stringData: texts }));
  await namespace.kubectl(`annotate pods --all --overwrite e2e/look=${Date.now()}`);
}

/** Makes a server serve what no Secret has offered. */
export async function impersonate(namespace: Namespace, pod: string, certificate: Certificate): Promise<void> {
  await plant(namespace, pod, certificate);
  await rootSql(namespace, pod, 'ALTER INSTANCE RELOAD TLS');
}

/** Puts it where mysqld looks when it starts, behind the back of the agent. */
export async function plant(namespace: Namespace, pod: string, certificate: Certificate): Promise<void> {
  for (const [file, text] of Object.entries({ ca: certificate['ca.crt'], cert: certificate['tls.crt'], key: certificate['tls.key'] })) {
    const { code } = await namespace.exec(`${pod} -c agent`, ['bash', '-c', 'cat >"/var/run/mysqld/tls/$0.pem"', file], { input: text });
    expect(code).toBe(0);
  }
}

/** Waits until an agent has said this. */
export async function untilSaid(namespace: Namespace, pod: string, text: string): Promise<void> {
  await namespace.until(`${text} of ${pod}`, async () => (await agentLog(namespace, pod)).includes(text));
}

/** A client that trusts these CAs and asks with an option of ssl-mode; it answers whether it has TLS. */
export function connect(client: Client, host: string, ca: string, mode: string): Promise<Result> {
  const mysql = `mysql -h ${host} -u app --connect-timeout=5 -N -B --ssl-mode=${mode} --ssl-ca=/tmp/ca.pem --get-server-public-key`;
  return client.exec(['bash', '-c', `cat >/tmp/ca.pem; ${mysql} -e "$0"`, HAS_TLS], ca);
}

/** What a client sees: the number of the certificate that a server sends. */
export async function serialOf(client: Client, host: string): Promise<string> {
  const { stdout } = await client.exec(['bash', '-c', `openssl s_client -starttls mysql -connect ${host}:3306 </dev/null 2>/dev/null | openssl x509 -noout -serial`]);
  return stdout.trim();
}
