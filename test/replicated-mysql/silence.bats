#!/usr/bin/env bats
# By which number of replicas a LOSSLESS set is asked, after it was scaled.

setup() {
  export STATE=$BATS_TEST_TMPDIR/state TOPOLOGY=$BATS_TEST_TMPDIR/topology VOLUME=$BATS_TEST_TMPDIR/volume POD_NAME=mysql-1
  mkdir -p "$STATE" "$TOPOLOGY" "$VOLUME/server"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/silence.sh"
  echo 3 >"$TOPOLOGY/replicas"
  DURABILITY=LOSSLESS
  read_quorum
}

@test "a server that has kept none goes by the manifests" { [ "$FORMER_REPLICAS" = 3 ] && [ -z "$SCALED_AWAY" ]; }
@test "after fewer, those who were scaled away are known" { keep_quorum 5; read_quorum; [ "$REPLICAS $FORMER_REPLICAS" = '3 5' ] && [ "$SCALED_AWAY" = '3 4 ' ]; }
@test "after more, nobody was scaled away" { keep_quorum 2; read_quorum; [ "$FORMER_REPLICAS" = 2 ] && [ -z "$SCALED_AWAY" ]; }
@test "a number that cannot be read is none" { echo x >"$QUORUM"; read_quorum; [ "$FORMER_REPLICAS" = 3 ]; }
@test "where a write waits for nobody, nobody is asked by a former number" { keep_quorum 5; DURABILITY=ASYNC; read_quorum; [ -z "$SCALED_AWAY" ]; }
@test "a number that cannot be kept is told, and ends nothing" {
  rm -r "$SERVER"
  run keep_quorum 5
  [ "$status" = 0 ] && [[ $output == *"could not write $QUORUM" ]]
}
@test "nothing is written again" {
  keep_quorum 5
  write_durably() { return 1; }
  run keep_quorum 5
  [ -z "$output" ]
}
