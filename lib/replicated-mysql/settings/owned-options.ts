/** Options that no user may set, by the reason; server/server.cnf and the scripts set most of them. */
const OWNED: { readonly [reason: string]: readonly string[] } = {
  'replication depends on it': [
    'enforce-gtid-consistency',
    'gtid-mode',
    'init-replica',
    'log-bin',
    'log-bin-index',
    'log-replica-updates',
    'max-binlog-dump-events',
    'relay-log',
    'relay-log-index',
    'relay-log-info-repository',
    'relay-log-recovery',
    'replica-load-tmpdir',
    'replica-max-allowed-packet',
    'replica-net-timeout',
    'replica-skip-errors',
    'replica-start',
    'report-host',
    'report-port',
    'server-id',
    'server-id-bits',
    'source-info-repository',
    'sporadic-binlog-dump-fail',
  ],
  'a server must not lose what it has acknowledged': [
    'innodb-doublewrite',
    'innodb-flush-log-at-trx-commit',
    'sync-binlog',
  ],
  'the agent alone decides who accepts writes': [
    'offline-mode',
    'read-only',
    'super-read-only',
    'transaction-read-only',
  ],
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
    'innodb-directories',
    'innodb-doublewrite-dir',
    'innodb-log-group-home-dir',
    'innodb-redo-log-archive-dirs',
    'innodb-temp-tablespaces-dir',
    'innodb-tmpdir',
    'innodb-undo-directory',
    'pid-file',
    'secure-file-priv',
    'tmpdir',
    'user',
  ],
  'the files of the image are there': ['basedir', 'character-sets-dir', 'lc-messages-dir', 'plugin-dir'],
  'the log of the container is where everybody looks': ['console', 'log-error', 'log-error-services'],
  'it only delays a clone': ['clone-delay-after-data-drop'],
  'passwords would be in the log': ['log-raw'],
  'the pods have no keyring': [
    'binlog-encryption',
    'binlog-rotate-encryption-master-key-at-startup',
    'default-table-encryption',
    'innodb-redo-log-encrypt',
    'innodb-undo-log-encrypt',
  ],
  'the internal accounts log in with one password': ['authentication-policy', 'default-authentication-plugin'],
  'it follows the memory of the node, not that of the pod': ['innodb-dedicated-server', 'server-memory'],
  'no container has the privilege': ['large-pages', 'memlock', 'super-large-pages'],
  'it is for a repair by hand, or ends mysqld': [
    'chroot',
    'daemonize',
    'gdb',
    'help',
    'innodb-force-load-corrupted',
    'innodb-force-recovery',
    'innodb-read-only',
    'print-defaults',
    'tc-heuristic-recover',
    'upgrade',
    'validate-config',
    'verbose',
  ],
  'the plugins of replication are loaded by it': ['early-plugin-load', 'plugin-load', 'plugin-load-add'],
};

/** Families of such options. */
const FAMILIES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(binlog-(do|ignore)-db|replicate-.*)$/, 'all databases are replicated'],
  [/^admin-.*$/, 'the other servers connect there'],
  [/^clone-(ssl-.*|valid-donor-list)$/, 'the agent sets it before a clone'],
  [/^keyring-.*$/, 'the pods have no keyring'],
  [/^ndb.*$/, 'it is for another storage engine'],
  [/^initialize.*$/, 'it counts only while a server is made'],
  [/^rpl-semi-sync-.*$/, 'durability sets it'],
  [/^group-replication-.*$/, 'the group is made by replication: Replication.GROUP'],
];

const REASONS = new Map(Object.entries(OWNED).flatMap(([reason, names]) => names.map((name) => [name, reason])));

/** The older words of MySQL, which it still takes. */
const RENAMED: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bslave\b/, 'replica'],
  [/\bmaster-(info|verify)\b/, 'source-$1'],
];

/** The name that an option has today. */
export function currentName(option: string): string {
  return RENAMED.reduce((name, [old, word]) => name.replace(old, word), option);
}

/** Why an option is owned; undefined if users may set it. */
export function whyOwned(option: string): string | undefined {
  const name = currentName(option);
  return REASONS.get(name) ?? FAMILIES.find(([family]) => family.test(name))?.[1];
}
