#!/usr/bin/env bash
# Decides on one action, with its reason, from what was observed: no server, no clock, no file. Sourced, never run.
#
#   wait           not Ready until something changes      blocked             not Ready until a person acts
#   bootstrap      begin a new database                   promote             accept writes, as the primary
#   demote         stop accepting writes                  step_down           the same, for another primary
#   clone          replace the data by a peer's           finish_clone        the clone is complete
#   change_source  replicate from the primary             start_replica       start stopped threads
#   retry_replica  the same now and then, not Ready       request_switchover  serve, and ask the primary to step down
#   apply          not Ready until what was received is applied, and what is in the way of that is ended
#   fence          receive no longer from a primary that does not answer, and is to be replaced
#   stop_receiver  the same, by the server that replaces it
#   steady         nothing to do
# shellcheck disable=SC2034 # the agent reads ACTION and REASON

FENCE_AFTER=15   # seconds without the desired primary, after which the primary stops accepting writes
PROMOTE_AFTER=30 # seconds without an answer, after which a peer counts as gone; longer than FENCE_AFTER

SWITCHOVER_LAG=10 # seconds; what the new primary has not applied when the old one steps down, clients wait for

DISK_FULL='[Dd]isk (is )?full|is full|errno: 28|error number 28'

# usage: decision ACTION REASON...
decision() { ACTION=$1 REASON=${*:2}; }

decide() {
  if [[ $SERVER_STATE == down ]]; then
    decision wait "mysqld does not answer yet"
  elif [[ $SERVER_STATE == sql_error ]]; then
    decision wait "mysqld answers the agent with an error: $LAST_ERROR"
  elif [[ $SERVER_STATE == auth_failed ]]; then
    decide_auth_failed
  elif [[ $MAINTENANCE == yes ]]; then
    decision wait "maintenance: remove $RUN/maintenance to end it"
  elif [[ $DATA_STATE == cloning* && $CLONE_STATE == complete ]]; then
    decision finish_clone "the clone is complete"
  elif [[ $WRITABLE == yes ]]; then
    decide_writable
  elif [[ ! $DATA_STATE =~ ^(initialized|verified|primary|cloning .*)$ ]]; then
    decision blocked "the data state of this server is '$DATA_STATE', expected is initialized, cloning, verified or" \
      "primary; another version may have written it. Its data is kept and not served. Only if a peer has all data," \
      "delete its claim and its pod to clone it from there"
  elif [[ $SERVER_STATE == data && $DATA_STATE == initialized ]]; then
    decision blocked "the volume has transactions ($GTID_EXECUTED) that were neither cloned nor replicated. They are" \
      "kept; delete its claim and its pod to discard them"
  elif [[ $WRITABLE_PEER ]]; then
    decide_under_primary
  elif [[ $IS_DESIRED_PRIMARY == yes ]]; then
    decide_desired_primary
  else
    decide_without_primary
  fi
}

decide_auth_failed() {
  if [[ $DATA_STATE == initialized ]]; then
    decision blocked "this empty server was initialized with another root password than that in the Secret: restore" \
      "that password, or delete its claim and its pod to initialize it again"
  else
    decision blocked "mysqld rejects the agent's password, that of the Secret and the one before. Restore the old" \
      "root password in the Secret, and change it when this server is Ready"
  fi
}

decide_writable() {
  if [[ $DATA_STATE != primary ]]; then
    decision demote "only the primary accepts writes"
  elif [[ $WRITABLE_PEER ]]; then
    decision step_down "${PRIMARY_HOST%%.*} accepts writes as well"
  elif [[ $IS_DESIRED_PRIMARY == yes ]]; then
    decision steady "accepts writes"
  elif [[ $SWITCHOVER_REQUESTED == yes ]]; then
    decision step_down "$DESIRED_PRIMARY is the desired primary, and is ready to take over"
  elif [[ $UNREACHABLE_PEERS ]] && ((UNREACHABLE_FOR >= FENCE_AFTER)); then
    decision step_down "$DESIRED_PRIMARY is the desired primary, and has not answered for $FENCE_AFTER s"
  else
    decision steady "accepts writes until $DESIRED_PRIMARY, the desired primary, is ready to take over"
  fi
}

