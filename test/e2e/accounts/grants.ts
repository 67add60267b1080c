import { rootSql } from '../../cluster/mysql/server';
import { Namespace } from '../../cluster/namespace';

const tableOf = (name: string) => `\`performance_schema\`.\`replication_${name}\``;
const APPLIER = 'BACKUP_ADMIN,CLONE_ADMIN,CONNECTION_ADMIN,GROUP_REPLICATION_ADMIN,REPLICATION_SLAVE_ADMIN,SYSTEM_USER,SYSTEM_VARIABLES_ADMIN';
const DUMP = 'SELECT, PROCESS, LOCK TABLES, REPLICATION CLIENT, SHOW VIEW, EVENT, TRIGGER';

/**
 * Every account of MySQL 8.0 to 9.x that is not MySQL's own, its TLS requirement and its privileges. Root is left out:
 * its privileges grow with each version.
 */
export const GRANTS = [
  'app@% : GRANT ALL PRIVILEGES ON `shop\\_eu`.* TO `app`@`%`',
  'app@% : GRANT ALL PRIVILEGES ON `shop`.* TO `app`@`%`',
  'app@% : GRANT USAGE ON *.* TO `app`@`%`',
  `cdk8s_agent@localhost : GRANT ${APPLIER} ON *.* TO \`cdk8s_agent\`@\`localhost\``,
  'cdk8s_agent@localhost : GRANT RELOAD, PROCESS, REPLICATION CLIENT, SHOW VIEW, CREATE USER ON *.* TO `cdk8s_agent`@`localhost`',
  'cdk8s_agent@localhost : GRANT SELECT ON `performance\\_schema`.* TO `cdk8s_agent`@`localhost`',
  'cdk8s_backup@% TLS: GRANT FLUSH_TABLES,SHOW_ROUTINE ON *.* TO `cdk8s_backup`@`%`',
  `cdk8s_backup@% TLS: GRANT ${DUMP} ON *.* TO \`cdk8s_backup\`@\`%\``,
  'cdk8s_monitoring@% TLS: GRANT PROCESS, REPLICATION CLIENT ON *.* TO `cdk8s_monitoring`@`%`',
  'cdk8s_monitoring@% TLS: GRANT SELECT ON `performance\\_schema`.* TO `cdk8s_monitoring`@`%`',
  'cdk8s_replication@% TLS: GRANT BACKUP_ADMIN,GROUP_REPLICATION_STREAM,SERVICE_CONNECTION_ADMIN ON *.* TO `cdk8s_replication`@`%`',
  'cdk8s_replication@% TLS: GRANT REPLICATION SLAVE, SHOW VIEW ON *.* TO `cdk8s_replication`@`%`',
  `cdk8s_replication@% TLS: GRANT SELECT ON ${tableOf('connection_configuration')} TO \`cdk8s_replication\`@\`%\``,
  `cdk8s_replication@% TLS: GRANT SELECT ON ${tableOf('connection_status')} TO \`cdk8s_replication\`@\`%\``,
  `cdk8s_replication@% TLS: GRANT SELECT ON ${tableOf('group_members')} TO \`cdk8s_replication\`@\`%\``,
  'reports@% TLS: GRANT SELECT, SHOW VIEW ON `shop\\_eu`.* TO `reports`@`%`',
  'reports@% TLS: GRANT USAGE ON *.* TO `reports`@`%`',
];

const ACCOUNTS = `SELECT User, Host, IF(ssl_type = '', '', 'TLS') FROM mysql.user
  WHERE User NOT LIKE 'mysql.%' AND User <> 'root'`;

export async function grantsOf(namespace: Namespace, pod: string): Promise<string[]> {
  const accounts = (await rootSql(namespace, pod, ACCOUNTS)).map((line) => line.split('\t'));
  const lines = await Promise.all(accounts.map(async ([user, host, tls]) => {
    const grants = await rootSql(namespace, pod, `SHOW GRANTS FOR '${user}'@'${host}'`);
    return grants.map((grant) => `${user}@${host} ${tls}: ${grant.replace(/\\\\/g, '\\')}`);
  }));
  return lines.flat().sort();
}

/** The same where `reports` has other privileges. */
export function grantsWithReports(...privileges: string[]): string[] {
  const others = GRANTS.filter((grant) => !grant.startsWith('reports@% TLS: GRANT SELECT, SHOW VIEW '));
  return [...others, ...privileges.map((some) => `reports@% TLS: GRANT ${some} TO \`reports\`@\`%\``)].sort();
}

/** Waits until the servers have these accounts; the replicas follow the primary. */
export async function untilGrants(namespace: Namespace, grants: string[]): Promise<void> {
  for (const pod of ['mysql-0', 'mysql-1']) {
    await namespace.untilPasses(`the declared accounts in ${pod}`, async () => {
      expect(await grantsOf(namespace, pod)).toEqual(grants);
    });
  }
}

export const untilGrantsAsDeclared = (namespace: Namespace) => untilGrants(namespace, GRANTS);
