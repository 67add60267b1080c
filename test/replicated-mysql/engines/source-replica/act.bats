#!/usr/bin/env bats
# The order of the steps of an action: a kill between any two must leave something that is judged rightly.
# shellcheck disable=SC2329 # the actions call what setup puts in their place
load ../../helper

setup() {
  set_up_agent mysql-1
  PRIMARY_HOST=mysql-0.mysql PRIMARY_PORT=3306 DATA_STATE=verified PROVEN_REPLICAS=''
  act_sql() { printf 'sql %s\n' "${1%% *}" >>"$DONE"; }
  write_data_state() { printf 'state %s\n' "$1" >>"$DONE"; }
  start_replication() { echo start >>"$DONE"; }
  enable_semi_sync_source() { echo semi-sync >>"$DONE"; }
}

@test "a server is verified before it receives anything" {
  change_source
  [ "$(cat "$DONE")" = $'state verified\nsql STOP\nstart' ]
}
@test "a former primary whose agent was killed ends the connections of clients when it becomes a replica" {
  end_clients() { echo end >>"$DONE"; }
  DATA_STATE=primary change_source
  [ "$(head -n 2 "$DONE")" = $'end\nstate verified' ]
}
@test "a server waits for acknowledgements and is the primary in its data state before it accepts writes" {
  promote
  [ "$(cat "$DONE")" = $'sql STOP\nsemi-sync\nstate primary\nsql SET' ]
}
@test "a server rejects writes and ends the connections of clients before its data state is no longer primary" {
  reject_writes() { echo reject >>"$DONE"; }
  end_clients() { echo end >>"$DONE"; }
  step_down
  [ "$(cat "$DONE")" = $'reject\nsql SET\nend\nstate verified' ]
}
# usage: waits_for_writes. SET GLOBAL super_read_only returns when connections were ended.
waits_for_writes() {
  act_sql() { until [[ -e $BATS_TEST_TMPDIR/ended ]]; do sleep 0.02; done; echo rejected >>"$DONE"; }
  holders() { printf 'app@10.0.0.1 (connection 7)'; }
  end_connections() { echo ended >>"$DONE"; touch "$BATS_TEST_TMPDIR/ended"; }
}
@test "connections that keep writes from ending are named and ended after a while" {
  waits_for_writes
  run reject_writes 10
  [ "$status" = 0 ] && [[ $output == *"which are ended: app@10.0.0.1 (connection 7)" ]]
  [ "$(cat "$DONE")" = $'ended\nrejected' ]
}
@test "nothing keeps a replica that is to be the primary from catching up" {
  ACTION=steady WRITABLE=no IS_DESIRED_PRIMARY=no
  free_applier() { echo freed >>"$DONE"; }
  reconcile_semi_sync() { false; }
  run act
  [ ! -e "$DONE" ]
  IS_DESIRED_PRIMARY=yes
  run act
  [ "$(cat "$DONE")" = freed ]
}
@test "connections stay if writes end by themselves" {
  waits_for_writes
  touch "$BATS_TEST_TMPDIR/ended"
  run reject_writes 10
  [ "$(cat "$DONE")" = rejected ] && [ -z "$output" ]
}
@test "writes that wait for another one of their group are no other ones" {
  sql() { printf '%s' "$1" >>"$LOG"; }
  release_unacknowledged
  [[ $(<"$LOG") == *"MAX(PROCESSLIST_STATE = 'Waiting for semi-sync ACK from replica')"* ]]
  [[ $(<"$LOG") == *"MIN(PROCESSLIST_STATE IN ('Waiting for semi-sync ACK from replica', 'waiting for handler commit'))"* ]]
}
@test "a primary that is replaced already gives its clients hardly any time, and says what has failed" {
  reject_writes() { echo "tenths: ${1:-default}" >>"$DONE"; echo 'the first error' >"$STATE/act.err"; return 1; }
  enable_semi_sync_source() { echo 'another error' >"$STATE/act.err"; }
  WRITABLE_PEER=''; run ! step_down
  WRITABLE_PEER=1; run ! step_down
  [ "$(<"$DONE")" = $'tenths: default\ntenths: 3' ] && [ "$(<"$STATE/act.err")" = 'the first error' ]
}
@test "writes without acknowledgements are released only if nothing else keeps writes from ending" {
  for only in 0 NULL 1; do
    sql() { case $1 in SELECT*) echo "$only" ;; *) echo "$1" >>"$DONE" ;; esac; }
    release_unacknowledged
  done
  [ "$(cat "$DONE")" = 'SET GLOBAL rpl_semi_sync_source_enabled = OFF' ]
}
@test "a server that still accepts writes is no replica, and waits for acknowledgements again" {
  reject_writes() { return 1; }
  run step_down
  [ "$status" -ne 0 ] && [ "$(cat "$DONE")" = semi-sync ]
}
@test "a receiver is stopped before it gets the present password" {
  restart_receiver
  [ "$(cat "$DONE")" = $'sql STOP\nstart' ]
}
@test "nothing follows a data state that could not be written" {
  write_data_state() { return 1; }
  run change_source
  [ "$status" -ne 0 ] && [ ! -e "$DONE" ]
}
@test "a replica has nothing to drain" {
  act_sql() { touch "$DONE"; }
  printf 'verified' >"$SERVER/data_state"
  drain
  [ ! -e "$DONE" ]
}
@test "connections end after the last write was sent" {
  printf 'primary' >"$SERVER/data_state"
  sql() { cat "$BATS_TEST_TMPDIR/unsent"; echo 0 >"$BATS_TEST_TMPDIR/unsent"; echo queried >>"$DONE"; }
  echo 1 >"$BATS_TEST_TMPDIR/unsent"
  act_sql() { printf 'sql %s\n' "${1##*GLOBAL }" >>"$DONE"; }
  reject_writes() { echo "reject after $1 tenths" >>"$DONE"; }
  drain
  [ "$(cat "$DONE")" = $'sql event_scheduler = OFF\nreject after 10 tenths\nqueried\nqueried\nsql offline_mode = ON' ]
}
@test "connections stay while a write has not ended" {
  printf 'primary' >"$SERVER/data_state"
  act_sql() { printf 'sql %s\n' "${1##*GLOBAL }" >>"$DONE"; }
  reject_writes() { return 1; }
  run drain
  [ "$status" -ne 0 ]
  [ "$(cat "$DONE")" = 'sql event_scheduler = OFF' ]
}
@test "a replica verifies its source if it has to" {
  SOURCE_TLS='SOURCE_SSL = 1, SOURCE_SSL_VERIFY_SERVER_CERT = 1'
  act_sql() { printf '%s\n' "$1" >>"$DONE"; }
  change_source
  grep -q "$SOURCE_TLS, SOURCE_CONNECT_RETRY" "$DONE" && grep -q 'SOURCE_AUTO_POSITION = 1,' "$DONE"
}
# usage: replica ORDINAL REPLICAS. A steady replica of so many, by the manifests.
replica() {
  WRITABLE=no RECEIVER=ON DURABILITY=LOSSLESS REPLICA_ACKNOWLEDGES='' REPLICAS=$2 ORDINAL=$1
  ordinal() { printf '%s' "$ORDINAL"; }
  desired_state() { printf '%s' "$REPLICAS"; }
  start_replication() { REPLICA_ACKNOWLEDGES=$(replica_acknowledges); echo "start $REPLICA_ACKNOWLEDGES" >>"$DONE"; }
}

