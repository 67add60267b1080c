#!/usr/bin/env bash
# Executes an action on this server. Each may be interrupted anywhere and executed again. Sourced, never run.

PRIMARY_INTERVAL=3 REPLICA_INTERVAL=4 # seconds; watch.sh wakes the agent when the group changes
GROUP_FILE=$SERVER/group-name         # the name of the group in which this server was last
GROUP_TLS=''
if verifies_peers; then
  GROUP_TLS=", GLOBAL group_replication_ssl_mode = 'VERIFY_IDENTITY',
      GLOBAL group_replication_recovery_ssl_verify_server_cert = ON,
      GLOBAL group_replication_recovery_ssl_ca = '$TLS/ca.pem'"
fi
HAS_CAUGHT_UP='COUNT_TRANSACTIONS_REMOTE_IN_APPLIER_QUEUE < 100' # clients wait until it has applied them
MEMBERSHIP_JOB='' WAS_WRITABLE=no LABELLED_MEMBERS=''

act() {
  if [[ $WAS_WRITABLE == yes && $WRITABLE == no ]]; then end_clients || true; fi
  WAS_WRITABLE=$WRITABLE
  case $ACTION in
    bootstrap) bootstrap ;;
    join) join ;;
    demote) reject_writes && end_clients && REQUEUE_AFTER=0 ;;
    leave) leave ;;
    rejoin) rejoin && REQUEUE_AFTER=0 ;;
    clone) start_clone "$DONOR" ;;
    finish_clone) write_data_state verified && REQUEUE_AFTER=0 ;;
    hand_over) hand_over "$DESIRED_PRIMARY" "$HAS_CAUGHT_UP" || true ;; # it may still have to catch up
    steady) keep_steady ;;
  esac
}

keep_steady() {
  keep_watching_group
  if [[ $DATA_STATE != verified ]]; then write_data_state verified || return 1; fi
  if [[ $WRITABLE == no ]]; then LABELLED_MEMBERS=''; return; fi
  take_over_labels
  log_uncloned_tables
  start_accounts_job
}

# The pod of a server that is no member cannot give up the label of the primary by itself.
take_over_labels() {
  local n others=''
  if [[ $LABELLED_MEMBERS == "$MEMBERS" ]]; then return; fi
  for n in $(peers); do
    if [[ " $MEMBERS" != *" $n "* ]]; then others+="$n "; fi
  done
  label_as_replicas "$others" & # the API server may not answer
  LABELLED_MEMBERS=$MEMBERS
}

seeds() {
  local n all list=''
  all=$(desired_state replicas)
  for ((n = 0; n < all; n++)); do list+="${list:+,}$(host_of "$n"):$PORT"; done
  printf '%s' "$list"
}

# usage: configure NAME. What an option file cannot say, because it differs from server to server.
configure() {
  local weight=50
  if [[ $DESIRED_PRIMARY == "$(ordinal)" ]]; then weight=80; fi
  printf '%s' "$1" | write_durably "$GROUP_FILE" &&
    act_sql "SET GLOBAL group_replication_group_name = '$1',
      GLOBAL group_replication_local_address = '$(host_of "$(ordinal)"):$PORT',
      GLOBAL group_replication_group_seeds = '$(seeds)', GLOBAL group_replication_member_weight = $weight$GROUP_TLS"
}

# START waits until this server is a member, which may take a minute. The password is passed at each start, so that
# mysqld does not store it.
start_membership() {
  {
    run_sql 90 "$1 START GROUP_REPLICATION USER = 'cdk8s_replication', PASSWORD = '$(password_in replication)'; $2"
  } >/dev/null 2>"$STATE/membership.err" &
  MEMBERSHIP_JOB=$!
  cp "$STATE/replication.cnf" "$MEMBERSHIP_CREDENTIALS"
}

bootstrap() {
  local name=''
  if [[ -s $GROUP_FILE ]]; then name=$(<"$GROUP_FILE"); fi
  if [[ ! $name ]]; then name=$(sql 'SELECT UUID()') || return 1; fi
  # the data state first: data on a server that is only initialized would be blocked
  configure "$name" && write_data_state verified && reset_channels &&
    start_membership 'SET GLOBAL group_replication_bootstrap_group = ON;' \
      'SET GLOBAL group_replication_bootstrap_group = OFF'
}

join() {
  act_sql "SET GLOBAL group_replication_bootstrap_group = OFF" && configure "$GROUP_NAME" &&
    write_data_state verified && reset_channels && start_membership '' ''
}

# Of a set that was no group before.
reset_channels() { act_sql "STOP REPLICA FOR CHANNEL ''; RESET REPLICA ALL FOR CHANNEL ''"; }

rejoin() { yield && leave; }

leave() { run_sql 30 'STOP GROUP_REPLICATION' 2>"$STATE/act.err"; }

# usage: hand_over ORDINAL [CONDITION]. Fails if there is no such member. The group waits for transactions that run, and
# ends them after 2 s.
hand_over() {
  [[ $(sql "SELECT group_replication_set_as_primary(MEMBER_ID, 2) INTO @done
    FROM performance_schema.replication_group_members JOIN performance_schema.replication_group_member_stats
      USING (MEMBER_ID) WHERE MEMBER_HOST = '$(host_of "$1")'${2:+ AND $2};
    SELECT @done IS NOT NULL" 2>"$STATE/act.err") == 1 ]]
}

is_busy() { is_cloning || is_starting; }

# Nothing else is done meanwhile.
is_starting() {
  if [[ ! $MEMBERSHIP_JOB ]]; then return 1; fi
  if kill -0 "$MEMBERSHIP_JOB" 2>/dev/null; then return 0; fi
  if ! wait "$MEMBERSHIP_JOB" 2>/dev/null; then
    log "could not become a member: $(membership_error)"
    REQUEUE_AFTER=2
  fi
  MEMBERSHIP_JOB=''
  return 1
}

membership_error() { grep -sv Warning "$STATE/membership.err" | tail -n 1 | sed "s/ near '.*//"; }

may_be_primary() { [[ $DATA_STATE == verified ]]; }

# usage: can_commit [FUNCTION-THAT-RUNS-SQL]
can_commit() {
  [[ $("${1:-sql}" "$MEMBER_QUERY; SELECT @member = 'ONLINE' AND @majority = 'yes'") == 1 ]]
}

# Another member becomes the primary before mysqld stops, so that no failure has to be detected.
# In a trap, a bare `return` would return the status before the signal.
drain() {
  observe_self
  if [[ $MEMBER_STATE != ONLINE ]]; then return 0; fi
  if [[ $WRITABLE == yes ]]; then stop_event_scheduler; fi
  yield || log "no other member could take over: $(tail -n 1 "$STATE/act.err")"
  leave
}

# Clients connect again, to the new primary.
yield() {
  if [[ $WRITABLE == no ]]; then return 0; fi
  hand_over_to_any && { end_clients || true; }
}

hand_over_to_any() {
  local n
  for n in $MEMBERS; do
    if [[ $n != "$(ordinal)" ]] && hand_over "$n"; then return 0; fi
  done
  return 1
}
