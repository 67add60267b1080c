#!/usr/bin/env bats
# The order in which an action does its parts: a kill between any two must leave something that is judged rightly.
# shellcheck disable=SC2329 # the actions call what setup puts in their place

setup() {
  DONE=$BATS_TEST_TMPDIR/done PRIMARY_HOST=mysql-0.mysql PORT=3306
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/act.sh"
  act_sql() { printf 'sql %s\n' "${1%% *}" >>"$DONE"; }
  write_mark() { printf 'mark %s\n' "$1" >>"$DONE"; }
  start_replication() { echo start >>"$DONE"; }
  ask_acknowledgements() { echo acknowledgements >>"$DONE"; }
}

@test "a server is a member before it receives anything" {
  follow
  [ "$(cat "$DONE")" = $'mark member\nsql STOP\nstart' ]
}
@test "a server asks for acknowledgements and is marked before it takes writes" {
  open_server
  [ "$(cat "$DONE")" = $'sql STOP\nacknowledgements\nmark primary\nsql SET' ]
}
@test "a server refuses writes before it gives up its mark" {
  yield_server
  [ "$(cat "$DONE")" = $'sql SET\nmark member' ]
}
@test "a receiver is stopped before it gets the password of now" {
  resume_replication
  [ "$(cat "$DONE")" = $'sql STOP\nstart' ]
}
@test "nothing follows a mark that could not be written" {
  write_mark() { return 1; }
  run follow
  [ "$status" -ne 0 ] && [ ! -e "$DONE" ]
}
@test "connections end after the last write was sent" {
  sql() { cat "$BATS_TEST_TMPDIR/unsent"; echo 0 >"$BATS_TEST_TMPDIR/unsent"; echo asked >>"$DONE"; }
  echo 1 >"$BATS_TEST_TMPDIR/unsent"
  act_sql() { printf 'sql %s\n' "${1##*GLOBAL }" >>"$DONE"; }
  stand_down
  [ "$(cat "$DONE")" = $'sql event_scheduler = OFF\nsql super_read_only = ON\nasked\nasked\nsql offline_mode = ON' ]
}
@test "connections stay while a write has not ended" {
  act_sql() { printf 'sql %s\n' "${1##*GLOBAL }" >>"$DONE"; [[ $1 != *read_only* ]]; }
  run stand_down
  [ "$status" -ne 0 ]
  [ "$(cat "$DONE")" = $'sql event_scheduler = OFF\nsql super_read_only = ON' ]
}
@test "a replica verifies its source as it is told to" {
  SOURCE_TLS='SOURCE_SSL = 1, SOURCE_SSL_VERIFY_SERVER_CERT = 1'
  act_sql() { printf '%s\n' "$1" >>"$DONE"; }
  follow
  grep -q "SOURCE_AUTO_POSITION = 1, $SOURCE_TLS," "$DONE"
}
# usage: member ORDINAL REPLICAS. A settled replica of a set of so many, by its manifests.
member() {
  WRITABLE=no IO=ON DURABILITY=LOSSLESS ACKNOWLEDGES='' REPLICAS=$2 ORDINAL=$1
  ordinal() { printf '%s' "$ORDINAL"; }
  topology() { printf '%s' "$REPLICAS"; }
  start_replication() { ACKNOWLEDGES=$(acknowledges); echo "start $ACKNOWLEDGES" >>"$DONE"; }
}

@test "a member acknowledges as long as the manifests have it, and is started anew when that changes" {
  member 3 5
  keep_acknowledgements
  keep_acknowledgements
  REPLICAS=3
  keep_acknowledgements
  [ "$(cat "$DONE")" = $'sql STOP\nstart ON\nsql STOP\nstart OFF' ]
}
@test "nobody acknowledges where nobody waits for it" { member 1 3; DURABILITY=ASYNC; [ "$(acknowledges)" = OFF ]; }
@test "a receiver that a person has stopped is left to the decision" {
  member 1 3
  IO=OFF
  keep_acknowledgements
  [ ! -e "$DONE" ]
}