@test "a replica acknowledges as long as the manifests have it, and its receiver is restarted when that changes" {
  replica 3 5
  reconcile_semi_sync
  reconcile_semi_sync
  REPLICAS=3
  reconcile_semi_sync
  [ "$(cat "$DONE")" = $'sql STOP\nstart ON\nsql STOP\nstart OFF' ]
}
@test "no replica acknowledges if no write waits for it" { replica 1 3; DURABILITY=ASYNC; [ "$(replica_acknowledges)" = OFF ]; }
@test "a receiver that a person has stopped is left to decide" {
  replica 1 3
  RECEIVER=OFF
  reconcile_semi_sync
  [ ! -e "$DONE" ]
}
@test "LOSSLESS, nothing can be committed while too few replicas are connected" {
  DURABILITY=LOSSLESS
  sql() { echo 0; }
  run ! can_commit
  sql() { echo 1; }
  can_commit
}

# --- the number of replicas of which a majority has acknowledged ---
@test "a replica stores what lag has proven, with any action" {
  DURABILITY=LOSSLESS OLD_REPLICAS=5 REPLICAS=3 ACTION=wait PROVEN_REPLICAS=3
  act
  [ "$(<"$QUORUM")" = 3 ] && [ "$OLD_REPLICAS" = 3 ]
}
@test "the primary stores its own while it is steady, and no server with another durability" {
  WRITABLE=yes REPLICAS=5 OLD_REPLICAS=5 ACTION=steady
  reconcile_semi_sync() { false; }
  run act
  [ ! -e "$QUORUM" ]
  DURABILITY=LOSSLESS ACTION='wait'
  act
  [ ! -e "$QUORUM" ]
  ACTION=steady
  run act
  [ "$(<"$QUORUM")" = 5 ]
}
@test "a number that cannot be written is logged, and ends nothing" {
  rm -r "$SERVER"
  DURABILITY=LOSSLESS OLD_REPLICAS=3
  run write_quorum 5
  [ "$status" = 0 ] && [[ $output == *"could not write $QUORUM" ]]
}
@test "a number is not written again" {
  DURABILITY=LOSSLESS OLD_REPLICAS=5
  write_quorum 5
  write_durably() { return 1; }
  run write_quorum 5
  [ -z "$output" ]
}
