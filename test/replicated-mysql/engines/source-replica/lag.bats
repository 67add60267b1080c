#!/usr/bin/env bats
# How old the data of a server may be.
load ../../helper

setup() {
  set_up_agent mysql-1
  DURABILITY=LOSSLESS REPLICAS=5 ACKNOWLEDGEMENTS=2 PRIMARY_ACKNOWLEDGEMENTS=2 PRIMARY_HOST=mysql-0.mysql
  WRITABLE=no SERVER_STATE=data LAG_TARGET_REACHED=0 PRIMARY_STATE=data PRIMARY_GTID_EXECUTED=a:1-5
  stop_clock 1000
}

@test "the lag of a replica that has not caught up yet is unknown" {
  lag
  [ "$LAG" = unknown ]
}
@test "a replica that has the transactions of the primary is as old as the moment at which they were seen" {
  lag
  SECONDS=1003 LAG_TARGET_REACHED=1
  lag
  [ "$LAG" = 3 ]
}
@test "a replica that never has them grows old, whatever the primary does" {
  CAUGHT_UP_AT=1000
  lag
  SECONDS=1061 PRIMARY_GTID_EXECUTED=a:1-99
  lag
  [ "$LAG" = 61 ]
}
@test "a replica that cannot reach the primary grows old as well" {
  CAUGHT_UP_AT=1000 SECONDS=1070 PRIMARY_STATE=unknown
  lag
  [ "$LAG" = 70 ]
}
@test "the primary has no lag" {
  WRITABLE=yes PRIMARY_STATE=unknown
  lag
  [ "$LAG" = 0 ]
}
@test "a replica of an empty primary has caught up" {
  PRIMARY_STATE=empty PRIMARY_GTID_EXECUTED=''
  lag
  [ "$LAG" = 0 ]
}
@test "the number of replicas that acknowledged is proven by all writes of before" {
  lag
  [ -z "$PROVEN_REPLICAS" ]
  REPLICAS=3 ACKNOWLEDGEMENTS=1 SECONDS=1003 LAG_TARGET_REACHED=1; lag
  [ "$PROVEN_REPLICAS" = 5 ]
  PRIMARY_ACKNOWLEDGEMENTS=1; lag # a target from when the primary waited for two proves nothing
  [ -z "$PROVEN_REPLICAS" ]
  lag
  [ "$PROVEN_REPLICAS" = 3 ]
}
@test "the transactions of an old primary are not the target, because they may be lost" {
  lag
  PRIMARY_HOST=mysql-2.mysql PRIMARY_GTID_EXECUTED=b:1 SECONDS=1009
  lag
  [ "$LAG_TARGET $LAG_TARGET_AT" = 'b:1 1009' ]
}
