/** Bytes; the least that MySQL takes. A member that was away for longer fetches the rest from the binary logs. */
const MESSAGE_CACHE = 128 * 2 ** 20;

/** Seconds without a majority, after which a member gives up; it accepts no writes meanwhile. */
const NO_MAJORITY = 5;

const GROUP_REPLICATION = {
  // the agent decides when a server joins
  'autorejoin-tries': 0,
  'bootstrap-group': 'OFF',
  'communication-stack': 'MYSQL',
  consistency: 'BEFORE_ON_PRIMARY_FAILOVER',
  'exit-state-action': 'READ_ONLY',
  'member-expel-timeout': 0,
  'message-cache-size': MESSAGE_CACHE,
  'recovery-use-ssl': 'ON',
  'single-primary-mode': 'ON',
  'ssl-mode': 'REQUIRED',
  'start-on-boot': 'OFF',
  'unreachable-majority-timeout': NO_MAJORITY,
};

/**
 * What a server needs to be a member of a group, except for what the agent sets because it differs from server to
 * server. `loose`, as a later MySQL may no longer know some of them.
 */
export const GROUP_OPTIONS: { readonly [option: string]: string } = {
  'plugin-load-add': 'group_replication.so',
  'sql-require-primary-key': 'ON',
  ...Object.fromEntries(
    Object.entries(GROUP_REPLICATION).map(([name, value]) => [`loose-group-replication-${name}`, String(value)]),
  ),
};
