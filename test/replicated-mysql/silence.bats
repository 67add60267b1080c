#!/usr/bin/env bats
# By which numbers a LOSSLESS set is asked, after it was scaled.

setup() {
  export STATE=$BATS_TEST_TMPDIR/state TOPOLOGY=$BATS_TEST_TMPDIR/topology VOLUME=$BATS_TEST_TMPDIR/volume POD_NAME=mysql-1
  mkdir -p "$STATE" "$TOPOLOGY" "$VOLUME/server"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/silence.sh"
  echo 3 >"$TOPOLOGY/replicas"
  echo 1 >"$TOPOLOGY/acknowledgements"
  DURABILITY=LOSSLESS QUORUM_KEPT=''
}

@test "a server that has kept none goes by the manifests" { read_quorum; [ "$ACKNOWLEDGE" = 1 ] && [ -z "$SCALED_AWAY" ]; }
@test "after fewer, those who were scaled away are known" { keep_quorum '5 2'; read_quorum; [ "$ACKNOWLEDGE" = 1 ] && [ "$SCALED_AWAY" = '3 4 ' ]; }
@test "after more, the fewer acknowledgements of before count" {
  keep_quorum '3 1'
  echo 5 >"$TOPOLOGY/replicas"
  echo 2 >"$TOPOLOGY/acknowledgements"
  read_quorum
  [ "$ACKNOWLEDGE" = 1 ] && [ -z "$SCALED_AWAY" ]
}
@test "where a write waits for nobody, nobody is asked by former numbers" {
  keep_quorum '5 2'
  DURABILITY=ASYNC
  read_quorum
  [ -z "$SCALED_AWAY" ]
}
