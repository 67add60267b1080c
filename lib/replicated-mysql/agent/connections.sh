#!/usr/bin/env bash
# Connections of clients that are in the way of a change of the primary. Sourced, never run.

LOCK_WAIT=20 # tenths of a second that statements of clients have to end; others that want to write wait meanwhile
CONNECTIONS_LISTED=3

IS_CONNECTION="t.NAME IN ('thread/sql/one_connection', 'thread/sql/event_worker')"
# All but the agents', replication, monitoring and backup.
IS_CLIENT="$IS_CONNECTION AND t.PROCESSLIST_USER NOT LIKE 'cdk8s\\\\_%'"
IS_CLIENT_OR_BACKUP="$IS_CONNECTION AND t.PROCESSLIST_USER NOT IN ('cdk8s_agent', 'cdk8s_replication')"

# Those that hold a lock, a running statement or a commit for which `SET GLOBAL super_read_only` waits. A backup too.
HOLDERS_OF_WRITES="SELECT OWNER_THREAD_ID FROM performance_schema.metadata_locks
  WHERE OBJECT_TYPE IN ('GLOBAL', 'COMMIT') AND LOCK_STATUS = 'GRANTED'"

# Those that hold a lock for which the applier waits: LOCK TABLES, FLUSH TABLES WITH READ LOCK, rows, tables in use.
APPLIERS="SELECT THREAD_ID FROM performance_schema.threads
  WHERE NAME LIKE 'thread/sql/replica\\\\_%' OR NAME LIKE 'thread/sql/slave\\\\_%'"
HOLDERS_OF_APPLIER="SELECT held.OWNER_THREAD_ID FROM performance_schema.metadata_locks wanted
    JOIN performance_schema.metadata_locks held ON held.LOCK_STATUS = 'GRANTED'
      AND held.OBJECT_TYPE = wanted.OBJECT_TYPE AND held.OBJECT_SCHEMA <=> wanted.OBJECT_SCHEMA
      AND held.OBJECT_NAME <=> wanted.OBJECT_NAME AND held.OWNER_THREAD_ID <> wanted.OWNER_THREAD_ID
    WHERE wanted.LOCK_STATUS = 'PENDING' AND wanted.OWNER_THREAD_ID IN ($APPLIERS)
  UNION SELECT BLOCKING_THREAD_ID FROM performance_schema.data_lock_waits WHERE REQUESTING_THREAD_ID IN ($APPLIERS)"

# usage: holders QUERY. Prints `user@host (connection 7, Sleep for 30 s: LOCK TABLES …)`, …
# The statement is a digest: its values, such as passwords, are not logged.
holders() {
  sql "SELECT CONCAT(t.PROCESSLIST_USER, '@', IFNULL(t.PROCESSLIST_HOST, ''), ' (connection ', t.PROCESSLIST_ID, ', ',
      t.PROCESSLIST_COMMAND, ' for ', t.PROCESSLIST_TIME, ' s', IFNULL(CONCAT(': ', LEFT(s.DIGEST_TEXT, 80)), ''), ')')
    FROM performance_schema.threads t
      LEFT JOIN performance_schema.events_statements_current s
        ON s.THREAD_ID = t.THREAD_ID AND s.NESTING_EVENT_LEVEL = 0
    WHERE $IS_CLIENT_OR_BACKUP AND t.THREAD_ID IN ($1) ORDER BY t.PROCESSLIST_TIME DESC" |
    join_lines "$CONNECTIONS_LISTED"
}

# usage: end_connections CONDITION. A connection may be gone by itself before it is ended.
end_connections() {
  local kills
  kills=$(sql "SELECT CONCAT('KILL ', t.PROCESSLIST_ID, ';') FROM performance_schema.threads t WHERE $1") || return 1
  if [[ $kills ]]; then run_sql 10 "$kills" --force 2>/dev/null || true; fi
}

end_clients() { end_connections "$IS_CLIENT"; }

# usage: ends_within TENTHS-OF-A-SECOND JOB
ends_within() {
  local tenths
  for ((tenths = $1; tenths > 0; tenths--)); do
    if ! kill -0 "$2" 2>/dev/null; then return; fi
    sleep 0.1
  done
  ! kill -0 "$2" 2>/dev/null
}

# usage: reject_writes [TENTHS-OF-A-SECOND]. Statements of clients have so long to end by themselves; then their
# connections are ended. The statement that waits for them keeps new ones from writing.
reject_writes() {
  local job held
  act_sql "SET SESSION lock_wait_timeout = 8; SET GLOBAL super_read_only = ON" &
  job=$!
  if ! ends_within "${1:-$LOCK_WAIT}" "$job"; then
    held=$(holders "$HOLDERS_OF_WRITES") || held=''
    log "writes cannot end because of these connections, which are ended: ${held:-they have just ended}"
    end_connections "$IS_CLIENT OR $IS_CLIENT_OR_BACKUP AND t.THREAD_ID IN ($HOLDERS_OF_WRITES)" || true
    if ! ends_within 10 "$job"; then release_unacknowledged; fi
  fi
  wait "$job"
}

# A write that waits for acknowledgements goes on waiting when its connection has ended. Without semi-sync it is
# committed, and nobody is told so. Of writes that are committed as a group, one waits for the acknowledgement, and the
# others for that one. New writes wait for the one that waits for it, so that none goes unacknowledged.
release_unacknowledged() {
  local only_unacknowledged
  only_unacknowledged=$(sql "SELECT MAX(PROCESSLIST_STATE = 'Waiting for semi-sync ACK from replica')
      AND MIN(PROCESSLIST_STATE IN ('Waiting for semi-sync ACK from replica', 'waiting for handler commit'))
    FROM performance_schema.threads
    WHERE THREAD_ID IN ($HOLDERS_OF_WRITES) AND IFNULL(PROCESSLIST_INFO, '') NOT LIKE 'SET GLOBAL super_read_only%'")
  if [[ $only_unacknowledged == 1 ]]; then sql "SET GLOBAL rpl_semi_sync_source_enabled = OFF"; fi
}

lag_cause() { holders "$HOLDERS_OF_APPLIER"; }

# The desired primary cannot take over while a client of this server holds what the applier needs.
free_applier() {
  local held
  held=$(holders "$HOLDERS_OF_APPLIER")
  if [[ ! $held ]]; then return; fi
  log "the received transactions cannot be applied because of these connections, which are ended: $held"
  end_connections "$IS_CLIENT_OR_BACKUP AND t.THREAD_ID IN ($HOLDERS_OF_APPLIER)"
}

# Fails if the settings have disabled it. It runs again after a restart of mysqld.
stop_event_scheduler() { act_sql "SET GLOBAL event_scheduler = OFF" || true; }
