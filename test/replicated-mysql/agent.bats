#!/usr/bin/env bats
# How the agent ends.
# shellcheck disable=SC2329 # stop calls what setup puts in its place

setup() {
  export VOLUME=$BATS_TEST_TMPDIR/volume RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state POD_NAME=mysql-0
  mkdir -p "$VOLUME/server" "$RUN" "$STATE"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/agent.sh"
  printf 'primary' >"$SERVER/mark"
  stand_down() { echo down >"$BATS_TEST_TMPDIR/down"; }
}

@test "the primary stands down before mysqld is told to stop" {
  touch "$RUN/stopping"
  run stop
  [ "$status" = 0 ] && [ -e "$BATS_TEST_TMPDIR/down" ] && [ -e "$RUN/quiet" ]
}
@test "a replica has nobody to send away" {
  printf 'member' >"$SERVER/mark"
  touch "$RUN/stopping"
  run stop
  [ "$status" = 0 ] && [ ! -e "$BATS_TEST_TMPDIR/down" ] && [ -e "$RUN/quiet" ]
}
@test "an agent that ends alone leaves the server as it is" {
  run stop
  [ "$status" = 0 ] && [ ! -e "$BATS_TEST_TMPDIR/down" ] && [ ! -e "$RUN/quiet" ]
}
@test "what holds mysqld up is told, and holds nothing else up" {
  stand_down() { echo 'ERROR 1205: Lock wait timeout' >"$STATE/act.err"; return 1; }
  touch "$RUN/stopping"
  run stop
  [ "$status" = 0 ] && [ -e "$RUN/quiet" ]
  [[ $output == *"Lock wait timeout"* ]]
}
@test "nobody counts as silent while this server is filled, as it asks nobody" {
  unset SECONDS # no clock, so that it stands still
  COPY_JOB=1 SECONDS=230 SILENT_SINCE=100
  copy_runs() { true; }
  watch_copy() { :; }
  round
  [ "$SILENT_SINCE" = 230 ]
}
