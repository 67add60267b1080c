#!/usr/bin/env bash
# What the agent can do to its own server. Each may be cut off anywhere and done again. Sourced, never run.

act_sql() { sql "$1" 2>"$STATE/act.err"; }

# Acknowledgements are asked for before the first write, and by nobody but the primary.
ask_acknowledgements() {
  ACKNOWLEDGEMENTS=$(topology acknowledgements)
  if [[ $DURABILITY == ASYNC ]]; then
    act_sql "SET GLOBAL rpl_semi_sync_source_enabled = OFF"
  else
    act_sql "SET GLOBAL rpl_semi_sync_source_wait_point = AFTER_SYNC, GLOBAL rpl_semi_sync_source_wait_no_replica = ON,
      GLOBAL rpl_semi_sync_source_wait_for_replica_count = $ACKNOWLEDGEMENTS, GLOBAL rpl_semi_sync_source_timeout = $ACKNOWLEDGE_TIMEOUT,
      GLOBAL rpl_semi_sync_source_enabled = ON"
  fi
}

# One that the manifests do not have, or no longer, is not asked when a primary is lost, so no write may depend on it.
acknowledges() {
  if [[ $DURABILITY == ASYNC ]] || (($(ordinal) >= $(topology replicas))); then printf 'OFF'; else printf 'ON'; fi
}

# A set that grows takes more of them for a majority, and from more members.
keep_acknowledgements() {
  if [[ $WRITABLE == yes ]]; then
    if [[ $DURABILITY != ASYNC && $ACKNOWLEDGEMENTS != "$(topology acknowledgements)" ]]; then ask_acknowledgements; fi
  elif [[ $IO == ON && $ACKNOWLEDGES != "$(acknowledges)" ]]; then
    resume_replication
  fi
}

open_server() {
  act_sql "STOP REPLICA; RESET REPLICA ALL" && ask_acknowledgements && write_mark primary &&
    act_sql "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF"
}

close_server() { act_sql "SET GLOBAL super_read_only = ON; SET GLOBAL rpl_semi_sync_source_enabled = OFF"; }

yield_server() { close_server && write_mark member; }

# Fails where the settings have disabled it. The next start of mysqld brings it back.
stop_events() { act_sql "SET GLOBAL event_scheduler = OFF" || true; }

# A mysqld that is told to stop waits up to 8 s for all but its replicas to leave, for the event scheduler too, which stays, and 2 s more
# while anybody is there. So nobody is: writers end, then what they wrote is sent, then all connections end and none comes back.
stand_down() {
  stop_events
  act_sql "SET SESSION lock_wait_timeout = 1; SET GLOBAL super_read_only = ON" && await_senders &&
    act_sql "SET GLOBAL offline_mode = ON"
}

# A bare `return` would say, in a trap, what was before the signal.
await_senders() {
  local n unsent="SELECT COUNT(*) FROM performance_schema.processlist WHERE COMMAND LIKE 'Binlog Dump%' AND STATE NOT LIKE '%has sent all binlog%'"
  for n in {1..20}; do
    if [[ $(sql "$unsent") == 0 ]]; then return 0; fi
    sleep 0.05
  done
  return 1
}

# The password is given at each start and stored nowhere; without a limit of tries an outage may last for ever.
start_replication() {
  ACKNOWLEDGES=$(acknowledges)
  act_sql "SET GLOBAL rpl_semi_sync_source_enabled = OFF, GLOBAL rpl_semi_sync_replica_enabled = $ACKNOWLEDGES;
    START REPLICA USER = 'cdk8s_replication' PASSWORD = '$(known_password peer)'"
}

# A receiver that the primary refuses keeps the password that it was started with.
resume_replication() { act_sql "STOP REPLICA IO_THREAD" && start_replication; }

