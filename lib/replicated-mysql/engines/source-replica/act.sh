#!/usr/bin/env bash
# Executes an action on this server. Each may be interrupted anywhere and executed again. Sourced, never run.

ENVIRONMENT+=(SEMI_SYNC_TIMEOUT)
PRIMARY_INTERVAL=3 REPLICA_INTERVAL=4 # seconds; a replica queries two servers
REQUEST_JOB='' SOURCE_ACKNOWLEDGEMENTS='' REPLICA_ACKNOWLEDGES=''

act() {
  if [[ $PROVEN_REPLICAS ]]; then write_quorum "$PROVEN_REPLICAS"; fi
  case $ACTION in
    bootstrap) promote && REQUEUE_AFTER=0 ;;
    promote) promote && label_as_replicas "$UNREACHABLE_PEERS" && REQUEUE_AFTER=0 ;;
    demote) demote ;;
    step_down) step_down ;;
    apply) free_applier ;;
    request_switchover) request_switchover ;;
    finish_clone) write_data_state verified && REQUEUE_AFTER=0 ;;
    clone) start_clone "$DONOR" ;;
    change_source) change_source && REQUEUE_AFTER=0 ;;
    start_replica) restart_receiver ;;
    fence) fence ;;
    stop_receiver) stop_receiver && REQUEUE_AFTER=0 ;;
    retry_replica) REQUEUE_AFTER=10 && restart_receiver ;;
    steady) keep_steady ;;
  esac
}

is_busy() {
  is_cloning || return 1
  UNREACHABLE_SINCE=$SECONDS AUTH_FAILED_SINCE=$SECONDS # no peer is queried meanwhile
}

keep_steady() {
  if [[ $WRITABLE == yes ]]; then write_quorum "$REPLICAS"; fi
  if [[ $WRITABLE == yes ]]; then log_uncloned_tables; fi
  if [[ $WRITABLE == no && $IS_DESIRED_PRIMARY == yes ]]; then free_applier || true; fi # it has to catch up
  reconcile_semi_sync && start_accounts_job
}

# usage: write_quorum REPLICAS
write_quorum() {
  if [[ $DURABILITY != LOSSLESS || $1 == "$OLD_REPLICAS" && -s $QUORUM ]]; then return; fi
  if printf '%s' "$1" | write_durably "$QUORUM"; then OLD_REPLICAS=$1; else log "could not write $QUORUM"; fi
}

# Before the first write, and only on the primary.
enable_semi_sync_source() {
  SOURCE_ACKNOWLEDGEMENTS=$ACKNOWLEDGEMENTS
  if [[ $DURABILITY == ASYNC ]]; then
    act_sql "SET GLOBAL rpl_semi_sync_source_enabled = OFF"
  else
    act_sql "SET GLOBAL rpl_semi_sync_source_wait_point = AFTER_SYNC,
      GLOBAL rpl_semi_sync_source_wait_no_replica = ON,
      GLOBAL rpl_semi_sync_source_wait_for_replica_count = $SOURCE_ACKNOWLEDGEMENTS,
      GLOBAL rpl_semi_sync_source_timeout = $SEMI_SYNC_TIMEOUT,
      GLOBAL rpl_semi_sync_source_enabled = ON"
  fi
}

# A server that the manifests no longer have is not asked when a primary is lost, so it must not acknowledge.
replica_acknowledges() {
  if [[ $DURABILITY == ASYNC ]] || (($(ordinal) >= $(desired_state replicas))); then printf 'OFF'; else printf 'ON'; fi
}

# After scaling, another number of acknowledgements makes a majority, from other servers.
reconcile_semi_sync() {
  if [[ $WRITABLE == yes ]]; then
    if [[ $DURABILITY != ASYNC && $SOURCE_ACKNOWLEDGEMENTS != "$ACKNOWLEDGEMENTS" ]]; then enable_semi_sync_source; fi
  elif [[ $RECEIVER == ON && $REPLICA_ACKNOWLEDGES != "$(replica_acknowledges)" ]]; then
    restart_receiver
  fi
}

