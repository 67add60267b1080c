#!/usr/bin/env bash
# Replaces the data of this server by a peer's, with the CLONE plugin. Sourced, never run.

CLONE_STALL=30        # seconds without data from the donor, after which a clone is cancelled
CLONE_LOG_INTERVAL=10 # seconds
LOCAL_STAGES='DROP DATA|FILE SYNC|RESTART|RECOVERY' # nothing comes from the donor; a slow disk may take minutes
CLONE_JOB='' CLONE_PORT=$PORT CLONED_BYTES=0 CLONE_PROGRESS_AT=0 CLONE_LOGGED_AT=0

# CLONE returns only when mysqld restarts, so it runs in the background. It drops schemas of a bare server, which
# super_read_only forbids; read_only stays and rejects clients.
start_clone() {
  local host password
  host=$(host_of "$1") password=$(password_in replication)
  write_data_state "cloning $1 $(gtids_of_peer "$1")" || return
  log "cloning from ${host%%.*}"
  rm -f "$RUN/ready"
  stop_event_scheduler # the restart at the end of a clone would wait for it
  {
    sql "STOP REPLICA; SET GLOBAL super_read_only = OFF; SET GLOBAL clone_valid_donor_list = '$host:$CLONE_PORT'" &&
      end_read_only_databases &&
      run_sql 0 "CLONE INSTANCE FROM 'cdk8s_replication'@'$host':$CLONE_PORT IDENTIFIED BY '$password' REQUIRE SSL"
  } >/dev/null 2>"$STATE/clone.err" &
  CLONE_JOB=$! CLONED_BYTES=0 CLONE_PROGRESS_AT=$SECONDS
}

# CLONE drops the databases of this server first, and fails at one that is READ ONLY.
end_read_only_databases() {
  local statements
  statements=$(sql "SELECT CONCAT('ALTER DATABASE \`', REPLACE(SCHEMA_NAME, '\`', '\`\`'), '\` READ ONLY = 0;')
    FROM information_schema.SCHEMATA_EXTENSIONS WHERE OPTIONS LIKE '%READ ONLY=1%'") || return 1
  if [[ ! $statements ]]; then return; fi
  write_root_credentials
  root_sql "SET SESSION sql_log_bin = OFF; $statements" || { root_error >&2; return 1; }
}

clone_runs() { kill -0 "$CLONE_JOB" 2>/dev/null; }

# Watches the progress of a clone.
is_cloning() {
  if [[ ! $CLONE_JOB ]]; then return 1; fi
  if clone_runs; then watch_clone; return 0; fi
  end_clone
  return 1
}

# usage: log_progress TEXT
log_progress() {
  if ((SECONDS - CLONE_LOGGED_AT < CLONE_LOG_INTERVAL)); then return; fi
  log "$1"
  CLONE_LOGGED_AT=$SECONDS
}

# If the donor dies, CLONE hangs: it is cancelled, and the next reconcile starts another one. What waits for the disk
# of this server is never cancelled: another clone would wait for the same disk.
watch_clone() {
  local progress bytes stage
  progress=$(sql "SELECT CONCAT(IFNULL(SUM(DATA), 0), '|', IFNULL(MAX(IF(STATE = 'In Progress', STAGE, NULL)), ''))
    FROM performance_schema.clone_progress" 2>/dev/null) || return 0
  IFS='|' read -r bytes stage <<<"$progress"
  if [[ $bytes != "$CLONED_BYTES" ]]; then
    log_progress "cloned $((bytes >> 20)) MiB"
    CLONED_BYTES=$bytes CLONE_PROGRESS_AT=$SECONDS
  elif [[ $stage =~ ^($LOCAL_STAGES)$ ]]; then
    if ((SECONDS - CLONE_PROGRESS_AT >= CLONE_LOG_INTERVAL)); then
      log_progress "the clone waits for the disk of this server: $stage for $((SECONDS - CLONE_PROGRESS_AT)) s"
    fi
  elif ((SECONDS - CLONE_PROGRESS_AT > CLONE_STALL)); then
    log "no progress of the clone for $CLONE_STALL s: cancelling it"
    sql "KILL $(sql "SELECT PID FROM performance_schema.clone_status WHERE STATE = 'In Progress'")" 2>/dev/null || true
    CLONE_PROGRESS_AT=$SECONDS
  fi
}

end_clone() {
  local error
  wait "$CLONE_JOB" 2>/dev/null || true
  CLONE_JOB=''
  # 2013: the connection is lost when mysqld restarts, as it does after a clone
  error=$(grep ERROR "$STATE/clone.err" | grep -v 'ERROR 2013' || true)
  if [[ $error == *'Too many connections'* ]]; then CLONE_PORT=$ADMIN_PORT; else CLONE_PORT=$PORT; fi
  if [[ $error ]]; then
    log "clone failed: $error"
    REQUEUE_AFTER=5
    reject_writes || true
  else
    log "clone finished"
  fi
}

# Whether the clone that the data state names has come to its end: `cloning ORDINAL GTIDS`.
observe_clone() {
  local gtids=${DATA_STATE##* }
  CLONE_STATE=incomplete
  if [[ $(sql "SELECT COUNT(*) FROM performance_schema.clone_status
    WHERE STATE = 'Completed' AND GTID_SUBSET('$gtids', @@GLOBAL.gtid_executed)") == 1 ]]; then
    # a table may have been created after the donor was asked
    if [[ ! $(uncloned_tables sql) ]]; then CLONE_STATE=complete; fi
  fi
}