# The primary cannot be seen, and may come back empty: what runs continues, nothing is started.
decide_without_primary() {
  if must_fence; then
    decision fence "receiving no longer from ${SOURCE%%.*}, which does not answer, as $DESIRED_PRIMARY is to replace it"
  elif [[ $DATA_STATE == verified && ! $SOURCE ]] && desired_primary_has_data; then
    decision steady "waits for $DESIRED_PRIMARY, the desired primary, to accept writes"
  elif [[ $DATA_STATE == verified && $SOURCE && $RECEIVER != OFF && $APPLIER == ON ]]; then
    decision steady "replicates from ${SOURCE%%.*}, which does not accept writes at the moment"
  elif [[ $DATA_STATE == verified || $DATA_STATE == primary ]]; then
    decision wait "no server accepts writes; this server keeps its data"
  else
    decision wait "no server accepts writes yet"
  fi
}

decide_under_primary() {
  case $DATA_STATE in
    verified | primary) decide_replica ;;
    *) decide_new_replica ;;
  esac
}

# usage: decide_clone REASON
decide_clone() {
  if [[ $DONOR_TABLES == unknown ]]; then
    decision wait "$1; but $(pods "$DONOR") does not tell which engines its tables have, and CLONE copies only InnoDB"
  elif [[ $DONOR_TABLES ]]; then
    decision blocked "$1; but CLONE does not copy the rows of these tables of $(pods "$DONOR"): $DONOR_TABLES." \
      "Convert them on the primary: ALTER TABLE … ENGINE = InnoDB"
  else
    decision clone "$1"
  fi
}

decide_new_replica() {
  if [[ $PRIMARY_STATE == empty && $SERVER_STATE == empty ]]; then
    decision change_source "new, and the primary has no data to clone"
  elif [[ $DONOR ]]; then
    decide_clone "the primary has data, and this server has none"
  else
    decision wait "no peer to clone from"
  fi
}

decide_replica() {
  if [[ $ERRANT_GTIDS ]]; then
    decision blocked "errant transactions, which the primary does not have: $ERRANT_GTIDS. They are kept, and this" \
      "server does not serve; delete its claim and its pod to discard them"
  elif [[ $PURGED_GTIDS ]]; then
    decide_outdated
  elif ! may_follow; then
    decision wait "${PRIMARY_HOST%%.*} accepts writes, but $DESIRED_PRIMARY is the desired primary, and may have" \
      "replaced it: start that server, or make ${PRIMARY_HOST%%.*} the primary"
  elif [[ $DATA_STATE == primary || $SOURCE != "$PRIMARY_HOST" ]]; then
    decision change_source "the primary has all transactions of this server"
  elif [[ $RECEIVER == CONNECTING && $LAST_ERROR == *'Too many connections'* && $PRIMARY_PORT == "$ADMIN_PORT" ]]; then
    decision change_source "clients have taken all connections of ${PRIMARY_HOST%%.*}: using its administrative port"
  elif [[ $APPLIER == OFF && $LAST_ERROR =~ $DISK_FULL ]]; then
    decision retry_replica "replication has stopped because the disk is full, and is retried: $LAST_ERROR"
  elif [[ $APPLIER == OFF && $LAST_ERROR ]]; then
    decision blocked "replication has stopped: $LAST_ERROR. Repair that and START REPLICA SQL_THREAD, or delete its" \
      "claim and its pod to clone it from a peer"
  elif [[ $RECEIVER == OFF || $APPLIER == OFF || $LAST_ERROR == *"Access denied"* && $RECEIVER == CONNECTING ]]; then
    decision start_replica "replication does not run${LAST_ERROR:+: $LAST_ERROR}"
  elif [[ $IS_DESIRED_PRIMARY == yes && $API_CONNECTED == yes ]]; then
    decide_switchover
  else
    decision steady "replicates from ${PRIMARY_HOST%%.*}"
  fi
}

decide_switchover() {
  if [[ $LAG == unknown ]] || ((LAG > SWITCHOVER_LAG)); then
    decision steady "replicates from ${PRIMARY_HOST%%.*}, and takes over when it is at most $SWITCHOVER_LAG s behind"
  else
    decision request_switchover "replicates from ${PRIMARY_HOST%%.*}, and is the desired primary"
  fi
}

# The primary has all transactions of this server, so that a clone loses nothing.
decide_outdated() {
  if [[ $DONOR ]]; then
    decide_clone "the primary has purged transactions that this server needs: $PURGED_GTIDS"
  else
    decision wait "the primary has purged transactions that this server needs ($PURGED_GTIDS), and there is no" \
      "peer to clone from"
  fi
}
