import { Result } from '../../cluster/kubectl';
import { Client } from '../../cluster/mysql/client';
import { rootSql } from '../../cluster/mysql/server';
import { Namespace } from '../../cluster/namespace';
import { Certificate } from '../../cluster/pki';
import { patchSecret, triggerKubeletSync } from '../../cluster/secrets';

export const SECRET = 'certificates';

const HAS_TLS = 'SELECT VARIABLE_VALUE <> \'\' FROM performance_schema.session_status WHERE VARIABLE_NAME = \'Ssl_cipher\'';

/** The state of a replica's connection to its source, and whether it verifies the source. */
export const VERIFIED = `SELECT c.HOST, c.SSL_ALLOWED, c.SSL_VERIFY_SERVER_CERTIFICATE, s.SERVICE_STATE
  FROM performance_schema.replication_connection_configuration c
  JOIN performance_schema.replication_connection_status s USING (CHANNEL_NAME)`;

/** Why a replica is not connected. */
export const CONNECTION_ERROR = `SELECT LAST_ERROR_MESSAGE
  FROM performance_schema.replication_connection_status WHERE SERVICE_STATE <> 'ON'`;

/** Connections of replicas to their source. A replica whose connection is killed connects again. */
export const DUMP_THREADS = 'SELECT PROCESSLIST_ID FROM performance_schema.threads WHERE PROCESSLIST_COMMAND = \'Binlog Dump GTID\'';

/** Writes keys of the Secret, and makes the kubelets update the pods. */
export async function updateCertificate(namespace: Namespace, stringData: object): Promise<void> {
  await patchSecret(namespace, SECRET, stringData);
  await triggerKubeletSync(namespace);
}

/** Makes a server use a certificate that is not in the Secret. */
export async function impersonate(namespace: Namespace, pod: string, certificate: Certificate): Promise<void> {
  await replaceFiles(namespace, pod, certificate);
  await rootSql(namespace, pod, 'ALTER INSTANCE RELOAD TLS');
}

/** Replaces the files that mysqld reads at its start, unnoticed by the agent. */
export async function replaceFiles(namespace: Namespace, pod: string, certificate: Certificate): Promise<void> {
  const files = { ca: certificate['ca.crt'], cert: certificate['tls.crt'], key: certificate['tls.key'] };
  for (const [file, input] of Object.entries(files)) {
    const { code } = await namespace.bash(`${pod} -c agent`, 'cat >"/var/run/mysqld/tls/$0.pem"', [file], { input });
    expect(code).toBe(0);
  }
}

/** Connects with a CA and an ssl-mode; the answer is whether the connection uses TLS. */
export function connect(client: Client, host: string, ca: string, mode: string): Promise<Result> {
  const tls = `--ssl-mode=${mode} --ssl-ca=/tmp/ca.pem --get-server-public-key`;
  const mysql = `mysql -h ${host} -u app --connect-timeout=5 -N -B ${tls}`;
  return client.exec(['bash', '-c', `cat >/tmp/ca.pem; ${mysql} -e "$0"`, HAS_TLS], ca);
}

/** The serial number of the certificate that a server sends. */
export async function serialOf(client: Client, host: string): Promise<string> {
  const handshake = `openssl s_client -starttls mysql -connect ${host}:3306 </dev/null 2>/dev/null`;
  const { stdout } = await client.exec(['bash', '-c', `${handshake} | openssl x509 -noout -serial`]);
  return stdout.trim();
}
