#!/usr/bin/env bats
# Which number of replicas counts for a LOSSLESS write after scaling.
load ../../helper

setup() {
  set_up_agent mysql-1
  DURABILITY=LOSSLESS
  observe_quorum
}

@test "without a stored number the manifests count" { [ "$OLD_REPLICAS" = 3 ] && [ -z "$REMOVED_PEERS" ]; }
@test "after scaling down, the removed peers are known" { write_quorum 5; observe_quorum; [ "$REPLICAS $OLD_REPLICAS" = '3 5' ] && [ "$REMOVED_PEERS" = '3 4 ' ]; }
@test "after scaling up, no peer was removed" { write_quorum 2; observe_quorum; [ "$OLD_REPLICAS" = 2 ] && [ -z "$REMOVED_PEERS" ]; }
@test "a stored number that cannot be read does not count" { echo x >"$QUORUM"; observe_quorum; [ "$OLD_REPLICAS" = 3 ]; }
@test "with another durability the stored number does not count" { write_quorum 5; DURABILITY=ASYNC; observe_quorum; [ -z "$REMOVED_PEERS" ]; }
