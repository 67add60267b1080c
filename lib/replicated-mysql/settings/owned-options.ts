/** Options that no user may set, by the reason; server/server.cnf and the scripts set most of them. */
const OWNED: { readonly [reason: string]: readonly string[] } = {
  'replication depends on it': [
    'enforce-gtid-consistency',
    'gtid-mode',
    'log-bin',
    'log-bin-index',
    'log-replica-updates',
    'log-slave-updates',
    'relay-log',
    'relay-log-index',
    'relay-log-recovery',
    'replica-net-timeout',
    'replica-skip-errors',
    'replica-start',
    'report-host',
    'report-port',
    'server-id',
    'slave-skip-errors',
    'slave-start',
  ],
  'a server must not lose what it has acknowledged': [
    'innodb-doublewrite',
    'innodb-flush-log-at-trx-commit',
    'sync-binlog',
  ],
  'the agent alone decides who accepts writes': ['offline-mode', 'read-only', 'super-read-only'],
  'the agents and the other servers connect there': [
    'bind-address',
    'mysqlx',
    'name-resolve',
    'networking',
    'port',
    'socket',
  ],
  'the agent reads the state of replication there': ['performance-schema'],
  'privileges on the declared databases could not be granted': ['grant-tables', 'partial-revokes'],
  'what is persisted on one server would undo the settings there': ['persisted-globals-load'],
  'it counts only while a server is made': ['innodb-data-file-path', 'innodb-page-size', 'lower-case-table-names'],
  'the volumes of the pod are mounted there': [
    'datadir',
    'init-file',
    'innodb-data-home-dir',
    'innodb-log-group-home-dir',
    'innodb-undo-directory',
    'pid-file',
    'secure-file-priv',
    'tmpdir',
    'user',
  ],
  'the plugins of replication are loaded by it': ['plugin-load', 'plugin-load-add'],
};

/** Families of such options. */
const FAMILIES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(binlog-(do|ignore)-db|replicate-.*)$/, 'all databases are replicated'],
  [/^admin-.*$/, 'the other servers connect there'],
  [/^initialize.*$/, 'it counts only while a server is made'],
  [/^rpl-semi-sync-.*$/, 'durability sets it'],
];

const REASONS = new Map(Object.entries(OWNED).flatMap(([reason, names]) => names.map((name) => [name, reason])));

/** Why an option is owned; undefined if users may set it. */
export function whyOwned(option: string): string | undefined {
  return REASONS.get(option) ?? FAMILIES.find(([family]) => family.test(option))?.[1];
}