# LOSSLESS: whether as many semi-sync replicas are connected as a write waits for.
# usage: can_commit [FUNCTION-THAT-RUNS-SQL]
can_commit() {
  if [[ $DURABILITY != LOSSLESS ]]; then return; fi
  [[ $("${1:-sql}" "SELECT VARIABLE_VALUE >= @@rpl_semi_sync_source_wait_for_replica_count
    FROM performance_schema.global_status WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_clients'") == 1 ]]
}

may_be_primary() { [[ $DATA_STATE == primary ]]; }

promote() {
  act_sql "STOP REPLICA; RESET REPLICA ALL" && enable_semi_sync_source && write_data_state primary &&
    act_sql "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF"
}

demote() {
  local error
  if reject_writes "$@"; then
    act_sql "SET GLOBAL rpl_semi_sync_source_enabled = OFF"
  else
    error=$(<"$STATE/act.err")
    enable_semi_sync_source || true
    printf '%s\n' "${error:-writes did not end}" >"$STATE/act.err" # of what has failed first
    return 1
  fi
}

# A pool would keep its connections, and every write in them would fail. The data state last: an agent that is killed
# before it finds a former primary, and ends them in change_source.
# If another server accepts writes already, nothing is waited for.
step_down() { demote ${WRITABLE_PEER:+3} && end_clients && write_data_state verified; }

# A mysqld that stops waits up to 8 s for clients, also for its event scheduler, and 2 s more while anybody is
# connected. So writes end first, then the replicas receive the last of them, then all connections end.
drain() {
  if [[ $(read_data_state) != primary ]]; then return 0; fi
  stop_event_scheduler
  reject_writes 10 && await_binlog_sent && act_sql "SET GLOBAL offline_mode = ON"
}

# In a trap, a bare `return` would return the status before the signal.
await_binlog_sent() {
  local n unsent="SELECT COUNT(*) FROM performance_schema.processlist
    WHERE COMMAND LIKE 'Binlog Dump%' AND STATE NOT LIKE '%has sent all binlog%'"
  for n in {1..20}; do
    if [[ $(sql "$unsent") == 0 ]]; then return 0; fi
    sleep 0.05
  done
  return 1
}

# The password is passed at each start, so that mysqld does not store it.
start_replication() {
  REPLICA_ACKNOWLEDGES=$(replica_acknowledges)
  act_sql "SET GLOBAL rpl_semi_sync_source_enabled = OFF, GLOBAL rpl_semi_sync_replica_enabled = $REPLICA_ACKNOWLEDGES;
    START REPLICA USER = 'cdk8s_replication' PASSWORD = '$(password_in replication)'"
}

# A receiver keeps the password with which it was started.
restart_receiver() { act_sql "STOP REPLICA IO_THREAD" && start_replication; }

stop_receiver() { act_sql "STOP REPLICA IO_THREAD"; }

# What was received is applied before its files are deleted: a client may have been told that it is safe.
fence() {
  if [[ $RECEIVER != OFF ]]; then
    stop_receiver && REQUEUE_AFTER=0
  elif [[ $ALL_APPLIED == yes ]]; then
    act_sql "STOP REPLICA; RESET REPLICA ALL"
  fi
}

# The data state first: data on a server that is only initialized would be blocked. No limit of retries, so that
# replication survives an outage of any length.
change_source() {
  if [[ $DATA_STATE == primary ]]; then end_clients || return 1; fi
  write_data_state verified && act_sql "STOP REPLICA; RESET REPLICA ALL;
    CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$PRIMARY_HOST', SOURCE_PORT = $PRIMARY_PORT, SOURCE_AUTO_POSITION = 1,
      $SOURCE_TLS, SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 0, SOURCE_HEARTBEAT_PERIOD = 2" && start_replication
}

# A lock on the primary, held for 15 s at a time: it proves that this server is alive and ready to take over.
request_switchover() {
  if [[ $REQUEST_JOB ]] && kill -0 "$REQUEST_JOB" 2>/dev/null; then return; fi
  PEER_TIMEOUT=20 peer_sql "$WRITABLE_PEER" "DO GET_LOCK('$SWITCHOVER_LOCK', 0); DO SLEEP(15)" 2>/dev/null &
  REQUEST_JOB=$!
}