# Marked first: data on a server that is still called new would be refused.
follow() {
  write_mark member && act_sql "STOP REPLICA; RESET REPLICA ALL;
    CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$PRIMARY_HOST', SOURCE_PORT = $PORT, SOURCE_AUTO_POSITION = 1, $SOURCE_TLS,
      SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 0, SOURCE_HEARTBEAT_PERIOD = 2" && start_replication
}

# Held for a while at a time: it says that this server lives, and is ready to be the primary.
ask_to_yield() {
  if [[ $ASKING ]] && kill -0 "$ASKING" 2>/dev/null; then return; fi
  PEER_LIMIT=20 peer_sql "$OPEN" "DO GET_LOCK('$LOCK', 0); DO SLEEP(15)" 2>/dev/null &
  ASKING=$!
}

# Replicas that are neither behind the primary's logs nor ahead of it, else the primary; spread over the newcomers.
choose_donor() {
  local n gtids usable=()
  for n in $FULL; do
    gtids=$(gtids_of_peer "$n")
    if [[ $n != "$OPEN" && $(sql "SELECT GTID_SUBTRACT('$gtids', '$PRIMARY_GTIDS') = '' AND GTID_SUBTRACT('$PRIMARY_GTIDS', '$gtids') = ''") == 1 ]]; then usable+=("$n"); fi
  done
  if [[ ${#usable[@]} == 0 ]]; then
    if [[ $PRIMARY == data ]]; then printf '%s' "$OPEN"; fi
  else
    printf '%s' "${usable[$(ordinal) % ${#usable[@]}]}"
  fi
}

# CLONE returns only when mysqld goes down to start again, so it runs beside the loop, which watches it.
# It drops the schemas of a bare server, which super_read_only forbids; read_only stays and keeps clients out.
start_copy() {
  local host password
  host=$(host_of "$1") password=$(known_password peer)
  write_mark "copying $1 $(gtids_of_peer "$1")" || return
  say "copying from ${host%%.*}"
  rm -f "$RUN/ready"
  stop_events # mysqld starts again at the end of a copy, and would wait for it
  {
    sql "STOP REPLICA; SET GLOBAL super_read_only = OFF; SET GLOBAL clone_valid_donor_list = '$host:$PORT'" &&
      run_sql 0 "CLONE INSTANCE FROM 'cdk8s_replication'@'$host':$PORT IDENTIFIED BY '$password' REQUIRE SSL"
  } >/dev/null 2>"$STATE/copy.err" &
  COPY_JOB=$! COPIED=0 COPY_MOVED=$SECONDS
}

copy_runs() { kill -0 "$COPY_JOB" 2>/dev/null; }

# A donor that dies leaves the copy hanging; end it, and the next round starts another.
watch_copy() {
  local bytes
  bytes=$(sql "SELECT IFNULL(SUM(DATA), 0) FROM performance_schema.clone_progress" 2>/dev/null) || return 0
  if [[ $bytes != "$COPIED" ]]; then
    if ((SECONDS - COPY_SAID >= 10)); then say "copied $((bytes >> 20)) MiB"; COPY_SAID=$SECONDS; fi
    COPIED=$bytes COPY_MOVED=$SECONDS
  elif ((SECONDS - COPY_MOVED > COPY_STALL)); then
    say "the copy has not moved for $COPY_STALL s: giving it up"
    sql "KILL $(sql "SELECT PID FROM performance_schema.clone_status WHERE STATE = 'In Progress'")" 2>/dev/null || true
    COPY_MOVED=$SECONDS
  fi
}

end_copy() {
  local error
  wait "$COPY_JOB" 2>/dev/null || true
  COPY_JOB=''
  # the connection is lost where mysqld starts again, as it does after a copy
  error=$(grep ERROR "$STATE/copy.err" | grep -v 'ERROR 2013' || true)
  if [[ $error ]]; then
    say "the copy has failed: $error"
    PAUSE=5
    close_server || true
  else
    say "the copy has ended"
  fi
}
